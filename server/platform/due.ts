import type { Instant } from '#core/value/time.ts';
import type { FollowedClock } from './clock.followed.ts';
import { realMillisecondsUntil } from './clock.ts';
import type { Db, Platform } from './platform.ts';

/**
 * Something that comes due on the business clock: rows with a time, read with the `now` that is passed in. Never a
 * queue's own time, which is real and which no business clock can move.
 */
export type Due = {
  readonly name: string;
  /** Upkeep comes again for ever: it is done when due, but is nothing a clock that is played forward must wait for. */
  readonly isUpkeep: boolean;
  /** The earliest due time, also one that has passed; null when nothing waits. Cheap: it is asked several times a second. */
  readonly next: (db: Db, now: Instant) => Promise<Instant | null>;
  /** Does what is due at `now`, or asks the queue for it. Safe to run twice, and beside another process. */
  readonly take: (platform: Platform, now: Instant) => Promise<void>;
};

/** Declares what comes due in a room; bound in `app/worker`. */
export function declareDue(name: string, due: Omit<Due, 'name' | 'isUpkeep'> & { readonly isUpkeep?: boolean }): Due {
  return { isUpkeep: false, ...due, name };
}

/** Whether everything that was asked for is done: tasks, messages, what waits to be written; and what those wait for. */
export type Standing = { readonly isIdle: boolean; readonly due: Instant | null };

export type DueOptions = {
  readonly platform: Platform;
  readonly dues: readonly Due[];
  /** Told when everything due is done, if the clock is one that is followed. */
  readonly followed: FollowedClock | undefined;
  /** Looked at while a clock is followed. */
  readonly standing: (now: Instant) => Promise<Standing>;
};

export type DueRunner = { readonly close: () => Promise<void> };

/** A due time that was just written is known within this; those that are known are met to the millisecond. */
const pollMilliseconds = 250;
/** Upkeep lies far ahead as a rule: it is asked for anew only when its time has come, the clock was moved, or after this. */
const upkeepPollMilliseconds = 5_000;
/** On a hurried clock looks are closer together, down to this. */
const pollLeastMilliseconds = 25;
/** While a clock waits for our word. */
const settlePollMilliseconds = 10;
/** A follower that cannot finish (WhatsApp away, a number held by a dead process) says after this long what it knows. */
const settleWithinMilliseconds = 10_000;

type Running = DueOptions & {
  isOpen: boolean;
  /** What failed at the last look: said once. */
  readonly failing: Set<string>;
  /** What upkeep said last, and until when (monotonic) that is taken for good. */
  readonly upkeep: Map<string, { readonly at: Instant; readonly until: number }>;
  wakeUp: () => void;
  heard: { revision: number; at: number };
  saidRevision: number | undefined;
};

/** Takes what comes due until closed. Any number of processes may run one. */
export function runDues(options: DueOptions): DueRunner {
  const running: Running = {
    ...options,
    isOpen: true,
    failing: new Set(),
    upkeep: new Map(),
    wakeUp: () => {},
    heard: { revision: -1, at: 0 },
    saidRevision: undefined,
  };
  let isChanged = false;
  const stopListening = options.platform.clock.onChange(() => {
    isChanged = true;
    running.upkeep.clear();
    running.wakeUp();
  });

  async function run(): Promise<void> {
    while (running.isOpen) {
      isChanged = false;
      const wait = await look(running);
      // A change while we looked must not wait for the next look.
      if (running.isOpen && !isChanged) await nap(running, wait);
    }
  }

  const ended = run();
  return {
    async close() {
      running.isOpen = false;
      stopListening();
      running.wakeUp();
      await ended;
    },
  };
}

function nap(running: Running, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    running.wakeUp = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

/** One look at everything; returns in how many real milliseconds to look again. */
async function look(running: Running): Promise<number> {
  const { platform } = running;
  const { clock } = platform;
  const poll = Math.max(pollLeastMilliseconds, pollMilliseconds / Math.max(1, clock.speed()));
  // Before `now`: what is done up to it is done up to this revision's.
  const revision = running.followed?.revision();
  const now = clock.now();
  const found = await takeAll(running, now);
  let isSaid = true;
  if (revision !== undefined) await guard(running, 'the word to the clock', async () => void (isSaid = await report(running, { revision, now, ...found })));
  const next = found.soonest === null ? poll : realMillisecondsUntil(clock, found.soonest);
  return isSaid ? Math.min(poll, Math.max(1, next)) : settlePollMilliseconds;
}

/** One that fails is tried again at the next look, and holds none of the others; the first time it is said. */
async function guard(running: Running, name: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    running.failing.delete(name);
  } catch (error) {
    if (!running.failing.has(name) && running.isOpen) running.platform.log.warn({ error, due: name }, 'what is due could not be done; trying again');
    running.failing.add(name);
  }
}

type Found = {
  /** Something was due a moment ago, and may be under way. */
  readonly wasDue: boolean;
  /** The next due time that somebody waits for. */
  readonly due: Instant | null;
  /** The next due time of all that lies ahead. */
  readonly soonest: Instant | null;
};

async function takeAll(running: Running, now: Instant): Promise<Found> {
  const { platform, dues } = running;
  const found: { wasDue: boolean; due: Instant | null; soonest: Instant | null } = { wasDue: false, due: null, soonest: null };
  for (const one of dues) {
    await guard(running, one.name, async () => {
      let at = (one.isUpkeep ? keptUpkeep(running, one.name, now) : undefined) ?? (await one.next(platform.db, now));
      if (at !== null && at <= now) {
        found.wasDue ||= !one.isUpkeep;
        await one.take(platform, now);
        at = await one.next(platform.db, now);
      }
      if (at === null || at <= now) return;
      found.soonest = earlier(found.soonest, at);
      if (one.isUpkeep) keepUpkeep(running, one.name, at);
      else found.due = earlier(found.due, at);
    });
  }
  return found;
}

function keptUpkeep(running: Running, name: string, now: Instant): Instant | undefined {
  const kept = running.upkeep.get(name);
  return kept !== undefined && kept.until > performance.now() && kept.at > now ? kept.at : undefined;
}

function keepUpkeep(running: Running, name: string, at: Instant): void {
  const until = running.upkeep.get(name)?.until ?? 0;
  const rest = upkeepPollMilliseconds / Math.max(1, running.platform.clock.speed());
  if (until <= performance.now()) running.upkeep.set(name, { at, until: performance.now() + rest });
}

/** Tells the clock that is followed where we are. False while its latest change is still to be worked off. */
async function report(running: Running, { revision, now, wasDue, due: rowsDue }: Found & { revision: number; now: Instant }): Promise<boolean> {
  if (running.heard.revision !== revision) running.heard = { revision, at: performance.now() };
  const standing = await running.standing(now);
  const isLate = performance.now() - running.heard.at > settleWithinMilliseconds;
  if ((wasDue || !standing.isIdle) && !isLate) return running.saidRevision === revision;
  await running.followed?.acknowledge({ revision, due: standing.due === null ? rowsDue : earlier(rowsDue, standing.due) });
  running.saidRevision = revision;
  return true;
}

function earlier(one: Instant | null, other: Instant): Instant {
  return one === null || other < one ? other : one;
}
