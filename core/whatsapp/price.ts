import { type Money, parseMicros } from '#core/value/money.ts';
import { marketOf } from './market.ts';
import aed20261001 from './rates/aed-2026-10-01.json' with { type: 'json' };
import eur20260701 from './rates/eur-2026-07-01.json' with { type: 'json' };
import gbp20261001 from './rates/gbp-2026-10-01.json' with { type: 'json' };
import inr20261001 from './rates/inr-2026-10-01.json' with { type: 'json' };
import usd20260101 from './rates/usd-2026-01-01.json' with { type: 'json' };
import usd20261001 from './rates/usd-2026-10-01.json' with { type: 'json' };

export { marketOf } from './market.ts';

/** What Meta charges under. Free-form answers are `service`. */
export type PriceCategory = 'marketing' | 'utility' | 'authentication' | 'service';

type Rates = { readonly [Category in PriceCategory]?: string };
/**
 * A rate card as data: decimal amounts by market. `confidence`: `transcribed` from Meta's file by others, in part or
 * whole, or `points` seen one by one. None was read from Meta's own file, so they are for estimates, not for invoices.
 */
type RateCard = {
  readonly currency: string;
  readonly effective_from: string;
  readonly source: string;
  readonly confidence: string;
  readonly rates: Readonly<Record<string, Rates>>;
};

/** Newest first; the first that has a rate counts. */
export const rateCards: readonly RateCard[] = [aed20261001, gbp20261001, inr20261001, usd20261001, eur20260701, usd20260101];

/** Since then answers cost as much as utility messages, and utility messages inside the window cost too (facts §3.1). */
export const serviceChargedFrom = new Date('2026-10-01T00:00:00Z');
/** Answers that are free for each number and month since then. Meta marks them in the status; this is for forecasts only. */
export const freeServiceMessagesPerMonth = 1000;

/** One message's price, with the card it stands on: its first day and where it is from. */
export type Price = {
  readonly each: Money;
  readonly market: string;
  readonly card: { readonly date: string; readonly source: string; readonly confidence: string };
};

/**
 * What one delivered message costs: the newest rate of the market in this currency that holds at `at`. Undefined when
 * no card has one; a price is never guessed from another currency or a neighbouring market. Meta's fee only: no taxes, no
 * volume tiers (utility and authentication may cost less), no free service allowance, no free entry points.
 *
 * Source of the rule for answers: facts §3.1; before 2026-10-01 they are free.
 *
 * @example priceOf({ country: 'FR', category: 'marketing', currency: 'EUR', at: new Date('2026-11-22') })
 *   // { each: { currency: 'EUR', micros: 71_200 }, market: 'France', card: { date: '2026-07-01', … } }
 */
export function priceOf(ask: { readonly country: string; readonly category: PriceCategory; readonly currency: string; readonly at: Date }): Price | undefined {
  const market = marketOf(ask.country, ask.at);
  const today = ask.at.toISOString().slice(0, 10);
  for (const card of rateCards) {
    if (card.currency !== ask.currency || card.effective_from > today) continue;
    const rate = rateOf(card, market, ask.category, ask.at);
    if (rate === undefined) continue;
    return {
      each: { currency: card.currency, micros: parseMicros(rate) },
      market,
      card: { date: card.effective_from, source: card.source, confidence: card.confidence },
    };
  }
  return undefined;
}

function rateOf(card: RateCard, market: string, category: PriceCategory, at: Date): string | undefined {
  const rates = card.rates[market];
  if (rates === undefined) return undefined;
  if (category !== 'service') return rates[category];
  return at < serviceChargedFrom ? '0' : (rates.service ?? rates.utility);
}
