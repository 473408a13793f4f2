import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { compileSource, type Person, type VariableSource } from '#core/expression/expression.ts';
import { decide } from '#core/policy/policy.ts';
import { openStage } from '#test/world/stage.ts';
import { type Audience, groupPeople, recipientSelect, renderLiquid, samplePeople } from './store.audience.ts';
import { decideTuples, type Demand } from './verdicts.ts';

const stage = await openStage();
after(() => stage.close());

const languages = ['en', 'fr', 'pt_BR'];
const choose = (language: string | null): number | undefined => {
  if (language === 'zz') return undefined;
  const index = languages.findIndex((known) => known.slice(0, 2) === language?.slice(0, 2));
  return index === -1 ? 0 : index;
};

const variables: Audience['variables'] = [
  { name: 'first_name', source: { from: 'contact', attribute: 'first_name', fallback: ' friend\n' } },
  { name: 'city', source: { from: 'contact', attribute: 'fields.city', fallback: '' } },
  { name: 'greeting', source: { from: 'liquid', template: '{{ contact.last_name | upcase }}', fallback: '' } },
  { name: 'code', source: { from: 'text', text: 'COFFEE' } },
];
const demand: Demand = {
  category: 'marketing',
  choose,
  uses: [
    [0, 1, 3],
    [0, 3],
    [0, 1, 2, 3],
  ],
};

type RecipientRow = { contact_id: string; phone: string; country: string | null; language: number; variables: string[]; state: string; reason: string | null };

const withoutFallback = (source: VariableSource): VariableSource => (source.from === 'text' ? source : { ...source, fallback: '' });

test('deciding a set by tuples agrees with deciding each person alone', async () => {
  const random = mulberry(7);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  for (let number = 0; number < 400; number += 1) {
    await stage.person({
      first: pick([null, 'Ana', ' ', 'Zoé\tÉlise', 'x     y', '🌱'.repeat(1200), '\u2028b\u0085']),
      last: pick([null, 'Lima', 'ß', '  ']),
      phone: random() < 0.1 ? null : `+55119${String(10_000_000 + number)}`,
      country: pick(['BR', 'US', 'FR', 'CU', null]),
      language: pick([null, 'en', 'fr', 'fr-CA', 'pt-BR', 'zz', '']),
      fields: pick([{}, { city: 'São Paulo' }, { city: 42 }, { city: true }, { city: '' }, { city: null }, { city: 1.5 }, { city: ['a'] }, { city: ' \n ' }]),
      consent: pick(['given', 'given', 'withdrawn', 'none'] as const),
      suppressions: pick([[], [], [], ['platform_stop'], ['invalid'], ['legal', 'platform_stop'], ['invalid', 'legal']]),
    });
  }
  const audience: Audience = { scope: stage.scope, inSegment: sql<boolean>`true`, variables };
  const people = await stage.database.pool.query<Person & { contact_id: string; marketing_consent: 'given' | 'withdrawn' | 'none'; suppressions: string[] }>(
    'select *, display_name as name from contact_reach where workspace_id = $1',
    [stage.scope.workspace],
  );

  const rows = await stage.platform.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const liquid = variables.filter(({ source }) => source.from === 'liquid').map(({ source }) => compileSource(withoutFallback(source)));
      await renderLiquid(tx, audience, (person) => liquid.map((fill) => fill(person).value));
      const tuples = await groupPeople(tx, audience);
      assert.equal(
        tuples.reduce((sum, tuple) => sum + tuple.people, 0),
        people.rows.length,
      );
      return (await sql<RecipientRow>`${recipientSelect(audience, decideTuples(tuples, demand, stage.now()))}`.execute(tx)).rows;
    });

  const byContact = new Map(rows.map((row) => [row.contact_id, row]));
  assert.equal(rows.length, people.rows.length);
  for (const person of people.rows) {
    const row = byContact.get(person.contact_id)!;
    const filled = variables.map(({ source }) => compileSource(source)(person).value);
    const position = choose(person.language === '' ? null : person.language);
    const verdict = decide(
      {
        category: 'marketing',
        hasPhone: person.phone !== null,
        country: person.country,
        marketingConsent: person.marketing_consent,
        suppressions: person.suppressions,
        windowOpen: false,
        hasLanguage: position !== undefined,
        hasVariables: position === undefined || demand.uses[position]!.every((variable) => filled[variable] !== null),
      },
      stage.now(),
    );
    assert.deepEqual([row.state, row.reason], verdict.may ? ['waiting', null] : ['skipped', verdict.reason]);
    assert.deepEqual(
      row.variables,
      filled.map((value) => value ?? ''),
    );
    assert.equal(row.phone, person.phone ?? '');
    if (verdict.may) assert.equal(row.language, position);
  }
});

test('samples are people who will get it, one of each language first', async () => {
  const audience: Audience = { scope: stage.scope, inSegment: sql<boolean>`true`, variables: variables.filter(({ source }) => source.from !== 'liquid') };

  const samples = await stage.platform.db.transaction().execute(async (tx) => {
    const verdicts = decideTuples(await groupPeople(tx, audience), { ...demand, uses: [[0], [0], [0]] }, stage.now());
    return await samplePeople(tx, audience, verdicts, 5);
  });

  assert.equal(samples.length, 5);
  assert.deepEqual(
    samples.slice(0, 3).map((sample) => sample.position),
    [0, 1, 2],
  );
});

test('nobody and no variables are no special case', async () => {
  const audience: Audience = { scope: stage.scope, inSegment: sql<boolean>`false`, variables: [] };

  const [tuples, samples] = await stage.platform.db
    .transaction()
    .execute(async (tx) => [await groupPeople(tx, audience), await samplePeople(tx, audience, [], 5)]);

  assert.deepEqual([tuples, samples], [[], []]);
});

/** A small seeded generator, so that a failing run can be repeated. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
