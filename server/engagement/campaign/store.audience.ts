import { type RawBuilder, sql } from 'kysely';
import { fallbackOf } from '#core/expression/expression.ts';
import type { ContactId, NumberId } from '#core/value/id.ts';
import { after, type Instant } from '#core/value/time.ts';
import { serviceWindowMilliseconds } from '#server/messaging/conversation/conversation.ts';
import type { Tx } from '#server/platform/platform.ts';
import { rawValues, type Valued, valuesJoin } from './store.values.ts';
import type { ReachTuple, TupleVerdict } from './verdicts.ts';

/** When the hour of people comes who have noted this zone and live in this country; both as they are kept, empty for nothing. */
export type OwnHour = { readonly timezone: string; readonly country: string; readonly due: Instant };

/** A campaign's people as a statement sees them: who they are, what fills the variables in a fixed order, and what else is asked. */
export type Audience = Valued & {
  /** Whose service window is asked for, and at which moment for who has no hour of their own; null when no window matters. */
  readonly window: { readonly number: NumberId; readonly at: Instant } | null;
  /** Each person's own hour; null when it comes to everybody at once. */
  readonly hours: readonly OwnHour[] | null;
  /** Below which score somebody is left out, when the table etr_score of this transaction is filled; null when it is not. */
  readonly scores: { readonly bar: number | null } | null;
  /** Whether `keepPeople` has put them into the table campaign_person of this transaction. */
  readonly isKept: boolean;
};

/** How many people an audience has. */
export async function countAudience(tx: Tx, audience: Valued): Promise<number> {
  const found = await sql<{ people: number }>`
    select count(*)::int as people from contact_reach reach where reach.workspace_id = ${audience.scope.workspace} and ${audience.inSegment}`.execute(tx);
  return found.rows[0]?.people ?? 0;
}

/** The same audience made of one person, whether or not they are in its segments. */
export function onlyPerson(audience: Audience, contact: ContactId): Audience {
  return { ...audience, inSegment: sql<boolean>`reach.contact_id = ${contact}` };
}

/** The distinct zones and countries of the people, to work out their hours from. */
export async function listPlaces(tx: Tx, audience: Valued): Promise<{ timezone: string; country: string }[]> {
  const found = await sql<{ timezone: string; country: string }>`
    select distinct coalesce(reach.timezone, '') as timezone, coalesce(reach.country::text, '') as country
    from contact_reach reach
    where reach.workspace_id = ${audience.scope.workspace} and ${audience.inSegment}
    order by timezone, country
  `.execute(tx);
  return found.rows;
}

const asked = sql`has_phone, country, language, consent, suppressions, states, due, window_open, unwanted`;

/** Groups the people of an audience by all the policy asks of them: few rows, however many people. */
export async function groupPeople(tx: Tx, audience: Audience): Promise<(ReachTuple & { people: number })[]> {
  const found = await sql<ReachTuple & { people: number }>`
    select ${asked}, count(*)::int as people
    from (${peopleSelect(audience)}) person
    group by ${asked}
    order by people desc, country, language, consent, suppressions, states, has_phone, due, window_open, unwanted
  `.execute(tx);
  return found.rows;
}

/**
 * Every person of the audience once, with the verdict of their tuple: (contact_id, phone, country, language, variables,
 * state, reason, free, score, due_at). `phone` is empty for who has none. To be run in the transaction that grouped the people.
 */
export function recipientSelect(audience: Audience, verdicts: readonly TupleVerdict[]): RawBuilder<unknown> {
  return sql`
    select person.contact_id, person.phone, nullif(person.country, '')::char(2) as country, verdict.position as language,
      ${filledValues(audience)} as variables,
      case when verdict.reason is null then 'waiting' else 'skipped' end as state, verdict.reason, verdict.free, person.score,
      case when verdict.reason is null then nullif(person.due, '')::timestamptz end as due_at
    from (${peopleSelect(audience)}) person
    join ${verdictRows(verdicts)} on ${sameTuple}
  `;
}

export type SampleRow = {
  readonly contact_id: string;
  readonly name: string;
  readonly position: number;
  readonly free: boolean;
  readonly score: number | null;
  readonly variables: string[];
};

/** A few people of each language, and of each body, who will get the message, by id, with their values. */
export async function samplePeople(tx: Tx, audience: Audience, verdicts: readonly TupleVerdict[], most: number): Promise<SampleRow[]> {
  const reached = verdicts.filter((verdict) => verdict.reason === null);
  if (reached.length === 0) return [];
  const found = await sql<SampleRow>`
    select chosen.contact_id, chosen.name, chosen.position, chosen.free, chosen.score, chosen.variables
    from (
      select person.contact_id, person.name, verdict.position, verdict.free, person.score, ${filledValues(audience)} as variables,
        row_number() over (partition by verdict.position, verdict.free order by person.contact_id) as place
      from (${peopleSelect(audience)}) person
      join ${verdictRows(reached)} on ${sameTuple}
    ) chosen
    where chosen.place <= ${most}
    order by chosen.place, chosen.free, chosen.position
    limit ${most}
  `.execute(tx);
  return found.rows;
}

/** The values as they are sent: with fallbacks, empty where something is missing. */
function filledValues(audience: Audience): RawBuilder<unknown> {
  if (audience.variables.length === 0) return sql`'{}'::text[]`;
  return sql`array[${sql.join(audience.variables.map(({ source }, index) => sql`coalesce(person.raw[${index + 1}::int], ${fallbackOf(source)}::text)`))}]::text[]`;
}

/**
 * Each person of the audience once, with all that is asked of them; `contact_id`, `country` and `states` for who asks more. Read from the
 * transaction's table when `keepPeople` has made it.
 */
export function peopleSelect(audience: Audience): RawBuilder<unknown> {
  const { scores } = audience;
  const bar = scores?.bar ?? null;
  return sql`
    select found.*, ${scores === null ? sql`null::smallint` : sql`scored.score`} as score,
      ${bar === null ? sql`false` : sql`coalesce(scored.score < ${bar}::int, false)`} as unwanted
    from ${audience.isKept ? sql`campaign_person` : sql`(${gatheredSelect(audience)})`} found
    ${scores === null ? sql`` : sql`left join etr_score scored on scored.contact_id = found.contact_id`}
  `;
}

/**
 * Gathers the people once into a table of this transaction, from which all that follows is read: who they are and what fills their
 * variables is worked out a single time. To be run after `renderLiquid`.
 */
export async function keepPeople(tx: Tx, audience: Audience): Promise<Audience> {
  await sql`create temporary table campaign_person on commit drop as ${gatheredSelect(audience)}`.execute(tx);
  await sql`analyze campaign_person`.execute(tx);
  return { ...audience, isKept: true };
}

function gatheredSelect(audience: Audience): RawBuilder<unknown> {
  const letters = audience.variables.map(
    ({ source }, index) => sql`case when found.raw[${index + 1}::int] is null then ${fallbackOf(source) === '' ? 'm' : 'f'}::text else 'v' end`,
  );
  const states = letters.length === 0 ? sql`''::text` : sql.join(letters, sql` || `);
  const { hours } = audience;
  return sql`
    select found.*, ${states} as states
    from (
      select reach.contact_id, reach.timezone, reach.tags, reach.display_name as name, coalesce(reach.phone, '') as phone, reach.phone is not null as has_phone,
        coalesce(reach.country::text, '') as country, coalesce(reach.language, '') as language, reach.marketing_consent as consent,
        array_to_string(reach.suppressions, ',') as suppressions, ${rawValues(audience)} as raw,
        ${hours === null ? sql`''::text` : sql`coalesce(own.due, '')`} as due,
        ${windowOpen(audience)} as window_open
      from contact_reach reach
      ${valuesJoin(audience)}
      ${hours === null ? sql`` : sql`left join ${hourRows(hours)} on own.timezone = coalesce(reach.timezone, '') and own.country = coalesce(reach.country::text, '')`}
      ${windowJoin(audience)}
      where reach.workspace_id = ${audience.scope.workspace} and ${audience.inSegment}
      offset 0
    ) found
  `;
}

function windowJoin({ window }: Audience): RawBuilder<unknown> {
  if (window === null) return sql``;
  return sql`left join conversation_window held
    on held.workspace_id = reach.workspace_id and held.contact_id = reach.contact_id and held.number_id = ${window.number}`;
}

function windowOpen({ window, hours }: Audience): RawBuilder<unknown> {
  if (window === null) return sql`false`;
  const seconds = serviceWindowMilliseconds / 1000;
  const opened =
    hours === null
      ? sql`${after(window.at, -serviceWindowMilliseconds)}::timestamptz`
      : sql`coalesce(own.due::timestamptz, ${window.at}::timestamptz) - ${seconds}::int * interval '1 second'`;
  return sql`coalesce(held.last_inbound_at > ${opened}, false)`;
}

function hourRows(hours: readonly OwnHour[]): RawBuilder<unknown> {
  const rows = hours.map(({ timezone, country, due }) => ({ timezone, country, due: due.toISOString() }));
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as own (timezone text, country text, due text)`;
}

function verdictRows(verdicts: readonly TupleVerdict[]): RawBuilder<unknown> {
  const rows = verdicts.map(({ has_phone, country, language, consent, suppressions, states, due, window_open, unwanted, position, free, reason }) => ({
    has_phone,
    country,
    language,
    consent,
    suppressions,
    states,
    due,
    window_open,
    unwanted,
    position,
    free,
    reason,
  }));
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as verdict (
    has_phone boolean, country text, language text, consent text, suppressions text, states text, due text, window_open boolean, unwanted boolean,
    position smallint, free boolean, reason text
  )`;
}

const sameTuple = sql`
  verdict.has_phone = person.has_phone and verdict.country = person.country and verdict.language = person.language
  and verdict.consent = person.consent and verdict.suppressions = person.suppressions and verdict.states = person.states
  and verdict.due = person.due and verdict.window_open = person.window_open and verdict.unwanted = person.unwanted
`;
