import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import { cleanValue, fallbackOf, parseAttribute, type Person, valueCharactersMost, type VariableSource } from '#core/expression/expression.ts';
import type { SqlPredicate, Tx } from '#server/platform/platform.ts';
import type { ReachTuple, TupleVerdict } from './verdicts.ts';

/** A segment's people as a statement sees them: who is in it, and what fills the variables, in a fixed order. */
export type Audience = {
  readonly scope: Scope;
  readonly inSegment: SqlPredicate;
  readonly variables: readonly { readonly name: string; readonly source: VariableSource }[];
};

/** People whose Liquid values are worked out at once: bounds memory, and the pause between two looks at the database. */
const slicePeople = 5000;

/**
 * Works out the Liquid values of a segment's people in slices and keeps them in a table of this transaction, which the
 * statements below join. Without Liquid sources it does nothing. Must run before them, in the same transaction.
 */
export async function renderLiquid(tx: Tx, audience: Audience, fill: (person: Person) => (string | null)[]): Promise<void> {
  if (liquidCount(audience) === 0) return;
  await sql`create temporary table rendered_value (contact_id uuid primary key, filled text[] not null) on commit drop`.execute(tx);
  for (let last: string | null = null; ;) {
    const people: SlicePerson[] = await readSlice(tx, audience, last);
    const rows = people.map((person) => ({ contact_id: person.contact_id, filled: fill(person) }));
    await sql`
      insert into rendered_value (contact_id, filled)
      select r.contact_id, r.filled from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (contact_id uuid, filled text[])
    `.execute(tx);
    const end = people.at(-1);
    if (people.length < slicePeople || end === undefined) break;
    last = end.contact_id;
  }
  await sql`analyze rendered_value`.execute(tx);
}

type SlicePerson = Person & { readonly contact_id: string };

async function readSlice(tx: Tx, audience: Audience, last: string | null): Promise<SlicePerson[]> {
  const beyond = last === null ? sql`true` : sql`reach.contact_id > ${last}::uuid`;
  const found = await sql<SlicePerson>`
    select reach.contact_id, reach.first_name, reach.last_name, reach.display_name as name, reach.country, reach.language,
      reach.email, reach.phone, reach.timezone, reach.tags, reach.fields
    from contact_reach reach
    where reach.workspace_id = ${audience.scope.workspace} and ${audience.inSegment} and ${beyond}
    order by reach.contact_id
    limit ${slicePeople}
  `.execute(tx);
  return found.rows;
}

/** Groups the people of a segment by all the policy asks of them: few rows, however many people. */
export async function groupPeople(tx: Tx, audience: Audience): Promise<(ReachTuple & { people: number })[]> {
  const found = await sql<ReachTuple & { people: number }>`
    select has_phone, country, language, consent, suppressions, states, count(*)::int as people
    from (${personSelect(audience)}) person
    group by has_phone, country, language, consent, suppressions, states
    order by people desc, country, language, consent, suppressions, states, has_phone
  `.execute(tx);
  return found.rows;
}

/**
 * Every person of the segment once, with the verdict of their tuple: (contact_id, phone, country, language, variables,
 * state, reason). `phone` is empty for who has none. To be run in the transaction that grouped the people.
 */
export function recipientSelect(audience: Audience, verdicts: readonly TupleVerdict[]): RawBuilder<unknown> {
  return sql`
    select person.contact_id, person.phone, nullif(person.country, '')::char(2) as country, verdict.position as language,
      ${filledValues(audience)} as variables,
      case when verdict.reason is null then 'waiting' else 'skipped' end as state, verdict.reason
    from (${personSelect(audience)}) person
    join ${verdictRows(verdicts)} on ${sameTuple}
  `;
}

export type SampleRow = { readonly contact_id: string; readonly name: string; readonly position: number; readonly variables: string[] };

/** A few people of each language who will get the message, by id, with their values. */
export async function samplePeople(tx: Tx, audience: Audience, verdicts: readonly TupleVerdict[], most: number): Promise<SampleRow[]> {
  const reached = verdicts.filter((verdict) => verdict.reason === null);
  if (reached.length === 0) return [];
  const found = await sql<SampleRow>`
    select chosen.contact_id, chosen.name, chosen.position, chosen.variables
    from (
      select person.contact_id, person.name, verdict.position, ${filledValues(audience)} as variables,
        row_number() over (partition by verdict.position order by person.contact_id) as place
      from (${personSelect(audience)}) person
      join ${verdictRows(reached)} on ${sameTuple}
    ) chosen
    where chosen.place <= ${most}
    order by chosen.place, chosen.position
    limit ${most}
  `.execute(tx);
  return found.rows;
}

/** The line ends of `cleanValue`, as PostgreSQL writes them. */
const lineEnds = String.raw`[\t\n\v\f\r\u0085\u2028\u2029]`;

/** The wording of `cleanValue` in SQL, null for nothing. */
function cleaned(value: RawBuilder<unknown>): RawBuilder<string | null> {
  // Looking first whether anything is to be replaced halves the time: hardly any value has something.
  const oneLine = sql`case when ${value} ~ ${`${lineEnds}| {5}`} then regexp_replace(regexp_replace(${value}, ${`${lineEnds}+`}, ' ', 'g'), ' {5,}', '    ', 'g') else ${value} end`;
  return sql`nullif(left(btrim(${oneLine}, ' '), ${valueCharactersMost}), '')`;
}

const columns = {
  first_name: sql`reach.first_name`,
  last_name: sql`reach.last_name`,
  name: sql`reach.display_name`,
  country: sql`reach.country::text`,
  language: sql`reach.language`,
  email: sql`reach.email`,
  phone: sql`reach.phone`,
} as const;

/** The value of each source before its fallback, as one text array. */
function rawValues(audience: Audience): RawBuilder<unknown> {
  let liquids = 0;
  const values = audience.variables.map(({ source }) => {
    switch (source.from) {
      case 'text':
        return sql`nullif(${cleanValue(source.text)}::text, '')`;
      case 'liquid':
        liquids += 1;
        return sql`rendered.filled[${liquids}::int]`;
      case 'contact': {
        const place = parseAttribute(source.attribute);
        if (place === undefined) return sql`null::text`;
        if ('column' in place) return cleaned(columns[place.column]);
        const isPlain = sql`jsonb_typeof(reach.fields -> ${place.field}::text) in ('string', 'number', 'boolean')`;
        return sql`case when ${isPlain} then ${cleaned(sql`(reach.fields ->> ${place.field}::text)`)} end`;
      }
    }
  });
  return values.length === 0 ? sql`'{}'::text[]` : sql`array[${sql.join(values)}]::text[]`;
}

/** The values as they are sent: with fallbacks, empty where something is missing. */
function filledValues(audience: Audience): RawBuilder<unknown> {
  if (audience.variables.length === 0) return sql`'{}'::text[]`;
  return sql`array[${sql.join(audience.variables.map(({ source }, index) => sql`coalesce(person.raw[${index + 1}::int], ${fallbackOf(source)}::text)`))}]::text[]`;
}

function personSelect(audience: Audience): RawBuilder<unknown> {
  const letters = audience.variables.map(
    ({ source }, index) => sql`case when found.raw[${index + 1}::int] is null then ${fallbackOf(source) === '' ? 'm' : 'f'}::text else 'v' end`,
  );
  const states = letters.length === 0 ? sql`''::text` : sql.join(letters, sql` || `);
  const rendered = liquidCount(audience) === 0 ? sql`` : sql`left join rendered_value rendered on rendered.contact_id = reach.contact_id`;
  return sql`
    select found.*, ${states} as states
    from (
      select reach.contact_id, reach.display_name as name, coalesce(reach.phone, '') as phone, reach.phone is not null as has_phone,
        coalesce(reach.country::text, '') as country, coalesce(reach.language, '') as language, reach.marketing_consent as consent,
        array_to_string(reach.suppressions, ',') as suppressions, ${rawValues(audience)} as raw
      from contact_reach reach
      ${rendered}
      where reach.workspace_id = ${audience.scope.workspace} and ${audience.inSegment}
      offset 0
    ) found
  `;
}

function verdictRows(verdicts: readonly TupleVerdict[]): RawBuilder<unknown> {
  const rows = verdicts.map(({ has_phone, country, language, consent, suppressions, states, position, reason }) => ({
    has_phone,
    country,
    language,
    consent,
    suppressions,
    states,
    position,
    reason,
  }));
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as verdict (
    has_phone boolean, country text, language text, consent text, suppressions text, states text, position smallint, reason text
  )`;
}

const sameTuple = sql`
  verdict.has_phone = person.has_phone and verdict.country = person.country and verdict.language = person.language
  and verdict.consent = person.consent and verdict.suppressions = person.suppressions and verdict.states = person.states
`;

function liquidCount(audience: Audience): number {
  return audience.variables.filter(({ source }) => source.from === 'liquid').length;
}
