import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import { missingForQueue } from './queue.ts';

const Results = z.array(z.object({ name: z.string(), value: z.number(), beside: z.string().nullable(), ratio: z.number().nullable() }));
const hasQueue = missingForQueue() === undefined;

/** What a campaign's speed is told by, each beside what it is compared with; null where it stands alone. */
const promised = {
  'send.dispatch': 'send.bare_sink',
  'send.whole_route': 'send.bare_emulator',
  'send.whole_route_batched': 'send.bare_emulator',
  'send.ceiling_cpu': null,
  'send.ceiling_p50': null,
  'send.ceiling_p99': null,
  'webhook.durable': 'webhook.bare',
  'webhook.at_2m': 'webhook.at_10k',
  'plan.million': 'plan.insert_select',
  'memory.server_rss': null,
  'memory.database_pss': null,
} as const;

test('the bench of sending runs from end to end and writes one value for each name', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-test-'));
  try {
    const file = join(folder, 'results.json');

    const run = spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), '--quick', '--results', file, 'send', 'webhook', 'plan', 'memory'], {
      encoding: 'utf8',
    });

    assert.equal(run.status, 0, `${run.stdout}\n${run.stderr}`);
    const results = Results.parse(JSON.parse(readFileSync(file, 'utf8')));
    const wanted: Record<string, string | null> = hasQueue ? { ...promised, 'send.vs_queue': null } : promised;
    assert.deepEqual(Object.fromEntries(results.map(({ name, beside }) => [name, beside])), wanted);
    for (const { name, value } of results) assert.ok(value > 0, `${name} is ${value}`);
    if (!hasQueue) assert.match(run.stdout, /send\.vs_queue: skipped/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
