import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { matches, type SegmentPerson } from '#core/segment/match.ts';
import type { Condition, SegmentDefinition } from '#core/segment/segment.ts';
import { insertContact } from '#server/audience/contact/store.ts';
import { recordConsent } from '#server/audience/consent/consent.ts';
import { openTestHouse } from '#test/world/audience.ts';
import { countDefinition, createSegment, getSegment, removeSegment } from './segment.ts';
import { selectSamples } from './store.ts';
import { predicateOf } from './store.predicate.ts';

const house = await openTestHouse();
after(house.close);
const { platform, scope, actor } = house;
const now = new Date('2026-11-22T12:00:00Z');

/** Mulberry32: small, seeded, good enough to shuffle. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const chance = seeded(7);
const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(chance() * items.length)]!;
const some = <Item>(items: readonly Item[]): Item[] => items.filter(() => chance() < 0.4);
const oneOrMore = <Item>(items: readonly Item[]): Item[] => [pick(items), ...some(items)];

const values = [
  '',
  'Lyon',
  'LYON',
  'lÿon',
  'São Paulo',
  'sao paulo',
  '100%',
  '5',
  '5.0',
  '5.5',
  '-3',
  '1e3',
  '2026-01-02',
  '2026-01-03T10:00:00Z',
  'true',
  'Straße',
  'İzmir',
  '日本',
  5,
  5.5,
  -3,
  0,
  1e21,
  1e-7,
  true,
  false,
  null,
];
const conditionValues = values.filter((value) => value !== null && value !== '');
const tags = ['vip', 'new', 'a"b', "o'c", 'x,y', '日本'];
const keys = ['city', 'orders', "it's", 'constructor'];
const countries = ['FR', 'BR', 'US'];
const languages = ['fr', 'fr-CA', 'FR-fr', 'pt-BR', 'pt'];

function condition(): Condition {
  switch (pick(['consent', 'country', 'language', 'tag', 'field', 'field', 'field'] as const)) {
    case 'consent':
      return { about: 'consent', is: pick(['given', 'withdrawn', 'none'] as const) };
    case 'country':
      return { about: 'country', is: pick(['any_of', 'none_of'] as const), values: oneOrMore(countries) };
    case 'language':
      return { about: 'language', is: pick(['any_of', 'none_of'] as const), values: oneOrMore(languages) };
    case 'tag':
      return { about: 'tag', is: pick(['any_of', 'all_of', 'none_of'] as const), values: oneOrMore(tags) };
    case 'field':
      return {
        about: 'field',
        key: pick(keys),
        is: pick(['equals', 'not_equals', 'contains', 'greater', 'less', 'known', 'unknown'] as const),
        value: pick(conditionValues) ?? undefined,
      };
  }
}

function definition(depth: number): SegmentDefinition {
  const parts = Array.from({ length: 1 + Math.floor(chance() * 3) }, () => (depth > 0 && chance() < 0.3 ? definition(depth - 1) : condition()));
  return { match: pick(['all', 'any'] as const), of: parts };
}

test('for hundreds of questions the set and the single person agree about everybody', async () => {
  const people = new Map<string, SegmentPerson>();
  await platform.db.transaction().execute(async (tx) => {
    for (let index = 0; index < 150; index += 1) {
      const id = platform.random.uuid7('contact', now);
      const person: SegmentPerson = {
        marketing_consent: pick(['given', 'withdrawn', 'none'] as const),
        country: pick([...countries, null]),
        language: pick([...languages, null]),
        tags: some(tags),
        fields: Object.fromEntries(some(keys).map((key) => [key, pick(values)])),
      };
      await insertContact(
        tx,
        scope,
        id,
        {
          firstName: null,
          lastName: null,
          displayName: `Person ${index}`,
          phone: null,
          email: null,
          country: person.country,
          language: person.language,
          tags: person.tags,
          fields: person.fields,
        },
        now,
      );
      if (person.marketing_consent !== 'none')
        await recordConsent(
          platform,
          tx,
          scope,
          { contact: id, state: person.marketing_consent, source: 'test', wording: '', occurredAt: now, actor: { kind: 'system', id: 'test' } },
          now,
        );
      people.set(id, person);
    }
  });

  for (let round = 0; round < 400; round += 1) {
    const question = definition(2);
    const found = new Set(await selectSamples(platform.db, scope, predicateOf(question), 1000));
    const wanted = [...people].filter(([, person]) => matches(question, person)).map(([id]) => id);

    const differing = [...people].filter(([id]) => found.has(id) !== wanted.includes(id)).map(([, person]) => person);
    assert.deepEqual(differing, [], `${JSON.stringify(question)} is answered differently`);
  }
});

test('an unsaved question is counted with samples', async () => {
  const counted = await countDefinition(platform.db, scope, { match: 'all', of: [{ about: 'consent', is: 'given' }] }, 3);

  assert.ok(counted.people > 0);
  assert.equal(counted.consented, counted.people);
  assert.equal(counted.samples.length, 3);
});

test('a segment a draft uses is not deleted, and the draft is named', async () => {
  const segment = await createSegment(platform, actor, { name: 'Lyon', definition: { match: 'all', of: [] } }, now);
  const publicId = `seg_${segment.id.replaceAll('-', '')}`;
  await platform.db
    .insertInto('campaign')
    .values({
      workspace_id: scope.workspace,
      id: platform.random.uuid7('campaign', now),
      name: 'Sale',
      choices: JSON.stringify({ segments: [], except: [publicId] }),
      state: 'draft',
      created_by: 'Tess',
      created_at: now,
      updated_at: now,
    })
    .execute();

  await assert.rejects(removeSegment(platform, actor, segment.id), {
    code: 'segment_in_use',
    message: 'segment "Lyon" is used by the draft "Sale"; choose another segment there first',
  });

  await platform.db.deleteFrom('campaign').execute();
  await removeSegment(platform, actor, segment.id);
  await assert.rejects(getSegment(platform.db, scope, segment.id), { code: 'not_found' });
});
