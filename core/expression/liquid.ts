/// <reference path="./liquid.d.ts" />
import { Liquid } from 'liquidjs/dist/liquid.browser.mjs';
import type { Facts } from './facts.ts';
import { dateFilter, moneyFilter, numberFilter, pluralFilter, type Reading, printed } from './filters.ts';
import { readerOf } from './locale.ts';

/** A template's source is at most this long; the contract says the same. */
export const liquidCharactersMost = 2000;
/** One person's value is worked out within this or not at all: a campaign asks a hundred thousand times. */
const renderMillisecondsMost = 50;
/** What one value may build on its way, in LiquidJS's count of characters and list items. Stops doubling. */
const renderMemoryMost = 100_000;

/** Words and decisions only. No loops (time is bounded without them), nothing that reads another template. */
const allowedTags: ReadonlySet<string> = new Set(['assign', 'capture', 'case', 'comment', 'echo', 'if', 'raw', 'unless', '#']);

/** Chance, secrets, the insides of values, lists of lists, and dates by the machine's own clock are no business of a greeting. */
const forbiddenFilters = [
  'sample',
  'hmac_sha256',
  'sha256',
  'inspect',
  'where_exp',
  'reject_exp',
  'group_by_exp',
  'has_exp',
  'find_exp',
  'find_index_exp',
  'date_to_xmlschema',
  'date_to_rfc822',
  'date_to_string',
  'date_to_long_string',
];

/** Where a render keeps who reads; a symbol, so that no template can name it. */
const reading = Symbol('reading');

const engine = openEngine();

/** A template that was read: run it for one person. Throws when it takes too long or too much. */
export type LiquidTemplate = { readonly render: (facts: Facts) => string; readonly paths: readonly (readonly string[])[] };

/** Reads a template. Throws an `Error` whose message is a sentence about the fault and its line. */
export function parseLiquid(source: string): LiquidTemplate {
  const parsed = engine.parse(source);
  const paths = engine.globalVariableSegmentsSync(parsed).map((path) => path.map((part) => (typeof part === 'string' ? part : '*')));
  return { render: (facts) => String(engine.renderSync(parsed, scopeOf(facts))), paths };
}

function scopeOf(facts: Facts): object {
  const { contact, order, cart, event, setting } = facts;
  return { contact, order, cart, event, campaign: setting.campaign, [reading]: { reader: readerOf(facts), now: setting.at } satisfies Reading };
}

function openEngine(): Liquid {
  const liquid = new Liquid({
    strictFilters: true,
    ownPropertyOnly: true,
    // Dates print the same on every machine.
    timezoneOffset: 0,
    parseLimit: liquidCharactersMost,
    renderLimit: renderMillisecondsMost,
    memoryLimit: renderMemoryMost,
    // Money and lists of things print as people write them, also without a filter.
    outputEscape(value) {
      return printed(value, readingOf(this));
    },
  });
  for (const tag of Object.keys(liquid.tags)) if (!allowedTags.has(tag)) delete liquid.tags[tag];
  for (const filter of forbiddenFilters) delete liquid.filters[filter];
  for (const [name, filter] of Object.entries({ money: moneyFilter, number: numberFilter, plural: pluralFilter, date: dateFilter })) {
    liquid.registerFilter(name, function filtered(value, ...given) {
      const text = filter(value, given, readingOf(this));
      if (typeof text === 'string') this.context.memoryLimit.use(text.length);
      return text;
    });
  }
  return liquid;
}

function readingOf(call: { readonly context: { readonly environments: unknown } }): Reading {
  const { environments } = call.context;
  if (typeof environments === 'object' && environments !== null && reading in environments) return parseReading(environments[reading]);
  throw new Error('a Liquid filter was called outside of a render of ours');
}

/** Only `scopeOf` writes under that symbol. */
function parseReading(kept: unknown): Reading {
  return kept as Reading;
}
