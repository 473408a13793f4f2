import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { compileSource } from '#core/expression/expression.ts';
import type { Person, Setting } from '#core/expression/facts.ts';
import { decide } from '#core/policy/policy.ts';
import { hour } from '#core/value/time.ts';
import type { Tx } from '#server/platform/platform.ts';
import { openStage } from '#test/world/stage.ts';
import { type Audience, keepPeople, type KeptAudience, recipientSelect, samplePeople, tuplesOf } from './store.audience.ts';
import { renderLiquid } from './store.values.ts';
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
const setting: Setting = { at: stage.now(), locale: 'en', timezone: 'Europe/Paris', campaign: { name: 'Winter' }, reason: null };
const factsOf = (contact: Person) => ({ contact, order: null, cart: null, event: null, recommendations: {}, setting });
const demand: Demand = {
  category: 'marketing',
  choose,
  uses: [
    [0, 1, 3],
    [0, 3],
    [0, 1, 2, 3],
  ],
  // In Portuguese there is none.
  free: [[0, 2], [0], null],
};

type RecipientRow = {
  contact_id: string;
  phone: string;
  country: string | null;
  language: number;
  variables: string[];
  state: string;
  reason: string | null;
  free: boolean;
  score: number | null;
  due_at: Date | null;
};

const plain: Audience = { scope: stage.scope, inSegment: sql<boolean>`true`, variables, setting, window: null, hours: null };
const question = { at: stage.now(), topic: null, reason: null };
const bar = 40;

test('deciding a set by tuples agrees with deciding each person alone', async () => {
  const random = mulberry(7);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const heard = new Map<string, Date>();
  for (let number = 0; number < 1000; number += 1) {
    const contact = await stage.person({
      first: pick([null, 'Ana', ' ', 'Zoé\tÉlise', 'x     y', '🌱'.repeat(1200), '\u2028b\u0085']),
      last: pick([null, 'Lima', 'ß', '  ']),
      phone: random() < 0.1 ? null : `+55119${String(10_000_000 + number)}`,
      country: pick(['BR', 'US', 'FR', 'CU', null]),
      language: pick([null, 'en', 'fr', 'fr-CA', 'pt-BR', 'zz', '']),
      fields: pick([{}, { city: 'São Paulo' }, { city: 42 }, { city: true }, { city: '' }, { city: null }, { city: 1.5 }, { city: ['a'] }, { city: ' \n ' }]),
      consent: pick(['given', 'given', 'withdrawn', 'none'] as const),
      suppressions: pick([[], [], [], ['platform_stop'], ['invalid'], ['legal', 'platform_stop'], ['invalid', 'legal']]),
    });
    if (random() < 0.8) heard.set(contact, hoursFromNow(pick([-25, -24, -23, -20, -1])));
  }
  for (const [contact, at] of heard) await talked(contact, at);
  const hours = (['BR', 'US', 'FR', 'CU', ''] as const).map((country, place) => ({ timezone: '', country, due: hoursFromNow(place - 2) }));
  const window = { number: stage.number, at: stage.now() };
  const audience: Audience = { ...plain, window, hours };
  const people = await stage.database.pool.query<Person & { contact_id: string; marketing_consent: 'given' | 'withdrawn' | 'none'; suppressions: string[] }>(
    'select *, display_name as name from contact_reach where workspace_id = $1',
    [stage.scope.workspace],
  );

  const rows = await stage.platform.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      await renderLiquid(tx, audience);
      // A score that differs from kind to kind, so that it is seen who has whose.
      const kinds = (await keepPeople(tx, audience, question)).map((kind, place) => ({ ...kind, score: (place * 7) % 100 }));
      const kept: KeptAudience = { ...audience, kinds, bar };
      const tuples = tuplesOf(kept);
      assert.equal(
        tuples.reduce((sum, tuple) => sum + tuple.people, 0),
        people.rows.length,
      );
      return (await sql<RecipientRow>`${recipientSelect(kept, decideTuples(tuples, demand, stage.now()), null)}`.execute(tx)).rows;
    });

  const frees = new Set<number | undefined>();
  const byContact = new Map(rows.map((row) => [row.contact_id, row]));
  assert.equal(rows.length, people.rows.length);
  for (const person of people.rows) {
    const row = byContact.get(person.contact_id)!;
    const filled = variables.map(({ source }) => compileSource(source)(factsOf(person)).value);
    const position = choose(person.language === '' ? null : person.language);
    const due = hours.find(({ country }) => country === (person.country ?? ''))!.due;
    const written = heard.get(person.contact_id);
    const windowOpen = written !== undefined && due.getTime() < written.getTime() + 24 * hour;
    const has = (used: readonly number[]) => used.every((variable) => filled[variable] !== null);
    const used = position === undefined ? [] : demand.uses[position]!;
    const known = {
      hasPhone: person.phone !== null,
      country: person.country,
      marketingConsent: person.marketing_consent,
      suppressions: person.suppressions,
      windowOpen,
      hasLanguage: position !== undefined,
      isUnwanted: row.score! < bar,
    };
    const free = position === undefined ? null : demand.free[position]!;
    const isFree =
      windowOpen && free !== null && decide({ ...known, category: 'service', isOffer: true, hasVariables: has(used) && has(free) }, stage.now()).may;
    const verdict = isFree ? ({ may: true } as const) : decide({ ...known, category: 'marketing', hasVariables: has(used) }, stage.now());
    assert.deepEqual([row.free, row.due_at], [isFree, verdict.may ? due : null]);
    frees.add(isFree ? position : undefined);

    assert.deepEqual([row.state, row.reason], verdict.may ? ['waiting', null] : ['skipped', verdict.reason]);
    assert.deepEqual(
      row.variables,
      filled.map((value) => value ?? ''),
    );
    assert.equal(row.phone, person.phone ?? '');
    if (verdict.may) assert.equal(row.language, position);
  }
  assert.deepEqual(frees, new Set([undefined, 0, 1]), 'the free message went to people of each language that has one');
});

test('samples are people who will get it, one of each language first', async () => {
  const audience: Audience = { ...plain, variables: variables.filter(({ source }) => source.from !== 'liquid') };

  const samples = await stage.platform.db.transaction().execute(async (tx) => {
    const kept = await keptWithoutScores(tx, audience);
    const verdicts = decideTuples(tuplesOf(kept), { ...demand, uses: [[0], [0], [0]], free: [] }, stage.now());
    return await samplePeople(tx, kept, verdicts, 5);
  });

  assert.equal(samples.length, 5);
  assert.deepEqual(
    samples.slice(0, 3).map((sample) => sample.position),
    [0, 1, 2],
  );
});

test('nobody and no variables are no special case', async () => {
  const audience: Audience = { ...plain, inSegment: sql<boolean>`false`, variables: [] };

  const [tuples, samples] = await stage.platform.db.transaction().execute(async (tx) => {
    const kept = await keptWithoutScores(tx, audience);
    return [tuplesOf(kept), await samplePeople(tx, kept, [], 5)];
  });

  assert.deepEqual([tuples, samples], [[], []]);
});

test('a few of many people are gathered like everybody', async () => {
  const some: Audience = { ...plain, variables: [], inSegment: sql<boolean>`reach.country = 'BR'` };

  const [few, everybody] = await Promise.all(
    [some, { ...some, inSegment: sql<boolean>`true` }].map((audience) => stage.platform.db.transaction().execute((tx) => keepPeople(tx, audience, question))),
  );

  assert.ok(few!.length > 0);
  assert.deepEqual(
    few,
    everybody!.filter(({ country }) => country === 'BR'),
  );
});

async function keptWithoutScores(tx: Tx, audience: Audience): Promise<KeptAudience> {
  return { ...audience, kinds: (await keepPeople(tx, audience, question)).map((kind) => ({ ...kind, score: null })), bar: null };
}

/** So many hours from now. */
function hoursFromNow(hours: number): Date {
  return new Date(stage.now().getTime() + hours * hour);
}

/** They wrote to our number then. */
async function talked(contact: string, at: Date): Promise<void> {
  await stage.database.pool.query(
    `insert into conversation (workspace_id, id, contact_id, number_id, state, last_inbound_at, last_message_at, created_at) values ($1, $2, $3, $4, 'open', $5, $5, $5)`,
    [stage.scope.workspace, stage.id('conversation'), contact, stage.number, at],
  );
}

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
