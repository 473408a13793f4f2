import type { WorldClock } from './clock.ts';

/** What a planned thing does when it is due: it is told its id and when it was due. */
export type Step = (id: number, due: number) => void;

/**
 * A timer for millions of things on the emulator's clock. What is due runs in the order of its due time, then of its
 * tie: a number drawn from the thing itself, so that the order does not depend on who came first.
 */
export type Wheel = {
  /** Says what happens to planned things of a kind; before the first is planned. */
  on(kind: StepKind, step: Step): void;
  /** Plans a thing by its number: 28 bytes each. */
  plan(due: number, kind: StepKind, id: number, tie: number): void;
  /** Runs a closure once; for the few things that have no number. */
  at(due: number, act: () => void): void;
  /** Runs what is due by the clock now; called by the wheel's own timer and by tests with a clock of their own. */
  turn(): void;
  /** Runs at most `most` things due at or before `until`, leading a held clock to each; how many it ran. */
  run(until: number, most: number): number;
  /** When the first thing is due; undefined when nothing waits. */
  readonly next: number | undefined;
  readonly waiting: number;
  close(): void;
};

/** Kinds of planned things. The place in the list is kept in the heap. */
export const stepKinds = ['sent', 'delivered', 'read', 'answer', 'act', 'closure'] as const;
export type StepKind = (typeof stepKinds)[number];

/** How often the wheel looks while something is due soon, and how long it works before others may speak. */
const tickMilliseconds = 10;
const breathMilliseconds = 2;

/** Opens a wheel. It holds no timer while nothing waits, and never keeps the process alive by itself. */
export function openWheel(clock: WorldClock, onError: (error: unknown) => void): Wheel {
  const heap = openHeap();
  const deeds = openDeeds();
  const alarm = openAlarm(clock, heap, () => turn(true));

  function runFirst(): void {
    const due = heap.firstDue();
    const kind = heap.firstKind();
    const id = heap.firstId();
    heap.drop();
    if (clock.isLed) clock.lead(due);
    try {
      deeds.run(kind, id, due);
    } catch (error) {
      onError(error);
    }
  }

  /** Works off what is due, with a breath now and then: a million things must not hold up the answers. */
  function turn(isOnTimer = false): void {
    if (clock.isLed || alarm.isClosed) return;
    const began = performance.now();
    const now = clock.now();
    let worked = 0;
    while (heap.size > 0 && heap.firstDue() <= now) {
      runFirst();
      worked += 1;
      if (isOnTimer && (worked & 15) === 0 && performance.now() - began > breathMilliseconds) return alarm.ringAgain();
    }
    alarm.set();
  }

  clock.onChange(alarm.set);
  return {
    on: deeds.on,
    plan(due, kind, id, tie) {
      heap.push(due, tie, stepKinds.indexOf(kind), id);
      alarm.setBefore(due);
    },
    at(due, act) {
      const id = deeds.keep(act);
      heap.push(due, id, closureKind, id);
      alarm.setBefore(due);
    },
    turn: () => turn(),
    run(until, most) {
      let ran = 0;
      for (; ran < most && heap.size > 0 && heap.firstDue() <= until; ran += 1) runFirst();
      return ran;
    },
    get next() {
      return heap.size === 0 ? undefined : heap.firstDue();
    },
    get waiting() {
      return heap.size;
    },
    close() {
      alarm.close();
      deeds.clear();
    },
  };
}

/** What is done when something is due: a step for its kind, or a closure that is kept until then. */
function openDeeds() {
  const steps = new Map<number, Step>();
  const closures = new Map<number, () => void>();
  let lastClosure = 0;
  return {
    on: (kind: StepKind, step: Step): void => void steps.set(stepKinds.indexOf(kind), step),
    keep(act: () => void): number {
      lastClosure += 1;
      closures.set(lastClosure, act);
      return lastClosure;
    },
    run(kind: number, id: number, due: number): void {
      if (kind !== closureKind) return steps.get(kind)?.(id, due);
      const act = closures.get(id);
      closures.delete(id);
      act?.();
    },
    clear: (): void => closures.clear(),
  };
}

/** The one timer of a wheel, set to the first thing that is due. */
function openAlarm(clock: WorldClock, heap: Heap, ring: () => void) {
  let timer: NodeJS.Timeout | undefined;
  let setFor = 0;
  let isClosed = false;
  function set(): void {
    clearTimeout(timer);
    timer = undefined;
    if (heap.size === 0 || clock.isLed || isClosed) return;
    const wait = clock.realDelay(heap.firstDue());
    if (wait === Number.POSITIVE_INFINITY) return;
    timer = setTimeout(ring, Math.min(Math.max(wait, tickMilliseconds), longestTimer)).unref();
    setFor = heap.firstDue();
  }
  return {
    get isClosed() {
      return isClosed;
    },
    set,
    /** Something new is due: the timer is set anew when it would come too late. */
    setBefore(due: number): void {
      if (timer === undefined || due < setFor - tickMilliseconds) set();
    },
    /** Others may speak first. */
    ringAgain(): void {
      clearTimeout(timer);
      timer = undefined;
      setImmediate(ring);
    },
    close(): void {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

const closureKind = stepKinds.indexOf('closure');

/** Node's timers hold 31 bits. */
const longestTimer = 2_000_000_000;

type Heap = {
  push(due: number, tie: number, kind: number, id: number): void;
  firstDue(): number;
  firstKind(): number;
  firstId(): number;
  /** Takes the first away. */
  drop(): void;
  readonly size: number;
};

function filled<Held extends Float64Array | Uint8Array>(to: Held, from: Held): Held {
  to.set(from);
  return to;
}

/** A binary heap in columns: no object for each of a million things that wait. */
function openHeap(): Heap {
  let dues = new Float64Array(1024);
  let ties = new Float64Array(1024);
  let kinds = new Uint8Array(1024);
  let ids = new Float64Array(1024);
  let size = 0;

  function grow(): void {
    const length = Math.ceil(dues.length * 1.5);
    dues = filled(new Float64Array(length), dues);
    ties = filled(new Float64Array(length), ties);
    kinds = filled(new Uint8Array(length), kinds);
    ids = filled(new Float64Array(length), ids);
  }
  const at = (list: Float64Array | Uint8Array, place: number): number => list[place] ?? 0;
  const isBefore = (due: number, tie: number, place: number): boolean => due < at(dues, place) || (due === at(dues, place) && tie < at(ties, place));
  function put(place: number, due: number, tie: number, kind: number, id: number): void {
    dues[place] = due;
    ties[place] = tie;
    kinds[place] = kind;
    ids[place] = id;
  }
  function move(from: number, to: number): void {
    put(to, at(dues, from), at(ties, from), at(kinds, from), at(ids, from));
  }

  return {
    get size() {
      return size;
    },
    firstDue: () => at(dues, 0),
    firstKind: () => at(kinds, 0),
    firstId: () => at(ids, 0),
    push(due, tie, kind, id) {
      if (size === dues.length) grow();
      let place = size;
      size += 1;
      while (place > 0) {
        const parent = (place - 1) >> 1;
        if (!isBefore(due, tie, parent)) break;
        move(parent, place);
        place = parent;
      }
      put(place, due, tie, kind, id);
    },
    drop() {
      size -= 1;
      const due = at(dues, size);
      const tie = at(ties, size);
      let place = 0;
      for (;;) {
        let child = place * 2 + 1;
        if (child >= size) break;
        if (child + 1 < size && isBefore(at(dues, child + 1), at(ties, child + 1), child)) child += 1;
        if (isBefore(due, tie, child)) break;
        move(child, place);
        place = child;
      }
      if (size > 0) put(place, due, tie, at(kinds, size), at(ids, size));
    },
  };
}
