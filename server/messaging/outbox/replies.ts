import { Refusal } from '#core/contract/refusals.ts';
import { decide } from '#core/policy/policy.ts';
import { keepTold } from '#core/value/say.ts';
import { minute } from '#core/value/time.ts';
import type { SendAnswer } from '#server/cloud-api/answer.ts';
import { isWindowOpen } from '#server/messaging/conversation/conversation.ts';
import { forgetFiles } from '#server/messaging/media/lookup.ts';
import { detailOf } from './hold.ts';
import { lostFiles } from './lane.files.ts';
import { businessMilliseconds, type Lane, noteRoundTrip, type Prepared } from './lane.state.ts';
import { accepted, failed, inDoubt, type Outcome } from './outcome.ts';
import { slowDown } from './pace.ts';
import { lost, reached, stopNumber, unreachable } from './settle.ts';
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

/** The next single message that may leave: they go before broadcasts. */
export function nextReply(lane: Lane): { send: () => void; giveBack: () => void } | undefined {
  const prepared = lane.replies.shift();
  return prepared === undefined ? undefined : { send: () => fire(lane, prepared), giveBack: () => void lane.replies.unshift(prepared) };
}

/** Takes more from the queue, if there are some and none is ready. */
export function takeReplies(lane: Lane): void {
  if (!lane.isTakingReplies && lane.hasMessages && lane.replies.length === 0 && performance.now() < lane.leaseUntil) void take(lane);
}

/** Puts those that have not left back into the queue. */
export function giveBackReplies(lane: Lane): void {
  for (const { row } of lane.replies.splice(0)) retry(lane, row, 0, null, 'the sender was closed');
}

async function take(lane: Lane): Promise<void> {
  lane.isTakingReplies = true;
  try {
    const now = lane.platform.clock.now();
    const rows = await claimMessages(lane.platform.db, lane.number, claimedMost, { now, leaseMilliseconds });
    if (rows.length === 0) lane.hasMessages = false;
    const prepared = await Promise.all(rows.map((row) => prepare(lane, row)));
    lane.replies.push(...prepared.filter((one) => one !== undefined));
    // Taken while the lane was being let go: they have not left.
    if (lane.state === 'draining') giveBackReplies(lane);
  } catch (error) {
    // The next look says again that there are messages.
    lane.hasMessages = false;
    lane.platform.log.warn({ error: String(error), number: lane.number }, 'messages could not be taken from the queue; trying again');
  }
  lane.isTakingReplies = false;
  if (lane.state !== 'dead') lane.pump();
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
    return { row, body: envelope(content, to, { kind: 'message', id: row.id }, row.quoted_wamid), files };
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
  const begun = performance.now();
  lane.flying += 1;
  void lane.line.send(body).then((answer) => {
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
    case 'rest_pair':
      return again(pairBaseSeconds ** row.attempts);
    case 'stop_number':
      stopNumber(lane, error);
      return retry(lane, row, 0, error.code, detail);
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
  lane.writer.message({ workspace: row.workspace_id, id: row.id, outcome });
}

function retry(lane: Lane, row: ClaimedMessage, seconds: number, errorCode: number | null, errorDetail: string): void {
  const at = lane.platform.clock.now().getTime() + seconds * 1000;
  lane.writer.message({ workspace: row.workspace_id, id: row.id, retry: { attempt: row.attempts, at, errorCode, errorDetail } });
}
