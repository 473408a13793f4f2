import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openProduct } from '#test/world/product.ts';
import { benchCeiling } from './ceiling.ts';
import { benchDispatch, dispatchSettings } from './dispatch.ts';
import { benchEmulator } from './emulator.ts';
import { benchEtr } from './etr.ts';
import { settings, shareHouse } from './house.ts';
import { benchImport } from './import.ts';
import { benchMemory } from './memory.ts';
import { benchPlan } from './plan.ts';
import { benchRender } from './render.ts';
import { describeMachine, printResults, type Result, writeResults } from './results.ts';
import { benchSend } from './send.ts';
import { benchWebhooks } from './webhooks.ts';

/** Sizes, so large that a round lasts seconds, and in how many rounds. `--quick` only shows that everything runs. */
const sizes = {
  usual: {
    rounds: 5,
    numbers: 60,
    recipients: 60_000,
    queued: 20_000,
    posts: 60_000,
    few: 10_000,
    many: 2_000_000,
    seconds: 30,
    outPerSecond: 770,
    people: 1_000_000,
    rows: 100_000,
    messages: 100_000,
    etr: 12_000,
    bodies: 1_000_000,
  },
  quick: {
    rounds: 1,
    numbers: 3,
    recipients: 1_200,
    queued: 200,
    posts: 900,
    few: 300,
    many: 2_000,
    seconds: 2,
    outPerSecond: 77,
    people: 2_000,
    rows: 500,
    messages: 2_000,
    etr: 200,
    bodies: 20_000,
  },
} as const;
type Sizes = { readonly [Key in keyof typeof sizes.usual]: number };

/** What can be asked for: a part by its name, or all that begin with a word. Each part gives the results it is named for. */
const parts: readonly { readonly gives: readonly string[]; readonly run: (size: Sizes, wants: (name: string) => boolean) => Promise<Result[]> }[] = [
  {
    gives: ['send.dispatch', 'send.vs_queue'],
    run: (size, wants) => benchDispatch({ ...size, parts: { dispatch: wants('send.dispatch'), queue: wants('send.vs_queue') } }),
  },
  {
    gives: ['send.whole_route', 'send.whole_route_batched'],
    run: (size, wants) => benchSend({ ...size, parts: { single: wants('send.whole_route'), batched: wants('send.whole_route_batched') } }),
  },
  { gives: ['send.ceiling_cpu', 'send.ceiling_p50', 'send.ceiling_p99'], run: benchCeiling },
  {
    gives: ['webhook.durable', 'webhook.at_2m'],
    run: (size, wants) => benchWebhooks({ ...size, parts: { durable: wants('webhook.durable'), size: wants('webhook.at_2m') } }),
  },
  { gives: ['plan.million'], run: async (size) => [await benchPlan(size)] },
  { gives: ['memory.server_rss', 'memory.database_pss'], run: benchMemory },
  { gives: ['import.csv'], run: async (size) => [await importOf(size)] },
  { gives: ['emulator.accept', 'emulator.webhooks'], run: benchEmulator },
  { gives: ['etr.low_quarter'], run: async (size) => [await benchEtr({ people: size.etr })] },
  { gives: ['render.liquid'], run: async (size) => [benchRender(size)] },
];

async function importOf(size: Sizes): Promise<Result> {
  const product = await openProduct({ demo: false });
  try {
    return await benchImport(product, size);
  } finally {
    await product.close();
  }
}

/** `npm run bench [-- send.dispatch webhook … --rounds 3 --recipients 60000 … --quick --results FILE]`: everything, or what is named. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean' },
      results: { type: 'string' },
      ...Object.fromEntries(Object.keys(sizes.usual).map((name) => [name, { type: 'string' as const }])),
    },
  });
  const size = sizesOf(values['quick'] === true ? sizes.quick : sizes.usual, values);
  const known = parts.flatMap(({ gives }) => gives);
  for (const word of positionals)
    if (!known.some((name) => isAsked(name, word))) throw new Error(`there is no bench "${word}"; there are ${known.join(', ')}, or their first words`);
  const wants = (name: string) => positionals.length === 0 || positionals.some((word) => isAsked(name, word));
  process.stdout.write(
    `${describeMachine()}\nsizes: ${JSON.stringify(size)}\ndispatch: ${JSON.stringify(dispatchSettings)}\nWhatsApp: ${JSON.stringify(settings)}\n`,
  );
  const file = typeof values['results'] === 'string' ? values['results'] : join(import.meta.dirname, 'results.json');
  const closeShared = values['quick'] === true ? shareHouse({ numbers: size.numbers, languages: ['en', 'fr', 'es', 'pt_BR'] }) : undefined;
  const results: Result[] = [];
  try {
    for (const part of parts) {
      if (!part.gives.some(wants)) continue;
      const got = await part.run(size, wants);
      results.push(...got);
      process.stdout.write(`${printResults(got)}\n`);
      // After each part, so that a later one that fails does not take the others with it.
      await writeResults(file, got);
    }
  } finally {
    await closeShared?.();
  }
  process.stdout.write(`${printResults(results)}\n`);
}

function isAsked(name: string, word: string): boolean {
  return name === word || name.startsWith(`${word}.`);
}

function sizesOf(usual: Sizes, given: Readonly<Record<string, unknown>>): Sizes {
  const size: Record<string, number> = { ...usual };
  for (const name of Object.keys(usual)) {
    const text = given[name];
    if (text === undefined) continue;
    if (typeof text !== 'string' || !/^[1-9]\d*$/.test(text)) throw new Error(`--${name} is "${String(text)}": it takes a whole number from 1`);
    size[name] = Number(text);
  }
  return { ...usual, ...size };
}

await main();
