/// <reference path="./liquid.d.ts" />
import { Liquid } from 'liquidjs/dist/liquid.browser.mjs';

/** A template's source is at most this long; the contract says the same. */
export const liquidCharactersMost = 2000;
/** One person's value is worked out within this or not at all: a campaign asks a hundred thousand times. */
const renderMillisecondsMost = 50;
/** What one value may build on its way, in LiquidJS's count of characters and list items. Stops doubling. */
const renderMemoryMost = 100_000;

/** Words and decisions only. No loops (time is bounded without them), nothing that reads another template. */
const allowedTags: ReadonlySet<string> = new Set(['assign', 'capture', 'case', 'comment', 'echo', 'if', 'raw', 'unless', '#']);

/** Chance, secrets, the insides of values, and lists of lists are no business of a greeting. */
const forbiddenFilters = ['sample', 'hmac_sha256', 'sha256', 'inspect', 'where_exp', 'reject_exp', 'group_by_exp', 'has_exp', 'find_exp', 'find_index_exp'];

const engine = openEngine();

/** A template that was read: run it for one `contact`. Throws when it takes too long or too much. */
export type LiquidTemplate = { readonly render: (contact: object) => string; readonly paths: readonly (readonly string[])[] };

/** Reads a template. Throws an `Error` whose message is a sentence about the fault and its line. */
export function parseLiquid(source: string): LiquidTemplate {
  const parsed = engine.parse(source);
  const paths = engine.globalVariableSegmentsSync(parsed).map((path) => path.map((part) => (typeof part === 'string' ? part : '*')));
  return {
    render: (contact) => String(engine.renderSync(parsed, { contact })),
    paths,
  };
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
  });
  for (const tag of Object.keys(liquid.tags)) if (!allowedTags.has(tag)) delete liquid.tags[tag];
  for (const filter of forbiddenFilters) delete liquid.filters[filter];
  return liquid;
}
