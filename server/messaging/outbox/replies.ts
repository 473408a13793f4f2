import { breakerOrigins } from '#core/contract/canary.ts';
import { Refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import { decide } from '#core/policy/policy.ts';
import { keepTold } from '#core/value/say.ts';
import { type Instant, minute } from '#core/value/time.ts';
import type { SendAnswer } from '#server/cloud-api/answer.ts';
import { isWindowOpen } from '#server/messaging/conversation/conversation.ts';
import { forgetFiles } from '#server/messaging/media/lookup.ts';
import { holdOffersBack } from './breaker.ts';
import { detailOf } from './hold.ts';
import { lostFiles } from './lane.files.ts';
import { businessMilliseconds, type Lane, noteRoundTrip, type Prepared } from './lane.state.ts';
import { accepted, failed, inDoubt, type Outcome } from './outcome.ts';
import { slowDown } from './pace.ts';
import { pairFreeAt, takePair } from './pair.ts';
import { admit, isLimited } from './portfolio.ts';
import { seedPlaces } from './seed.ts';
import { fixAttemptsMost, lost, reached, restCalls, stopNumber, unreachable } from './settle.ts';
import { type ClaimedMessage, claimMessages } from './store.message.ts';
import { categoryOf, envelope, type Outgoing, parseOutgoing, wireOfMessage } from './wire.ts';

const claimedMost = 32;
/** Longer than the longest wait for an answer; a message that is `sending` after it was left by a dead sender. Real time, the database's. */
const leaseMilliseconds = 2 * minute;
const attemptsMost = 10;
const restBaseSeconds = 2;
const pairBaseSeconds = 4;
/** The wait never grows beyond this. */
const restMostSeconds = 600;
/** Meta's own code for free-form outside the window ("re-engagement message"). */
const windowClosedCode = 131047;

/** Whether the first of these single messages may leave; those whose person must rest go back to the queue. */
export function restingReply(lane: Lane, queue: Prepared[], time: number): boolean {
  for (let prepared = queue[0]; prepared !== undefined; prepared = queue[0]) {
    const free = pairFreeAt(lane.pairs, prepared.person, time, true);
    if (free <= time) return true;
    queue.shift();
    retry(lane, prepared.row, (free - time) / 1000, null, keepTold(say('retry_pair')));
  }
  return false;
}

/** Sends the first of them. */
export function fireReply(lane: Lane, queue: Prepared[]): void {
  const prepared = queue.shift();
  if (prepared !== undefined) fire(lane, prepared);
}

/** Takes more from the queue, if there are some and none is ready. */
export function takeReplies(lane: Lane): void {
  if (!lane.isTakingReplies && (lane.hasMessages || lane.isBehind) && lane.replies.length === 0 && performance.now() < lane.leaseUntil) void take(lane);
}

/** Puts those that have not left back into the queue. */
export function giveBackReplies(lane: Lane): void {
  for (const { row } of [...lane.replies.splice(0), ...lane.offers.splice(0)]) retry(lane, row, 0, null, 'the sender was closed');
}

/** All offers were stopped: those that were taken go back to the queue, and stay there. */
export function holdBackOffers(lane: Lane): void {
  for (const { row } of lane.offers.splice(0)) retry(lane, row, 0, null, 'all offers are stopped');
}

async function take(lane: Lane): Promise<void> {
  lane.isTakingReplies = true;
  try {
    const now = lane.platform.clock.now();
    const hasOffers = lane.look.stopped_by === null && lane.offers.length === 0;
    const claimed = await claimMessages(lane.platform.db, lane.number, claimedMost, { now, leaseMilliseconds, hasOffers });
    if (claimed.length === 0) lane.hasMessages = false;
    lane.isBehind = claimed.length === claimedMost;
    const rows = await withoutHeld(lane, claimed, now);
    const prepared = (await Promise.all(rows.map((row) => prepare(lane, row)))).filter((one) => one !== undefined);
    const placed = await withPlaces(lane, prepared);
    for (const one of placed) (one.isOffer ? lane.offers : lane.replies).push(one);
    // Taken while the lane was being let go: they have not left.
    if (lane.state === 'draining') giveBackReplies(lane);
    if (lane.look.stopped_by !== null) holdBackOffers(lane);
  } catch (error) {
    // The next look says again that there are messages.
    lane.hasMessages = false;
    lane.isBehind = false;
    lane.platform.log.warn({ error: String(error), number: lane.number }, 'messages could not be taken from the queue; trying again');
  }
  lane.isTakingReplies = false;
  if (lane.state !== 'dead') lane.pump();
}

/** Offers of which the breaker is not closed go back to the queue, until a few are tried; the few pass. */
async function withoutHeld(lane: Lane, rows: readonly ClaimedMessage[], now: Instant): Promise<readonly ClaimedMessage[]> {
  const offers = rows.filter(({ origin, wire }) => isOffer(wire) && breakerOrigins.some((one) => one === origin));
  if (offers.length === 0) return rows;
  const held = await holdOffersBack(lane.platform, lane.scope, lane.number, offers, now);
  return rows.filter((row) => !held.has(row.id));
}

/** Told from what is kept, before it is parsed: what does not parse fails on its own. */
function isOffer(wire: unknown): boolean {
  return typeof wire === 'object' && wire !== null && 'category' in wire && wire.category === 'marketing';
}

/** Asks the limit for those who count against it; who has no place goes back to the queue until there is one. */
async function withPlaces(lane: Lane, prepared: readonly Prepared[]): Promise<readonly Prepared[]> {
  if (!isLimited(lane.limit)) return prepared;
  const refused = new Set<Prepared>();
  for (const sendingLane of ['transactional', 'marketing'] as const) {
    const counted = prepared.filter((one) => one.counts && one.isOffer === (sendingLane === 'marketing'));
    if (counted.length === 0) continue;
    // Two to one person are one person.
    await seedPlaces(lane);
    const people = [...new Map(counted.map((one) => [one.person, one])).values()];
    const places = people.map(({ person, row }) => ({ person, broadcast: null, seq: null, message: row.id }));
    const { admitted, full } = await admit(lane.platform, lane.scope, lane.limit, { number: lane.number, lane: sendingLane, places });
    const welcome = new Set(people.filter((_, index) => admitted.has(index)).map(({ person }) => person));
    for (const one of counted) {
      if (full === undefined || welcome.has(one.person)) continue;
      refused.add(one);
      retry(lane, one.row, Math.max(1, (full.until.getTime() - lane.platform.clock.now().getTime()) / 1000), null, keepTold(say('retry_limit')));
    }
  }
  return prepared.filter((one) => !refused.has(one));
}

/** Asks the policy, and makes Meta's form. Undefined when it does not leave: then what became of it is written. */
async function prepare(lane: Lane, row: ClaimedMessage): Promise<Prepared | undefined> {
  const now = lane.platform.clock.now();
  try {
    const outgoing = parseOutgoing(row.wire);
    const reason = reasonAgainst(row, outgoing, now);
    if (reason !== null) {
      learn(lane, row, failed(reason === 'window_closed' ? windowClosedCode : null, reason, now.getTime()));
      return undefined;
    }
    const { content, files } = await wireOfMessage(lane.platform, lane.scope, lane.number, outgoing, now);
    const to = row.phone === null ? { bsuid: row.bsuid ?? '' } : { phone: row.phone };
    return {
      row,
      body: JSON.stringify(envelope(content, to, { kind: 'message', id: row.id, attempt: row.attempt }, row.quoted_wamid)),
      files,
      person: row.phone ?? row.bsuid ?? '',
      isOffer: categoryOf(outgoing) === 'marketing',
      counts: outgoing.kind === 'template' && !isWindowOpen(row.last_inbound_at, now),
    };
  } catch (error) {
    // A picture that Meta cannot be given now is tried again; whatever else is wrong is wrong for good.
    if (error instanceof Refusal && error.code === 'platform_unreachable' && row.attempts < attemptsMost)
      retry(lane, row, restBaseSeconds ** row.attempts, null, error.message);
    else learn(lane, row, failed(null, error instanceof Refusal ? keepTold(error.detail) : String(error), now.getTime()));
    return undefined;
  }
}

/** A test goes to a phone that one of us named by hand; it asks for no consent to offers. */
function reasonAgainst(row: ClaimedMessage, outgoing: Outgoing, now: Date): string | null {
  const verdict = decide(
    {
      category: categoryOf(outgoing),
      hasPhone: row.phone !== null || row.bsuid !== null,
      country: row.country,
      marketingConsent: row.origin === 'test' ? 'given' : (row.marketing_consent ?? 'none'),
      suppressions: row.suppressions ?? [],
      windowOpen: isWindowOpen(row.last_inbound_at, now),
      hasLanguage: true,
      hasVariables: true,
    },
    now,
  );
  return verdict.may ? null : verdict.reason;
}

function fire(lane: Lane, prepared: Prepared): void {
  const { row, body } = prepared;
  takePair(lane.pairs, prepared.person, businessMilliseconds(lane));
  const begun = performance.now();
  lane.flying += 1;
  lane.line.post(body, (answer) => {
    if (lane.state === 'dead') return;
    noteRoundTrip(lane, (performance.now() - begun) / 1000);
    lane.flying -= 1;
    if (!answer.ok) renewOrSettle(lane, prepared, answer);
    else settle(lane, row, answer);
    // The next of the same conversation may go now; it can be taken once this outcome is committed.
    void lane.writer.settled().then(() => {
      lane.hasMessages = true;
      lane.pump();
    });
    lane.pump();
  });
}

/** A file that Meta has forgotten is uploaded again, and the message tried once more without anyone noticing. */
function renewOrSettle(lane: Lane, { row, body, files }: Prepared, answer: Extract<SendAnswer, { ok: false }>): void {
  const lost = lostFiles(lane, { id: row.id, body, files }, answer.error);
  if (lost.length === 0) return settle(lane, row, answer);
  const { code } = answer.error;
  const again = () => retry(lane, row, 0, code, detailOf(answer.error));
  forgetFiles(lane.platform, lane.scope, lane.number, lost).then(again, again);
}

function settle(lane: Lane, row: ClaimedMessage, answer: SendAnswer): void {
  const now = lane.platform.clock.now().getTime();
  if (answer.ok) {
    reached(lane);
    return learn(lane, row, accepted(answer.sent.messages[0]?.id ?? '', now));
  }
  const { error } = answer;
  const detail = detailOf(error);
  const fail = () => learn(lane, row, failed(error.code, detail, now));
  const again = (seconds: number) => (row.attempts >= attemptsMost ? fail() : retry(lane, row, Math.min(restMostSeconds, seconds), error.code, detail));
  switch (error.fate) {
    case 'retry':
      if (!error.reached) unreachable(lane, error);
      // Nothing was written: however long WhatsApp is away, that is no attempt.
      return error.reached ? again(error.retryAfterSeconds ?? restBaseSeconds ** row.attempts) : retry(lane, row, 1, null, detail);
    case 'slow_down':
      slowDown(lane.pace, businessMilliseconds(lane), error.retryAfterSeconds);
      return again(1);
    case 'slow_calls':
      restCalls(lane, error);
      return retry(lane, row, 1, error.code, detail);
    case 'rest_pair':
      return again(pairBaseSeconds ** row.attempts);
    case 'stop_number':
      stopNumber(lane, error);
      return retry(lane, row, 0, error.code, detail);
    case 'stop_account':
      stopNumber(lane, error, 'account');
      return retry(lane, row, 0, error.code, detail);
    case 'fix_once':
      reached(lane);
      return row.attempts < fixAttemptsMost ? retry(lane, row, restBaseSeconds, error.code, detail) : fail();
    case 'in_doubt':
      lost(lane, error);
      return learn(lane, row, inDoubt(error.code, detail));
    case 'stop_template':
    case 'skip':
    case 'fix':
      reached(lane);
      return fail();
  }
}

function learn(lane: Lane, row: ClaimedMessage, outcome: Outcome): void {
  lane.writer.message({ workspace: row.workspace_id, id: row.id, attempt: row.attempt, outcome });
}

function retry(lane: Lane, row: ClaimedMessage, seconds: number, errorCode: number | null, errorDetail: string): void {
  const at = lane.platform.clock.now().getTime() + seconds * 1000;
  lane.writer.message({ workspace: row.workspace_id, id: row.id, attempt: row.attempt, retry: { taken: row.attempts, at, errorCode, errorDetail } });
}
