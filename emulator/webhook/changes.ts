import type { AccountPatch, NumberPatch } from '#core/rehearsal/rehearsal.ts';

import { verifyPortfolio } from '../policy/levels.ts';
import { messagingLimitOf } from '../policy/limits.ts';
import { setNumberQuality } from '../policy/quality.ts';
import { ControlRefusal } from '../people/refusal.ts';
import { type Account, type BusinessNumber, keepAccount, keepNumber, keepPortfolio, portfolioOf, type World } from '../world/world.ts';
import { restrictionTypes, tellAccountAlert, tellAccountReview, tellAccountUpdate } from './values-account.ts';
import { tellCapability, tellNumberName, tellNumberQuality } from './values-number.ts';

const day = 24 * 60 * 60 * 1000;

/** How long a restriction holds: the ladder of enforcement has 1, 3, 5, 7 and 30 days. Meta, "Policy enforcement", read 2026-11-22. */
const restrictionMilliseconds = 7 * day;

/** From this many messages a second on a number is one of Meta's higher throughput. Meta, "Throughput", read 2026-11-22. */
const higherThroughput = 1_000;

/**
 * Does to a number what Meta may do to it, and tells what Meta tells. A new colour or status has no webhook of its own:
 * both are read from the number. Throws a refusal for the person at the controls when there is no such number.
 */
export function patchNumber(world: World, id: string, patch: NumberPatch): BusinessNumber {
  const number = world.numbers.get(id);
  if (number === undefined) throw new ControlRefusal(404, `there is no business number ${id}; GET world lists them`);
  if (patch.quality_rating !== undefined) setNumberQuality(world, number, patch.quality_rating, world.clock.now());
  if (patch.status !== undefined) number.status = patch.status;
  if (patch.throughput_per_second !== undefined) changeThroughput(world, number, patch.throughput_per_second);
  if (patch.name_decision !== undefined) decideName(world, number, patch.name_decision);
  if (patch.official !== undefined && patch.official !== number.official) decideOfficial(world, number, patch.official);
  if (patch.messaging_limit !== undefined) changeLimit(world, number, patch.messaging_limit);
  keepNumber(world, number);
  world.live.tell({ kind: 'number', id: number.id });
  return number;
}

function changeThroughput(world: World, number: BusinessNumber, perSecond: number): void {
  const before = number.throughput ?? world.settings.throughput_per_second;
  number.throughput = perSecond;
  if (before < higherThroughput && perSecond >= higherThroughput)
    tellNumberQuality(world, number, { event: 'THROUGHPUT_UPGRADE', limit: messagingLimitOf(world, number) });
}

function decideName(world: World, number: BusinessNumber, decision: BusinessNumber['name_status']): void {
  const requested = number.newName ?? number.verified_name;
  number.name_status = decision;
  if (decision === 'APPROVED') number.verified_name = requested;
  if (decision === 'APPROVED' || decision === 'REJECTED') number.newName = null;
  tellNumberName(world, number, { decision, requested });
}

function decideOfficial(world: World, number: BusinessNumber, isOfficial: boolean): void {
  number.official = isOfficial;
  const account = world.accounts.get(number.account);
  if (account === undefined) return;
  tellAccountAlert(world, account, {
    about: { type: 'PHONE_NUMBER', id: number.id },
    type: isOfficial ? 'OBA_APPROVED' : 'OBA_REJECTED',
    severity: 'INFORMATIONAL',
    description: isOfficial ? 'This number is an official business account now.' : 'This number is no official business account.',
  });
}

/** The limit is the portfolio's; in the older scheme it is the number's own. */
function changeLimit(world: World, number: BusinessNumber, limit: number | null): void {
  const before = messagingLimitOf(world, number);
  if (world.settings.limits_model === 'per_number') {
    number.messagingLimit = limit;
    const isMore = before !== null && (limit === null || limit > before);
    if (limit !== before) tellNumberQuality(world, number, { event: isMore ? 'UPGRADE' : 'DOWNGRADE', limit, before });
    return;
  }
  const portfolio = portfolioOf(world, number);
  portfolio.messagingLimit = limit;
  portfolio.raisedAt = world.clock.now();
  keepPortfolio(world, portfolio);
  if (limit !== before) tellCapability(world, portfolio, limit);
}

/** Does to an account what Meta may do to it, and tells it. Throws a refusal when there is no such account. */
export function patchAccount(world: World, id: string, patch: AccountPatch): Account {
  const account = world.accounts.get(id);
  if (account === undefined) throw new ControlRefusal(404, `there is no business account ${id}; GET world lists the numbers with their accounts`);
  const now = world.clock.now();
  if (patch.restriction !== undefined) restrict(world, account, patch.restriction, now);
  if (patch.review !== undefined) {
    account.review = patch.review;
    tellAccountReview(world, account);
  }
  if (patch.verified === true) verify(world, account);
  if (patch.ban !== undefined) {
    account.banState = patch.ban === 'REINSTATE' ? 'NONE' : patch.ban;
    tellAccountUpdate(world, account, { event: 'DISABLED_UPDATE', state: patch.ban, at: now });
  }
  if (patch.violation !== undefined) tellAccountUpdate(world, account, { event: 'ACCOUNT_VIOLATION', violation: patch.violation });
  if (patch.alert !== undefined) tellAccountAlert(world, account, { about: { type: 'BUSINESS', id: account.portfolio }, ...patch.alert });
  keepAccount(world, account);
  return account;
}

/** Meta has verified the business: what that brings comes after its delay. */
function verify(world: World, account: Account): void {
  const portfolio = world.portfolios.get(account.portfolio);
  if (portfolio !== undefined) verifyPortfolio(world, portfolio);
}

/** Null lifts all restrictions; Meta tells nothing when they end. */
function restrict(world: World, account: Account, restriction: string | null, now: number): void {
  if (restriction === null) {
    account.restrictions = {};
    return;
  }
  if (!restrictionTypes.some((type) => type === restriction))
    throw new ControlRefusal(400, `"${restriction}" is no restriction of Meta's; they are ${restrictionTypes.join(', ')}`, 'restriction');
  const expiresAt = now + restrictionMilliseconds;
  account.restrictions[restriction] = expiresAt;
  tellAccountUpdate(world, account, { event: 'ACCOUNT_RESTRICTION', restrictions: [{ type: restriction, expiresAt }] });
}
