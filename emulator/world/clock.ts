/** Where the emulator gets the time from: milliseconds since 1970, UTC. Tests pass a clock they move themselves. */
export type Clock = { now(): number };

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };

/**
 * The emulator's clock: real, faster, paused, or led through a run. It never goes back: in real time a second of it takes
 * a second, from wherever it stands.
 */
export type WorldClock = Clock & {
  /** Goes up with every change of mode and every jump. */
  readonly revision: number;
  readonly mode: 'real' | 'scaled' | 'paused';
  /** Its milliseconds for each real one: 1 real, 0 paused. */
  readonly speed: number;
  /** Is a run leading the clock? Then `now` stands still between its steps. */
  readonly isLed: boolean;
  set(speed: number): void;
  /** Leads the clock to an instant; earlier than now it stays. */
  lead(to: number): void;
  /** From here `lead` moves it, until `release`; afterwards it goes on as `set` said, from where it was led. */
  hold(): void;
  release(): void;
  /** Somebody is told after every change of mode, jump and release. */
  onChange(listener: () => void): void;
  /** Tells the listeners that a step of a run was made. */
  announce(): void;
  /** Real milliseconds until `due` by this clock; Infinity when it will not come by itself. */
  realDelay(due: number): number;
};

/** Opens a clock on top of another, at `start` if it is given (a scenario that begins at another day). */
export function openClock(base: Clock, start: number | null = null): WorldClock {
  let speed = 1;
  let anchor = base.now();
  let shown = start ?? anchor;
  let isLed = false;
  let revision = 1;
  const listeners: (() => void)[] = [];

  function now(): number {
    return isLed ? shown : shown + (base.now() - anchor) * speed;
  }
  function settle(): void {
    shown = now();
    anchor = base.now();
  }
  function announce(): void {
    revision += 1;
    for (const listener of listeners) listener();
  }

  return {
    now,
    get revision() {
      return revision;
    },
    get mode() {
      return speed === 0 ? 'paused' : speed === 1 ? 'real' : 'scaled';
    },
    get speed() {
      return speed;
    },
    get isLed() {
      return isLed;
    },
    set(next) {
      settle();
      speed = next;
      announce();
    },
    lead(to) {
      if (!isLed) throw new Error('only a held clock is led');
      shown = Math.max(shown, to);
    },
    hold() {
      settle();
      isLed = true;
    },
    release() {
      isLed = false;
      anchor = base.now();
      announce();
    },
    onChange: (listener) => void listeners.push(listener),
    announce,
    realDelay(due) {
      const left = due - now();
      if (left <= 0) return 0;
      return isLed || speed === 0 ? Number.POSITIVE_INFINITY : left / speed;
    },
  };
}
