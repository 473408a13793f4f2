import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchEtr } from './etr.ts';
import { benchImport } from './import.ts';
import { benchEmulator } from './emulator.ts';
import { openProduct } from '#test/world/product.ts';
import { describeMachine, printResults, type Result, writeResults } from './results.ts';
import { benchRender } from './render.ts';
import { benchSend } from './send.ts';

/** `npm run bench [-- send import emulator etr render --rounds 3 --rows 100000 --bodies 1000000 …]`: everything, or what is named. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string' },
      recipients: { type: 'string' },
      rows: { type: 'string' },
      messages: { type: 'string' },
      people: { type: 'string' },
      bodies: { type: 'string' },
    },
  });
  const rounds = Number(values.rounds ?? 3);
  const wants = (name: string) => positionals.length === 0 || positionals.includes(name);
  process.stdout.write(`${describeMachine()}\n`);
  const results: Result[] = [];
  if (wants('send') || wants('import')) {
    const product = await openProduct({ demo: false });
    try {
      if (wants('send')) results.push(await benchSend(product, { recipients: Number(values.recipients ?? 10_000), rounds }));
      if (wants('import')) results.push(await benchImport(product, { rows: Number(values.rows ?? 100_000), rounds }));
    } finally {
      await product.close();
    }
  }
  if (wants('emulator')) results.push(...(await benchEmulator({ messages: Number(values.messages ?? 100_000), rounds })));
  if (wants('etr')) results.push(await benchEtr({ people: Number(values.people ?? 12_000) }));
  if (wants('render')) results.push(benchRender({ bodies: Number(values.bodies ?? 1_000_000), rounds }));
  process.stdout.write(`${printResults(results)}\n`);
  await writeResults(join(import.meta.dirname, 'results.json'), results);
}

await main();
