import { pauseTemplate, setTemplateQuality } from '../template/states.ts';
import { messageStates } from '../world/ledger.ts';
import { type BusinessNumber, portfolioOf, type Template, type World } from '../world/world.ts';
import { feedbackOf, rateFeedback } from './feedback.ts';
import { keepFeedback, keepGate } from './keep.ts';
import { notePause } from './pausing.ts';
import { addRolling, openRolling, type Rolling, sumRolling } from './rolling.ts';

const day = 24 * 60 * 60 * 1000;

/** After a pause of a utility template, its account's utility templates are paced this long. Meta, "Template pacing", read 2026-11-22. */
const utilityPacedMilliseconds = 7 * day;

/** A portfolio is young below so many template messages in this many days. Meta, "Portfolio pacing", since 2025-12-08, read 2026-11-22. */
const youngDays = 365;

/** Held messages that are let go before others may speak. */
const releasedAtOnce = 1_000;

/** With fewer deliveries than this share of what was let through nothing is known: held messages are let go, unrated. Ours. */
const leastKnownShare = 0.1;

/** The gate of a template, or of a whole portfolio: so many go through, the rest waits for a verdict. */
export type Gate = {
  sent: number;
  /** When it closed; 0 while it is open. */
  closedAt: number;
  decidesAt: number;
  /** A template that was found good, or not found bad in time, is not paced again. */
  isPassed: boolean;
  /** A portfolio's template messages of a year, by day. */
  year: Rolling;
  /** A portfolio with a bad batch sends no templates before this. */
  reviewUntil: number;
};

/** Opens a gate. */
export function openGate(): Gate {
  return { sent: 0, closedAt: 0, decidesAt: 0, isPassed: false, year: openRolling(youngDays, day), reviewUntil: 0 };
}

function gateOf(world: World, key: string): Gate {
  const known = world.policy.gates.get(key);
  if (known !== undefined) return known;
  const gate = openGate();
  world.policy.gates.set(key, gate);
  return gate;
}

const portfolioKey = (world: World, number: BusinessNumber): string => `portfolio/${portfolioOf(world, number).id}`;

/** Is a template's message to be held? `held` while its gate or its portfolio's is closed. */
export function isHeld(world: World, number: BusinessNumber, template: Template): boolean {
  const { gates } = world.policy;
  if (gates.size === 0 || template.category === 'AUTHENTICATION') return false;
  if ((gates.get(template.id)?.closedAt ?? 0) > 0) return true;
  return (gates.get(portfolioKey(world, number))?.closedAt ?? 0) > 0;
}

/** Is the account's portfolio under review after a bad batch? It sends and creates no templates meanwhile. */
export function isUnderReview(world: World, account: string, now: number): boolean {
  const portfolio = world.accounts.get(account)?.portfolio ?? '';
  return now < (world.policy.gates.get(`portfolio/${portfolio}`)?.reviewUntil ?? 0);
}

/** New, unpaused and not yet good marketing templates are paced; utility ones only for a week after a pause. */
function isPaced(world: World, template: Template, now: number): boolean {
  if (!world.settings.pacing || template.quality === 'GREEN' || template.status !== 'APPROVED') return false;
  if (template.category === 'MARKETING') return true;
  const pausedAt = world.policy.utilityPausedAt.get(template.account);
  return template.category === 'UTILITY' && pausedAt !== undefined && now < pausedAt + utilityPacedMilliseconds;
}

/** Counts a template's message that goes through; the one that fills the gate closes it and starts the verdict's clock. */
export function countPaced(world: World, number: BusinessNumber, template: Template, now: number): void {
  if (template.category === 'AUTHENTICATION') return;
  const { settings } = world;
  if (settings.portfolio_pacing) {
    const key = portfolioKey(world, number);
    const gate = gateOf(world, key);
    const isYoung = sumRolling(gate.year, now) < settings.portfolio_pacing_messages;
    addRolling(gate.year, now, 1);
    if (isYoung) passGate(world, key, gate, now);
  }
  if (!isPaced(world, template, now)) return;
  const gate = gateOf(world, template.id);
  if (!gate.isPassed) passGate(world, template.id, gate, now);
}

/** A template that is no longer good is paced again, from nothing; unless it is being paced now. */
export function paceAgain(world: World, template: Template): void {
  if (world.policy.gates.get(template.id)?.closedAt !== 0) return;
  world.policy.gates.delete(template.id);
  world.store.drop('policy', `gate/${template.id}`);
}

function passGate(world: World, key: string, gate: Gate, now: number): void {
  gate.sent += 1;
  if (world.store.durable) keepGate(world, key, gate);
  if (gate.sent < world.settings.pacing_threshold) return;
  gate.closedAt = now;
  gate.decidesAt = now + world.settings.pacing_decision_ms;
  keepGate(world, key, gate);
  planVerdict(world, key, gate);
}

/** Plans the verdict over a closed gate; also when a world is opened again. */
export function planVerdict(world: World, key: string, gate: Gate): void {
  const due = gate.decidesAt;
  world.wheel.at(due, () => {
    if (gate.closedAt === 0 || gate.decidesAt !== due || world.policy.gates.get(key) !== gate) return;
    gate.closedAt = 0;
    if (key.startsWith('portfolio/')) decidePortfolio(world, key, gate, due);
    else decideTemplate(world, key, gate, due);
    keepGate(world, key, gate);
  });
}

/** Good: everything goes, in order. Bad: the template is paused until a person unpauses it, and what was held fails with 132015. */
function decideTemplate(world: World, id: string, gate: Gate, now: number): void {
  const template = world.templates.get(id);
  if (template?.status === 'APPROVED') {
    const feedback = feedbackOf(world, world.policy.templateFeedback, id);
    const score = rateFeedback(world, feedback, 'template', now);
    feedback.given = score.quality;
    if (score.delivered < gate.sent * leastKnownShare) gate.isPassed = true;
    else if (score.quality === 'RED') {
      setTemplateQuality(world, template, 'RED');
      notePause(world, template, now);
      pauseTemplate(world, template, 'RATE_LIMITING_PAUSE', null);
      feedback.resets = true;
    } else {
      setTemplateQuality(world, template, score.quality);
      gate.isPassed = true;
    }
    keepFeedback(world, 'template', id, feedback);
  }
  releaseHeld(world, { column: 'template', ids: [id], most: Number.POSITIVE_INFINITY });
}

/** Good: the next batch goes. Bad: everything held fails with 132015, and no template is sent while Meta looks. */
function decidePortfolio(world: World, key: string, gate: Gate, now: number): void {
  const portfolio = key.slice('portfolio/'.length);
  const numbers = [...world.numbers.values()].filter((number) => world.accounts.get(number.account)?.portfolio === portfolio);
  const isBad = numbers.some((number) => {
    const feedback = world.policy.numberFeedback.get(number.id);
    return feedback !== undefined && rateFeedback(world, feedback, 'number', now).quality === 'RED';
  });
  gate.sent = 0;
  if (isBad) gate.reviewUntil = now + world.settings.portfolio_review_ms;
  const most = isBad ? Number.POSITIVE_INFINITY : world.settings.pacing_threshold;
  releaseHeld(world, { column: 'number', ids: numbers.map((number) => number.id), most });
}

type Held = { column: 'template' | 'number'; ids: readonly string[]; most: number };
type Place = { at: number; waId: number; n: number };

const heldState = messageStates.indexOf('held');

/**
 * Lets held messages go, in the order of their acceptance, then of person and n: the same at any concurrency. They are judged
 * once more, so that those of a paused template fail and those of a closed portfolio are held again.
 */
export function releaseHeld(world: World, held: Held, after: Place = { at: -1, waId: 0, n: 0 }, released = 0): void {
  const limit = Math.min(releasedAtOnce, held.most - released);
  if (held.ids.length === 0 || limit <= 0) return;
  world.store.database.exec(`CREATE INDEX IF NOT EXISTS message_held ON message (at, wa_id, n) WHERE state = ${heldState}`);
  const rows = world.ledger.ask(
    `SELECT id, at, wa_id, n FROM message WHERE state = ${heldState} AND mine = 0 AND ${held.column} IN (${held.ids.map(() => '?').join(', ')})
     AND (at, wa_id, n) > (?, ?, ?) ORDER BY at, wa_id, n LIMIT ${limit}`,
    ...held.ids,
    after.at,
    after.waId,
    after.n,
  );
  const now = world.clock.now();
  for (const [index, row] of rows.entries()) {
    const message = world.ledger.get(Number(row['id']));
    if (message?.state !== 'held') continue;
    message.state = 'accepted';
    world.ledger.touch(message);
    world.wheel.plan(now, 'sent', message.id, released + index);
  }
  const last = rows.at(-1);
  if (last === undefined || rows.length < limit) return;
  const next = { at: Number(last['at']), waId: Number(last['wa_id']), n: Number(last['n']) };
  world.wheel.at(now, () => releaseHeld(world, held, next, released + rows.length));
}

/** Lets go what was held by a gate that opened just before the world was closed. */
export function releaseAbandoned(world: World): void {
  const rows = world.ledger.ask(`SELECT DISTINCT template FROM message WHERE state = ${heldState} AND mine = 0`);
  const ids = rows.map((row) => String(row['template']));
  const abandoned = ids.filter((id) => (world.policy.gates.get(id)?.closedAt ?? 0) === 0);
  releaseHeld(world, { column: 'template', ids: abandoned, most: Number.POSITIVE_INFINITY });
}
