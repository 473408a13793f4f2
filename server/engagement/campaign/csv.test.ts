import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { z } from 'zod';
import { openStage, pub } from '#test/world/stage.ts';
import { createCampaign, makePlan } from './campaign.ts';
import { launch } from './launch.ts';

/** Their file has 30 MB. */
const people = 300_000;
/** What is alive may grow by this after the first tenth; keeping what was read would be three times as much. */
const growthMostBytes = 10_000_000;

const Read = z.object({ lines: z.number(), measured: z.array(z.number()) });

test('the file of 300,000 people is made while it is read: memory does not grow with it', async () => {
  const stage = await openStage();
  const { platform, actor, scope } = stage;
  const choices = { segments: [pub('segment', await stage.segment())], template: pub('template', await stage.template()) };
  await stage.person({ first: 'Ana' });
  const variables = { first_name: { from: 'contact', attribute: 'first_name', fallback: 'you' } } as const;
  const { id } = await createCampaign(platform, actor, { name: 'Winter', choices: { ...choices, variables } }, stage.now());
  await launch(platform, actor, id, { plan: (await makePlan(platform, actor, id, stage.now())).id, undo_seconds: 0 }, stage.now());
  await stage.database.pool.query(
    `insert into recipient (workspace_id, broadcast_id, seq, contact_id, phone, country, language, variables, state, accepted_at, delivered_at)
     select $1, b.id, n, gen_random_uuid(), '+336' || lpad(n::text, 8, '0'), 'FR', 0, '{}', 'delivered', $2, $2 from broadcast b, generate_series(1, $3::int) n`,
    [scope.workspace, stage.now(), people],
  );
  await stage.database.pool.query(`update broadcast set state = 'done', finished_at = $1, total = $2, delivered = $2`, [stage.now(), people]);
  await stage.database.pool.query('analyze recipient');

  const program = resolve(import.meta.dirname, '../../../test/world/csv.process.ts');
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', program, stage.database.url, scope.workspace, id, String(people)]);

  await stage.close();
  const { lines, measured } = Read.parse(JSON.parse(stdout));
  assert.deepEqual([lines, measured.length], [people + 1, 10]);
  assert.ok(Math.max(...measured) - (measured[0] ?? 0) < growthMostBytes, `in MB: ${measured.map((bytes) => Math.round(bytes / 1e6)).join(', ')}`);
});
