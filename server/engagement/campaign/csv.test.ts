import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openStage, pub } from '#test/world/stage.ts';
import { createCampaign, makePlan } from './campaign.ts';
import { peopleCsv } from './csv.ts';
import { launch } from './launch.ts';

/** More than would fit in what memory may grow by, if the file were kept. */
const people = 300_000;
const growthMostBytes = 60_000_000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

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

  const { stream } = await peopleCsv(platform, actor, id, {}, 'en');
  // What the garbage collector has not looked at yet is nobody's: memory is measured where it has.
  let lines = 0;
  const measured: number[] = [];
  for await (const text of stream) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
    if (lines < (measured.length + 1) * (people / 10)) continue;
    collect();
    measured.push(process.memoryUsage().rss);
  }

  await stage.close();
  const [first = 0] = measured;
  assert.deepEqual([lines, measured.length], [people + 1, 10]);
  assert.ok(Math.max(...measured) - first < growthMostBytes, `in MB: ${measured.map((bytes) => Math.round(bytes / 1e6)).join(', ')}`);
});
