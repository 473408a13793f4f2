import { tellAccountAlert } from '../webhook/values-account.ts';
import { tellCapability, tellNumberQuality } from '../webhook/values-number.ts';
import { type BusinessNumber, keepNumber, keepPortfolio, type Portfolio, portfolioOf, type World } from '../world/world.ts';
import { keepFlagged, keepReach } from './keep.ts';
import { messagingLimitOf, type Reach, reachOf } from './limits.ts';
import { sumRolling } from './rolling.ts';

const day = 24 * 60 * 60 * 1000;

/** Meta, "Messaging limits", read 2026-11-22; null is unlimited. */
const portfolioLevels = [250, 2_000, 10_000, 100_000, null] as const;

/** The scheme of before 2025-10-07, for each number (facts §4.3, read 2026-11-22). */
const numberLevels = [50, 250, 1_000, 10_000, 100_000, null] as const;

/** A new portfolio leaves this by verification, or by many people outside a window in 30 days. */
const firstLevel = 250;

/** Half the limit must have been in use within this time. Both schemes. */
const usageMilliseconds = 7 * day;

/** In the older scheme a raise came a day after qualifying, and a red number lost a level after a week. */
const olderRaiseMilliseconds = day;
const flaggedMilliseconds = 7 * day;

/** After Meta has said no, this long nothing is asked again; ours. */
const quietMilliseconds = 7 * day;

/** The level above a limit. */
export function nextLevel(levels: readonly (number | null)[], limit: number): number | null {
  return levels.find((level) => level === null || level > limit) ?? null;
}

/** Asks for the next level if the limit is used enough. Called for each person newly counted: cheap unless it is time. */
export function considerRaise(world: World, number: BusinessNumber, now: number): void {
  const { settings } = world;
  if (!settings.limit_raises) return;
  const reach = reachOf(world, number);
  if (reach.raiseDueAt !== 0 || now < reach.quietUntil) return;
  const limit = messagingLimitOf(world, number);
  if (limit === null || !isUsedEnough(world, reach, limit, now)) return;
  // Looked at once in a while only: a portfolio may have thousands of templates.
  if (!isQualityHigh(world, number)) {
    reach.quietUntil = now + settings.quality_check_ms;
    if (settings.limits_model === 'portfolio' && limit <= firstLevel) deny(world, reach, number, now);
    return;
  }
  reach.raiseDueAt = now + (settings.limits_model === 'per_number' ? olderRaiseMilliseconds : settings.limit_raise_delay_ms);
  keepReach(world, reach);
  planRaise(world, reach, number);
}

function isUsedEnough(world: World, reach: Reach, limit: number, now: number): boolean {
  if (world.settings.limits_model === 'portfolio' && limit <= firstLevel) return sumRolling(reach.month, now) >= world.settings.limit_second_level_people;
  return reach.halfUsedAt > 0 && now - reach.halfUsedAt <= usageMilliseconds;
}

/** Plans the decision; also when a world is opened again. */
export function planRaise(world: World, reach: Reach, number: BusinessNumber): void {
  const due = reach.raiseDueAt;
  world.wheel.at(due, () => {
    if (reach.raiseDueAt !== due || world.policy.reaches.get(reach.key) !== reach) return;
    reach.raiseDueAt = 0;
    keepReach(world, reach);
    const limit = messagingLimitOf(world, number);
    if (!world.settings.limit_raises || limit === null) return;
    if (isQualityHigh(world, number)) raise(world, number, limit);
    else if (world.settings.limits_model === 'portfolio' && limit <= firstLevel) deny(world, reach, number, due);
  });
}

function raise(world: World, number: BusinessNumber, limit: number): void {
  if (world.settings.limits_model === 'per_number') {
    setNumberLimit(world, number, nextLevel(numberLevels, limit), 'UPGRADE');
    return;
  }
  setPortfolioLimit(world, portfolioOf(world, number), nextLevel(portfolioLevels, limit));
}

function setPortfolioLimit(world: World, portfolio: Portfolio, limit: number | null): void {
  portfolio.messagingLimit = limit;
  portfolio.raisedAt = world.clock.now();
  keepPortfolio(world, portfolio);
  tellCapability(world, portfolio, limit);
}

function setNumberLimit(world: World, number: BusinessNumber, limit: number | null, event: 'UPGRADE' | 'DOWNGRADE'): void {
  const before = messagingLimitOf(world, number);
  number.messagingLimit = limit;
  keepNumber(world, number);
  world.live.tell({ kind: 'number', id: number.id });
  tellNumberQuality(world, number, { event, limit, before });
}

function deny(world: World, reach: Reach, number: BusinessNumber, now: number): void {
  reach.quietUntil = now + quietMilliseconds;
  keepReach(world, reach);
  const portfolio = portfolioOf(world, number).id;
  for (const account of world.accounts.values()) {
    if (account.portfolio !== portfolio) continue;
    tellAccountAlert(world, account, {
      about: { type: 'BUSINESS', id: portfolio },
      type: 'INCREASED_CAPABILITIES_ELIGIBILITY_FAILED',
      severity: 'WARNING',
      description: 'The messaging limit was not raised: the quality of the messages must be high on every number and template.',
    });
  }
}

/** The business was verified: a portfolio at 250 goes to 2,000 after the delay of the settings. */
export function verifyPortfolio(world: World, portfolio: Portfolio): void {
  world.wheel.at(world.clock.now() + world.settings.limit_raise_delay_ms, () => {
    const limit = portfolio.messagingLimit === undefined ? world.settings.messaging_limit : portfolio.messagingLimit;
    if (limit !== null && limit <= firstLevel) setPortfolioLimit(world, portfolio, nextLevel(portfolioLevels, limit));
  });
}

/** "High quality everywhere": no number and no template of the portfolio is rated medium or low. */
function isQualityHigh(world: World, number: BusinessNumber): boolean {
  const portfolio = portfolioOf(world, number).id;
  const isBad = (quality: string): boolean => quality === 'YELLOW' || quality === 'RED';
  if (world.settings.limits_model === 'per_number') return number.quality_rating !== 'RED';
  for (const one of world.numbers.values()) if (isBad(one.quality_rating) && portfolioOf(world, one).id === portfolio) return false;
  for (const one of world.templates.values()) if (isBad(one.quality) && world.accounts.get(one.account)?.portfolio === portfolio) return false;
  return true;
}

/** The older scheme: a number that turned red is flagged, and loses a level if it stays red for a week. */
export function flagNumber(world: World, number: BusinessNumber, now: number): void {
  if (world.settings.limits_model !== 'per_number' || world.policy.flagged.has(number.id)) return;
  world.policy.flagged.set(number.id, now);
  tellNumberQuality(world, number, { event: 'FLAGGED', limit: messagingLimitOf(world, number) });
  planDowngrade(world, number, now);
}

/** The older scheme: a flagged number is no longer red. */
export function unflagNumber(world: World, number: BusinessNumber): void {
  if (world.policy.flagged.delete(number.id)) tellNumberQuality(world, number, { event: 'UNFLAGGED', limit: messagingLimitOf(world, number) });
}

/** Plans the loss of a level; also when a world is opened again. */
export function planDowngrade(world: World, number: BusinessNumber, flaggedAt: number): void {
  world.wheel.at(flaggedAt + flaggedMilliseconds, () => {
    if (world.policy.flagged.get(number.id) !== flaggedAt || world.settings.limits_model !== 'per_number') return;
    world.policy.flagged.delete(number.id);
    keepFlagged(world);
    const limit = messagingLimitOf(world, number);
    const lower = numberLevels.findLast((level) => level !== null && (limit === null || level < limit));
    if (lower !== undefined) setNumberLimit(world, number, lower, 'DOWNGRADE');
  });
}
