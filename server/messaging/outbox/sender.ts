import type { Scope } from '#core/value/actor.ts';
import { say } from '#core/contract/say.ts';
import { type NumberId, parseId, presentId } from '#core/value/id.ts';
import { keepTold, parseTold } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import { recordFact } from '#server/audience/timeline/timeline.ts';
import { openLine } from '#server/messaging/number/number.ts';
import type { Standing } from '#server/platform/due.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { Held } from './hold.ts';
import { drainLane, isIdle, killLane, lookAgain, openLane, standingOf } from './lane.ts';
import { prepareLane } from './lane.prepare.ts';
import type { Lane, SendingLine } from './lane.state.ts';
import { goingOf, stillness } from './standing-still.ts';
import {
  type BroadcastLook,
  holdSending,
  leaseNumber,
  lookAtNumbers,
  type NumberLook,
  releaseNumber,
  renewLeases,
  selectNextHour,
  selectWork,
  settleOrphans,
} from './store.sending.ts';
import { writerOf } from './writer.ts';

export type SenderOptions = {
  /** How to get a line for a number; that of messaging/number unless a test brings its own. */
  readonly openLine?: (scope: Scope, number: NumberId) => Promise<SendingLine>;
  /** Shorter in tests that kill senders. */
  readonly leaseMilliseconds?: number;
};

export type Sender = {
  /** Looks at once instead of at the next beat. */
  nudge(): void;
  /** Whether all that could leave at `now` of the business clock has left and is answered, and when more may leave. */
  standing(now: Instant): Promise<Standing>;
  /** Sends nothing new, waits for answers on their way, gives everything back, and ends. */
  close(): Promise<void>;
  /** Ends as if the process had been killed: nothing is written any more, nothing given back. For tests. */
  kill(): void;
};

/** How often the numbers are looked at: pause, undo and stop take effect, and an answer leaves, within this and a little. */
const beatMilliseconds = 150;
const beatMostMilliseconds = 2_000;
/** On a hurried business clock the beats are closer together, down to this. */
const beatLeastMilliseconds = 25;
/** A number whose sender is dead is free for another after this. */
const leaseMillisecondsUsual = 6_000;
/** A lease is renewed after a third of it, and we stop a quarter of it before the database thinks our time is over. */
const renewShare = 1 / 3;
const marginShare = 1 / 4;
/** A number without work is let go, so that another process may take it. */
const idleMilliseconds = 5_000;
const drainWithinMilliseconds = 10_000;
/** How long the report says that the database had been away, and what is only a hiccup. */
const awayToldMilliseconds = 10_000;
const awayWorthTellingMilliseconds = 2_000;

type Sending = {
  readonly platform: Platform;
  /** The prefix of our leases. */
  readonly holder: string;
  readonly lanes: Map<string, Lane>;
  readonly lineFor: (scope: Scope, number: NumberId) => Promise<SendingLine>;
  readonly leaseMilliseconds: number;
  leases: number;
  isOpen: boolean;
  renewedAt: number;
  awaySince: number | undefined;
  wakeUp: () => void;
};

/**
 * Opens the sender of this process: it looks at all numbers, takes those that have something to say and that nobody else
 * holds, and sends. Any number of processes may run one.
 */
export function openSender(platform: Platform, options: SenderOptions = {}): Sender {
  const sending: Sending = {
    platform,
    holder: platform.random.bytes(8).toString('hex'),
    lanes: new Map(),
    lineFor: options.openLine ?? ((scope, number) => openLine(platform, platform.db, scope, number)),
    leaseMilliseconds: options.leaseMilliseconds ?? leaseMillisecondsUsual,
    leases: 0,
    isOpen: true,
    renewedAt: Number.NEGATIVE_INFINITY,
    awaySince: undefined,
    wakeUp: () => {},
  };
  const running = run(sending);
  // What is due by a clock that was moved is due at once.
  const leaveClock = platform.clock.onChange(() => sending.wakeUp());
  return {
    nudge: () => sending.wakeUp(),
    standing: (at) => standing(sending, at),
    async close() {
      sending.isOpen = false;
      leaveClock();
      sending.wakeUp();
      await running;
      await Promise.all([...sending.lanes].map(([id, lane]) => letGo(sending, id, lane)));
    },
    kill() {
      sending.isOpen = false;
      leaveClock();
      sending.wakeUp();
      for (const lane of sending.lanes.values()) killLane(lane);
      sending.lanes.clear();
    },
  };
}

async function run(sending: Sending): Promise<void> {
  const { clock } = sending.platform;
  let wait = beatMilliseconds;
  while (sending.isOpen) {
    try {
      await beat(sending);
      wait = Math.max(beatLeastMilliseconds, beatMilliseconds / Math.max(1, clock.speed()));
      const away = sending.awaySince === undefined ? 0 : performance.now() - sending.awaySince;
      sending.awaySince = undefined;
      if (away > awayWorthTellingMilliseconds) await tellAbsence(sending, away);
    } catch (error) {
      if (sending.awaySince === undefined && sending.isOpen)
        sending.platform.log.warn({ error: error instanceof Error ? String(error.cause ?? error) : String(error) }, 'the sender waits for the database');
      sending.awaySince ??= performance.now();
      wait = Math.min(beatMostMilliseconds, wait * 2);
    }
    if (sending.isOpen) await nap(sending, wait);
  }
}

function nap(sending: Sending, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    sending.wakeUp = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

/** One look at all numbers. */
async function beat(sending: Sending): Promise<void> {
  const { platform, lanes } = sending;
  await renew(sending);
  const begunAt = performance.now();
  const looks = await lookAtNumbers(platform.db, sending.holder, platform.clock.now());
  const begun: Promise<void>[] = [];
  for (const look of looks) {
    const lane = lanes.get(look.id);
    if (look.state === 'paused') begun.push(standStill(sending, look, lane));
    else if (lane !== undefined) lookAgain(lane, look, begunAt);
    else if (look.is_free && (look.has_messages || look.has_orphans || goingOf(look).length > 0)) begun.push(take(sending, look));
    if (look.state === 'ready') begun.push(tellStillness(sending, look));
  }
  // All are awaited, so that none is left to itself when one fails.
  const failed = (await Promise.allSettled(begun)).find((one) => one.status === 'rejected');
  if (failed !== undefined) throw new Error('a number could not be taken', { cause: failed.reason });
  const seen = new Set(looks.map((look) => look.id));
  for (const [id, lane] of lanes) if (!seen.has(id) || isIdle(lane, idleMilliseconds)) leave(sending, id, lane);
}

async function standing(sending: Sending, now: Instant): Promise<Standing> {
  const { platform, lanes } = sending;
  const work = await selectWork(platform.db, now);
  let due: Instant | null = null;
  let isIdle = writerOf(platform).isIdle;
  for (const one of work) {
    const lane = lanes.get(one.id);
    const state = lane === undefined ? 'idle' : standingOf(lane);
    const next = state === 'idle' || state === 'busy' ? one.due_at : state;
    if (state === 'busy' || (state === 'idle' && one.has_work)) isIdle = false;
    if (next !== null && (due === null || next < due)) due = next;
  }
  if (!isIdle) sending.wakeUp();
  return { isIdle, due };
}

/** Renews the leases we hold. A lane whose lease another took ends at once: what it has on the wire is the other's doubt. */
async function renew(sending: Sending): Promise<void> {
  const { platform, lanes, leaseMilliseconds } = sending;
  const begun = performance.now();
  if (lanes.size === 0 || begun - sending.renewedAt < leaseMilliseconds * renewShare) return;
  const holders = [...lanes.values()].map((lane) => lane.holder);
  const kept = new Set(await renewLeases(platform.db, holders, leaseMilliseconds));
  sending.renewedAt = begun;
  for (const [id, lane] of lanes) {
    if (kept.has(lane.holder)) lane.leaseUntil = begun + leaseMilliseconds * (1 - marginShare);
    else if (lane.state === 'sending') {
      platform.log.warn({ number: id }, 'another sender holds the number now');
      killLane(lane);
      lanes.delete(id);
    }
  }
}

/** Takes a number: its lease, then what the last holder left, then the work. */
async function take(sending: Sending, look: NumberLook): Promise<void> {
  const { platform, leaseMilliseconds } = sending;
  const scope: Scope = { workspace: parseId(look.workspace_id) };
  const number = parseId<'number'>(look.id);
  const line = await sending.lineFor(scope, number);
  const holder = `${sending.holder}.${(sending.leases += 1)}`;
  const begun = performance.now();
  if (!(await leaseNumber(platform.db, number, holder, leaseMilliseconds))) return;
  const doubted = await platform.db.transaction().execute((tx) => settleOrphans(tx, scope, number, holder, platform.clock.now()));
  if (doubted > 0) platform.log.warn({ number, doubted }, 'the last sender of the number ended in the middle: what it had on the wire is in doubt');
  const lane = openLane({
    platform,
    writer: writerOf(platform),
    scope,
    number,
    holder,
    line,
    leaseUntil: begun + leaseMilliseconds * (1 - marginShare),
    look,
  });
  await prepareLane(lane);
  sending.lanes.set(look.id, lane);
  lookAgain(lane, look, begun);
}

/** Says of what stands still why, once: whoever looks, also when nobody holds the number. */
async function tellStillness(sending: Sending, look: NumberLook): Promise<void> {
  const { platform } = sending;
  const scope: Scope = { workspace: parseId(look.workspace_id) };
  for (const broadcast of look.broadcasts) {
    const held = stillness(look, broadcast) ?? (await sleepOf(platform, scope, broadcast));
    if (held === undefined || held.by === broadcast.held_by) continue;
    if (await holdSending(platform.db, scope, [broadcast.id], held))
      await platform.live.tell(platform.db, scope, { kind: 'broadcast', id: presentId('broadcast', parseId(broadcast.id)) });
  }
}

/** Nobody who is left is within their hours. */
async function sleepOf(platform: Platform, scope: Scope, broadcast: BroadcastLook): Promise<Held | undefined> {
  if (broadcast.has_turn || broadcast.held_by !== null || (broadcast.pace?.hours ?? null) === null) return undefined;
  const opens = await selectNextHour(platform.db, scope, parseId(broadcast.id), platform.clock.now());
  return opens === null ? undefined : { by: 'hours', detail: keepTold(say('held_hours')) };
}

/** A paused number: nothing leaves, what waits says why, and what a dead sender left is put in order all the same. */
async function standStill(sending: Sending, look: NumberLook, lane: Lane | undefined): Promise<void> {
  const { db, live } = sending.platform;
  if (lane !== undefined) leave(sending, look.id, lane);
  else if (look.is_free && look.has_orphans) await take(sending, { ...look, broadcasts: [], has_messages: false });
  const silent = look.broadcasts.filter((broadcast) => broadcast.held_by === null).map((broadcast) => broadcast.id);
  if (silent.length === 0) return;
  const scope: Scope = { workspace: parseId(look.workspace_id) };
  const held = {
    by: 'number_paused',
    detail: keepTold(say('held_number', { reason: look.pause_reason === null ? say('reason_none') : parseTold(look.pause_reason) })),
  };
  if (await holdSending(db, scope, silent, held))
    for (const id of silent) await live.tell(db, scope, { kind: 'broadcast', id: presentId('broadcast', parseId(id)) });
}

/** Lets a number go without holding up the others. */
function leave(sending: Sending, id: string, lane: Lane): void {
  if (lane.state === 'sending') void letGo(sending, id, lane);
}

async function letGo(sending: Sending, id: string, lane: Lane): Promise<void> {
  await drainLane(lane, drainWithinMilliseconds);
  try {
    if (!lane.writer.isAway) await lane.writer.settled();
    await releaseNumber(sending.platform.db, lane.holder);
  } catch (error) {
    sending.platform.log.warn({ error: String(error), number: id }, 'a number could not be given back; it is free in a few seconds');
  }
  if (sending.lanes.get(id) === lane) sending.lanes.delete(id);
}

/** The report says for a moment why nothing moved; the sending itself has gone on already. */
async function tellAbsence(sending: Sending, milliseconds: number): Promise<void> {
  const { platform } = sending;
  const seconds = Math.round(milliseconds / 1000);
  platform.log.info({ seconds }, 'the database is back; sending goes on');
  for (const lane of sending.lanes.values()) await tellAbsenceOf(platform, lane, seconds);
}

async function tellAbsenceOf(platform: Platform, lane: Lane, seconds: number): Promise<void> {
  const ids = lane.broadcasts.map(({ id }) => id);
  await platform.db.transaction().execute(async (tx) => {
    const now = platform.clock.now();
    await holdSending(tx, lane.scope, ids, { by: 'database_away', detail: `The database was away for ${seconds} s; sending goes on.` });
    for (const id of ids) {
      const subject = presentId('broadcast', parseId(id));
      await recordFact(platform, tx, lane.scope, { kind: 'broadcast.held', at: now, contact: null, subject, data: { by: 'database_away', seconds } }, now);
      await platform.live.tell(tx, lane.scope, { kind: 'broadcast', id: subject });
    }
  });
  setTimeout(() => {
    holdSending(platform.db, lane.scope, ids, null).catch((error: unknown) =>
      platform.log.warn({ error: String(error) }, 'a hold that is over could not be taken back'),
    );
  }, awayToldMilliseconds).unref();
}
