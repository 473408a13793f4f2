import type { ClockChange, ClockReport, FollowerReport } from '#core/rehearsal/rehearsal.ts';

import { ControlRefusal } from '../people/refusal.ts';
import type { World } from './world.ts';

/**
 * A run passes what is due in steps of at most this much of the emulator's time: within a step many things happen one
 * after the other, then webhooks leave and followers catch up, then the clock goes on.
 */
const stepMilliseconds = 60_000;

/** Things that happen before others may speak, and before webhooks must have left. */
const stepThings = 2_000;

/** How long, in real time, a run waits for the receivers of webhooks and for each follower before it goes on without. */
const patienceMilliseconds = 5_000;

/** A follower that has not been heard of for so long (real time) is gone. */
const followerLifeMilliseconds = 60_000;

type Follower = { name: string; revision: number; due: number | null; heardAt: number };

/** What leads the clock: one run at a time, and who follows. */
export type Runner = {
  followers: Map<string, Follower>;
  /** The run that is going on; the next one waits for it. */
  current: Promise<void>;
  waiters: (() => void)[];
  isClosed: boolean;
};

/** Opens a runner nobody follows. */
export function openRunner(): Runner {
  return { followers: new Map(), current: Promise.resolve(), waiters: [], isClosed: false };
}

/** How the clock stands. */
export function reportClock(world: World): ClockReport {
  const { clock, wheel, runner } = world;
  dropGone(runner);
  return {
    revision: clock.revision,
    now: new Date(clock.now()).toISOString(),
    speed: clock.isLed ? 0 : clock.speed,
    mode: clock.mode,
    waiting: wheel.waiting,
    next: wheel.next === undefined ? null : new Date(wheel.next).toISOString(),
    followers: [...runner.followers.values()].map(({ name, revision, due }) => ({ name, revision, due: due === null ? null : new Date(due).toISOString() })),
  };
}

/** Changes how the clock goes. A jump and a run end when everything they pass has happened; then the report is given. */
export async function changeClock(world: World, change: ClockChange): Promise<ClockReport> {
  const turn = world.runner.current.then(() => applyChange(world, change));
  world.runner.current = turn.catch(() => {});
  await turn;
  world.live.tell({ kind: 'clock' });
  return reportClock(world);
}

async function applyChange(world: World, change: ClockChange): Promise<void> {
  const { clock } = world;
  switch (change.do) {
    case 'real':
      clock.set(1);
      return;
    case 'scale':
      clock.set(change.speed);
      return;
    case 'pause':
      clock.set(0);
      return;
    case 'jump':
      await run(world, landingOf(clock.now(), change), false);
      return;
    case 'run_until_idle':
      clock.set(0);
      await run(world, clock.now() + change.most_ms, true);
      return;
  }
}

/** Where a jump ends: it names one place, and that lies ahead. */
function landingOf(now: number, { to, by_ms: by }: Extract<ClockChange, { do: 'jump' }>): number {
  if ((to === undefined) === (by === undefined)) throw new ControlRefusal(400, 'a jump goes to an instant or by milliseconds; write "to" or "by_ms"', '/to');
  const landing = to === undefined ? now + (by ?? 0) : Date.parse(to);
  if (landing < now) throw new ControlRefusal(400, `the clock never goes back: it is ${new Date(now).toISOString()}, later than ${to}`, '/to');
  return landing;
}

/** Leads the clock to `until` through everything that is due on the way; `stopsIdle` ends it where nothing is due any more. */
async function run(world: World, until: number, stopsIdle: boolean): Promise<void> {
  const { clock, wheel } = world;
  clock.hold();
  try {
    for (;;) {
      await settle(world);
      if (world.runner.isClosed) return;
      const next = earliest(world);
      if (next === undefined || next > until) {
        if (!stopsIdle) clock.lead(until);
        break;
      }
      const stepEnd = Math.min(until, Math.max(next, clock.now()) + stepMilliseconds, followersDue(world, next));
      let ran = 0;
      do {
        ran = wheel.run(stepEnd, stepThings);
        await new Promise((resolve) => setImmediate(resolve));
      } while (ran === stepThings);
      clock.lead(Math.min(stepEnd, world.runner.followers.size === 0 ? clock.now() : stepEnd));
    }
    await settle(world);
  } finally {
    clock.release();
  }
}

/** When the next thing happens, here or with a follower. What a follower has not done by now is late, not next. */
function earliest(world: World): number | undefined {
  const now = world.clock.now();
  const dues = [...world.runner.followers.values()].flatMap(({ due }) => (due === null || due <= now ? [] : [due]));
  const own = world.wheel.next;
  const all = own === undefined ? dues : [own, ...dues];
  return all.length === 0 ? undefined : Math.min(...all);
}

/** A step does not pass a follower's due time, so that what it does then it does at that time. */
function followersDue(world: World, from: number): number {
  const dues = [...world.runner.followers.values()].flatMap(({ due }) => (due === null || due < from ? [] : [due]));
  return dues.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...dues);
}

/** Waits until webhooks have left and followers have done what is due by now; not longer than patience allows. */
async function settle(world: World): Promise<void> {
  const { webhooks, clock, runner } = world;
  for (let round = 0; round < settleRounds; round++) {
    if (!webhooks.idle()) await withPatience(webhooks.settled());
    dropGone(runner);
    if (runner.followers.size === 0) {
      if (webhooks.idle()) return;
      continue;
    }
    const accepted = world.counts.accepted;
    clock.announce();
    const wanted = clock.revision;
    await withPatience(untilFollowed(runner, wanted));
    // Somebody sent something in answer: its statuses may be due at this very instant.
    if (world.counts.accepted === accepted && webhooks.idle()) return;
    if (world.wheel.next !== undefined && world.wheel.next <= clock.now()) return;
  }
}

/** Answers to answers at one instant: a bot and a person could go on for ever. */
const settleRounds = 20;

function withPatience(done: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMilliseconds);
  });
  return Promise.race([done, patience]).finally(() => clearTimeout(timer));
}

async function untilFollowed(runner: Runner, revision: number): Promise<void> {
  while (!runner.isClosed && [...runner.followers.values()].some((follower) => follower.revision < revision)) {
    await new Promise<void>((resolve) => void runner.waiters.push(resolve));
  }
}

function dropGone(runner: Runner): void {
  const now = performance.now();
  for (const [name, follower] of runner.followers) if (now - follower.heardAt > followerLifeMilliseconds) runner.followers.delete(name);
}

/** Something of the emulator itself follows: it has done what is due by now, and a run stops at `due` and waits for it. It is never gone. */
export function followWithin({ runner, clock }: World, name: string, due: number): void {
  runner.followers.set(name, { name, revision: clock.revision, due, heardAt: Number.POSITIVE_INFINITY });
  for (const waiter of runner.waiters.splice(0)) waiter();
}

/** It follows no more. */
export function leaveWithin({ runner }: World, name: string): void {
  runner.followers.delete(name);
  for (const waiter of runner.waiters.splice(0)) waiter();
}

/** A follower says how far it is and what it waits for. */
export function noteFollower(world: World, name: string, report: FollowerReport): { revision: number } {
  const { runner, clock } = world;
  runner.followers.set(name, {
    name,
    revision: report.revision,
    due: report.due === null ? null : Date.parse(report.due),
    heardAt: performance.now(),
  });
  for (const waiter of runner.waiters.splice(0)) waiter();
  return { revision: clock.revision };
}

/** Ends what waits, at the end of the world. */
export function closeRunner(runner: Runner): void {
  runner.isClosed = true;
  for (const waiter of runner.waiters.splice(0)) waiter();
}
