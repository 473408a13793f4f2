import type { Call } from '../graph/call.ts';
import { badParameter, missingParameter } from '../graph/errors.ts';
import { asText, wordsOf } from '../world/json.ts';
import type { Template, World } from '../world/world.ts';
import { noSuchTemplate, unnamed } from './refusals.ts';

const day = 24 * 60 * 60 * 1000;

/** Look-backs that may be asked for, in days, and the least sends of each template in them (Meta, "Template comparison" of 2026-06-24, read 2026-11-22). */
const lookBacks = [7, 30, 60, 90];
const leastSends = 1_000;

/** How far the start may be off a look-back, since the clock goes on between asking and answering. Ours. */
const slack = 60 * 60 * 1000;

/** Blocks of each template by day and reason; the days are those of the longest look-back. A restart forgets them. */
const blocks = new WeakMap<Template, Map<number, Map<string, number>>>();

/** Notes that somebody blocked the business because of a template; `reason` as WhatsApp offers it, null when none was given. */
export function noteTemplateBlock(world: World, template: Template, reason: string | null): void {
  const today = Math.floor(world.clock.now() / day);
  const days = blocks.get(template) ?? new Map<number, Map<string, number>>();
  blocks.set(template, days);
  for (const one of days.keys()) if (one < today - 90) days.delete(one);
  const reasons = days.get(today) ?? new Map<string, number>();
  days.set(today, reasons);
  const key = reason === null || reason === '' ? 'UNKNOWN_BLOCK_REASON' : reason.toUpperCase().replaceAll(/[^A-Z]+/g, '_');
  reasons.set(key, (reasons.get(key) ?? 0) + 1);
}

/** Answers `GET /{template}/compare`: sends, block rate and top block reason of two templates. */
export function compareTemplate(world: World, call: Call, template: Template): unknown {
  const ids = wordsOf(call.params['template_ids']);
  if (ids.length === 0) throw missingParameter('template_ids');
  if (ids.length > 1) throw badParameter('Param template_ids must have one id: two templates can be compared at a time.');
  const [id = ''] = ids;
  const other = world.templates.get(id);
  if (other?.account !== template.account || other.id === template.id) throw noSuchTemplate(id);
  const span = parseSpan(world, call);
  const sides = [template, other].map((one) => ({ id: one.id, sends: sendsOf(world, one, span), ...blocksOf(one, span) }));
  const thin = sides.find((one) => one.sends < leastSends);
  if (thin !== undefined) {
    throw unnamed(
      'Not enough messages',
      `Template ${thin.id} was sent ${thin.sends} times in this time; templates must have been sent ${leastSends} times to be compared.`,
    );
  }
  return {
    data: [
      {
        metric: 'BLOCK_RATE',
        type: 'RELATIVE',
        order_by_relative_metric: sides.toSorted((a, b) => a.blocks / a.sends - b.blocks / b.sends).map((one) => one.id),
      },
      { metric: 'MESSAGE_SENDS', type: 'NUMBER_VALUES', number_values: sides.map((one) => ({ key: one.id, value: one.sends })) },
      { metric: 'TOP_BLOCK_REASON', type: 'STRING_VALUES', string_values: sides.map((one) => ({ key: one.id, value: one.reason })) },
    ],
  };
}

type Span = { start: number; end: number };

/** Meta's own sample writes milliseconds where its text says seconds: both are read. */
function parseSpan(world: World, call: Call): Span {
  const instant = (name: string): number => {
    const value = call.params[name];
    if (value === undefined) throw missingParameter(name);
    const number = Number(value);
    if (!Number.isFinite(number)) throw badParameter(`Param ${name} must be a UNIX timestamp - got "${asText(value).slice(0, 40)}".`);
    return number > 100_000_000_000 ? number : number * 1000;
  };
  const span = { start: instant('start'), end: instant('end') };
  const length = span.end - span.start;
  const isKnown = lookBacks.some((days) => Math.abs(length - days * day) <= slack);
  if (!isKnown || Math.abs(world.clock.now() - span.end) > day) throw badParameter(`Params start and end must span the last ${lookBacks.join(', ')} days.`);
  return span;
}

function sendsOf(world: World, template: Template, { start, end }: Span): number {
  const rows = world.ledger.ask(
    'SELECT count(*) AS sends FROM message WHERE mine = 0 AND template = ? AND sent_at > ? AND sent_at <= ?',
    template.id,
    start,
    end,
  );
  return Number(rows[0]?.['sends'] ?? 0);
}

function blocksOf(template: Template, { start }: Span): { blocks: number; reason: string } {
  const totals = new Map<string, number>();
  for (const [one, reasons] of blocks.get(template) ?? []) {
    if ((one + 1) * day <= start) continue;
    for (const [reason, count] of reasons) totals.set(reason, (totals.get(reason) ?? 0) + count);
  }
  const ranked = [...totals].toSorted((a, b) => b[1] - a[1]);
  return { blocks: ranked.reduce((sum, [, count]) => sum + count, 0), reason: ranked[0]?.[0] ?? 'UNKNOWN_BLOCK_REASON' };
}
