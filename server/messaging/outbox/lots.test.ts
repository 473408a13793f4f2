import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import type { BroadcastId } from '#core/value/id.ts';
import { openSink, type Sink, until } from '#test/world/sending.ts';
import { openStage, type Stage } from '#test/world/stage.ts';
import { lotsOfPlaces } from './hours.ts';
import { createBroadcast, fillRecipients, getBroadcast } from './outbox.ts';
import { openSender } from './sender.ts';

/** It is 10:00 in London: 11:00 in Paris, 7:00 in São Paulo, 19:00 in Tokyo. */
let stage: Stage;
let sink: Sink;
before(async () => {
  sink = await openSink();
});
beforeEach(async () => {
  stage = await openStage({ baseUrl: sink.url });
});
afterEach(() => stage.close());
after(() => sink.close());

const countries = ['FR', 'BR', 'JP'] as const;
const zones = { FR: '', BR: 'America/Sao_Paulo', JP: '' };

/** A broadcast from nine to twelve to people of three countries, one after the other. */
async function open(people: number, canary = false): Promise<BroadcastId> {
  const { platform, scope, now, id, number, actor } = stage;
  await sql`
    insert into contact (workspace_id, id, display_name, phone, country, timezone, created_at, updated_at)
    select ${scope.workspace}, gen_random_uuid(), 'P' || i, '+336' || lpad(i::text, 8, '0'), (${[...countries]}::text[])[i % 3 + 1],
      (${countries.map((country) => zones[country])}::text[])[i % 3 + 1], now(), now()
    from generate_series(1, ${people}::int) i`.execute(platform.db);
  await sql`insert into consent_state select workspace_id, id, 'marketing', 'given', id, now(), 'test' from contact`.execute(platform.db);
  const content = { header: null, body: 'The harvest is in.', footer: null, buttons: [], samples: {} };
  const language = { translation: id('translation'), name: 'harvest', category: 'marketing' as const, language: 'en', content, variables: [] };
  return platform.db.transaction().execute(async (tx) => {
    const broadcast = await createBroadcast(
      platform,
      tx,
      scope,
      {
        campaign: id('campaign'),
        plan: id('plan'),
        number,
        template: id('template'),
        languages: [language],
        undoSeconds: 0,
        by: actor.name,
        pace: { spread_minutes: null, hours: { from: 9, to: 12 }, open_threads_most: null },
        canary: canary ? { rule: 'usual', matures_minutes: 60 } : null,
      },
      now(),
    );
    await fillRecipients(
      platform,
      tx,
      scope,
      broadcast,
      sql`select id as contact_id, phone, country, 0::smallint as language, '{}'::text[] as variables, 'waiting' as state, null::text as reason,
        false as free, null::smallint as score, null::timestamptz as due_at from contact where workspace_id = ${scope.workspace}`,
    );
    return broadcast;
  });
}

type Chunk = {
  first_seq: number;
  cursor: number;
  state: string;
  not_before: Date | null;
  moved_at: Date | null;
  retries: unknown[];
  stage: number;
  countries: string[];
};
const chunksOf = async (broadcast: BroadcastId) =>
  (
    await stage.database.pool.query<Chunk>(
      `select c.first_seq, c.cursor, c.state, c.not_before, c.moved_at, c.retries, c.stage, array_agg(distinct r.country::text) as countries
       from chunk c join recipient r on r.broadcast_id = c.broadcast_id and r.seq between c.first_seq and c.last_seq
       where c.broadcast_id = $1 group by c.first_seq, c.cursor, c.state, c.not_before, c.moved_at, c.retries, c.stage order by c.first_seq`,
      [broadcast],
    )
  ).rows;

test('over three zones each chunk is of one zone; it waits as a whole until its morning and is not looked into before', async (t) => {
  const broadcast = await open(90);
  const sender = openSender(stage.platform);
  t.after(() => sender.close());
  const leaveThen = async (people: number) => {
    await until(
      `${people} have it`,
      async () => (stage.wait(1_000), (await getBroadcast(stage.platform.db, stage.scope, broadcast)).counts.accepted === people),
    );
    await until('nothing else is due', async () => (await sender.standing(stage.now())).isIdle);
    return chunksOf(broadcast);
  };

  const morning = await leaveThen(30);
  stage.wait(Date.parse('2026-11-22T12:00:10Z') - stage.now().getTime());
  const noon = await leaveThen(60);
  stage.wait(Date.parse('2026-11-23T00:00:10Z') - stage.now().getTime());
  const night = await leaveThen(90);

  assert.deepEqual(
    morning.map(({ countries: of, not_before, state, moved_at, retries }) => [of, not_before?.toISOString(), state, moved_at === null, retries]),
    [
      [['FR'], undefined, 'done', false, []],
      [['BR'], '2026-11-22T12:00:00.000Z', 'open', true, []],
      [['JP'], '2026-11-23T00:00:00.000Z', 'open', true, []],
    ],
  );
  assert.deepEqual(
    [noon, night].map((chunks) => chunks.map(({ state }) => state)),
    [
      ['done', 'done', 'open'],
      ['done', 'done', 'done'],
    ],
  );
  assert.equal(noon[2]?.moved_at, null, 'nobody has looked at those who sleep still');
  assert.ok([...sink.accepted.values()].every((messages) => messages.length === 1));
});

test('a canary keeps its stages: each holds its share of every country, and within a stage each chunk is of one zone', async () => {
  const broadcast = await open(3_000, true);

  const chunks = await chunksOf(broadcast);
  const first = chunks.filter(({ stage: place }) => place === 0);

  assert.ok(chunks.every(({ countries: of }) => of.length === 1));
  assert.deepEqual(
    first.map(({ countries: [country], not_before }) => [country, not_before === null]),
    [
      ['FR', true],
      ['BR', false],
      ['JP', false],
    ],
  );
});

test('those whose hours end soonest go first, then those whose hours begin soonest; for whom it is never is not kept waiting', () => {
  const places = ['JP', 'PT', 'RU', 'BR', 'FR', 'DE'].map((country) => ({ country, timezone: country === 'BR' ? 'America/Sao_Paulo' : '' }));

  const lots = lotsOfPlaces({ from: 9, to: 12 }, [...places, { country: 'PT', timezone: 'Europe/Lisbon' }], 'Europe/Paris', new Date('2026-11-22T10:00:00Z'));

  assert.deepEqual(
    lots.map((lot) => [lot.places.map(({ country, timezone }) => `${country} ${timezone}`.trim()).join(), lot.opensAt?.toISOString()]),
    [
      ['RU', undefined],
      ['FR,DE', undefined],
      ['PT,PT Europe/Lisbon', undefined],
      ['BR America/Sao_Paulo', '2026-11-22T12:00:00.000Z'],
      ['JP', '2026-11-23T00:00:00.000Z'],
    ],
  );
});
