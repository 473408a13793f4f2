import { type RawBuilder, sql } from 'kysely';
import { fallbackOf } from '#core/expression/expression.ts';
import type { ContactId, NumberId } from '#core/value/id.ts';
import { after, type Instant } from '#core/value/time.ts';
import { serviceWindowMilliseconds } from '#server/messaging/conversation/conversation.ts';
import type { Tx } from '#server/platform/platform.ts';
import { circumstancesColumn, circumstancesJoin, type EtrQuestion } from './store.etr.ts';
import { rawValues, type Valued, valuesJoin } from './store.values.ts';
import { type ReachTuple, tupleKey, type TupleVerdict } from './verdicts.ts';

/** When the hour of people comes who have noted this zone and live in this country; both as they are kept, empty for nothing. */
export type OwnHour = { readonly timezone: string; readonly country: string; readonly due: Instant };

/** A campaign's people as a statement sees them: who they are, what fills the variables in a fixed order, and what else is asked. */
export type Audience = Valued & {
  /** Whose service window is asked for, and at which moment for who has no hour of their own; null when no window matters. */
  readonly window: { readonly number: NumberId; readonly at: Instant } | null;
  /** Each person's own hour; null when it comes to everybody at once. */
  readonly hours: readonly OwnHour[] | null;
};

/**
 * People of an audience who are alike in all that policy and measure ask: texts empty for "not known", as in `ReachTuple`. A million people make
 * some hundred kinds, so all that is counted of a plan is counted over these, and not over the people again.
 */
export type Kind = Omit<ReachTuple, 'unwanted'> & {
  readonly timezone: string;
  /** What the measure asks, as one number (store.etr.ts). */
  readonly circumstances: number;
  readonly people: number;
};

/** A kind with its score; null where nothing is scored. */
export type ScoredKind = Kind & { readonly score: number | null };

/** The people in the table campaign_person of this transaction, and their kinds. `bar`: the score below which somebody is left out. */
export type KeptAudience = Audience & { readonly kinds: readonly ScoredKind[]; readonly bar: number | null };

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

/**
 * Gathers the people once into a table of this transaction, campaign_person, from which all that follows is read: who they are, what fills their
 * variables, and what policy and measure ask. Returns the kinds of them. To be run once in a transaction, after `renderLiquid`.
 */
export async function keepPeople(tx: Tx, audience: Audience, question: EtrQuestion): Promise<Kind[]> {
  const isCrowd = await holdsMost(tx, audience);
  // The hash tables of a million people in 4 MB go through the disk.
  await sql`set local work_mem = '32MB'`.execute(tx);
  await sql`create temporary table campaign_person on commit drop as ${gatheredSelect(audience, question, isCrowd)}`.execute(tx);
  const found = await sql<Omit<Kind, 'has_phone' | 'consent' | 'window_open'>>`
    select country, language, suppressions, states, due, timezone, circumstances, count(*)::int as people from campaign_person
    group by country, language, suppressions, states, due, timezone, circumstances
    order by people desc, country, language, suppressions, states, due, timezone, circumstances`.execute(tx);
  await sql`set local work_mem to default`.execute(tx);
  return found.rows.map((row) => ({ ...row, ...readReach(row.circumstances) }));
}

/** Whether half of all contacts or more are in an audience: then everything is read once, and nothing looked up for each of them. */
async function holdsMost(tx: Tx, audience: Valued): Promise<boolean> {
  const found = await sql<{ is_most: boolean }>`
    select count(*) filter (where ${audience.inSegment}) * 2 > count(*) as is_most from contact_reach reach where reach.workspace_id = ${audience.scope.workspace}`.execute(
    tx,
  );
  return found.rows[0]?.is_most === true;
}

/** The kinds as the policy is asked about them: those that differ in nothing it asks are one. `bar` as in `KeptAudience`. The most people first. */
export function tuplesOf({ kinds, bar }: Pick<KeptAudience, 'kinds' | 'bar'>): (ReachTuple & { people: number })[] {
  const tuples = new Map<string, ReachTuple & { people: number }>();
  for (const { timezone: _timezone, circumstances: _circumstances, score, people, ...kind } of kinds) {
    const tuple = { ...kind, unwanted: isUnwanted(score, bar) };
    const key = tupleKey(tuple);
    const known = tuples.get(key);
    tuples.set(key, { ...tuple, people: people + (known?.people ?? 0) });
  }
  return [...tuples].toSorted(([a, one], [b, other]) => other.people - one.people || (a < b ? -1 : 1)).map(([, tuple]) => tuple);
}

function isUnwanted(score: number | null, bar: number | null): boolean {
  return score !== null && bar !== null && score < bar;
}

/** Each kind with the verdict of its tuple; kinds whose tuple is not among these are left out. */
export function verdictsByKind<Each extends ScoredKind, Verdict extends TupleVerdict>(
  { kinds, bar }: { readonly kinds: readonly Each[]; readonly bar: number | null },
  verdicts: readonly Verdict[],
): { readonly kind: Each; readonly verdict: Verdict }[] {
  const byKey = new Map(verdicts.map((verdict) => [tupleKey(verdict), verdict]));
  return kinds.flatMap((kind) => {
    const verdict = byKey.get(tupleKey({ ...kind, unwanted: isUnwanted(kind.score, bar) }));
    return verdict === undefined ? [] : [{ kind, verdict }];
  });
}

/**
 * Every person of these verdicts once: (contact_id, phone, country, language, variables, state, reason, free, score, due_at). `phone` is empty for
 * who has none. Whom the plan that is executed did not reach is left out (`not_planned`); null where everybody may be reached. To be run in the transaction that kept the people.
 */
export function recipientSelect(kept: KeptAudience, verdicts: readonly TupleVerdict[], planned: RawBuilder<unknown> | null): RawBuilder<unknown> {
  // Asked in the list, the planned are hashed once; as a join PostgreSQL takes them for a few, and goes through them for each person.
  const reason = planned === null ? sql`verdict.reason` : sql`coalesce(verdict.reason, case when person.contact_id not in (${planned}) then 'not_planned' end)`;
  return sql`
    select found.contact_id, found.phone, found.country, found.language, found.variables,
      case when found.reason is null then 'waiting' else 'skipped' end as state, found.reason, found.free, found.score,
      case when found.reason is null then nullif(found.due, '')::timestamptz end as due_at
    from (
      select person.contact_id, person.phone, nullif(person.country, '')::char(2) as country, verdict.position as language, ${filledValues(kept)} as variables,
        person.due, verdict.free, verdict.score, ${reason} as reason
      from campaign_person person
      join ${verdictRows(kept, verdicts)} on ${sameKind}
      offset 0
    ) found
  `;
}

/** The ids of the people whom these verdicts reach. To be run in the transaction that kept them. */
export function reachedSelect(kept: KeptAudience, verdicts: readonly TupleVerdict[]): RawBuilder<unknown> {
  const reached = verdicts.filter(({ reason }) => reason === null);
  return sql`select person.contact_id from campaign_person person join ${verdictRows(kept, reached)} on ${sameKind}`;
}

export type SampleRow = {
  readonly contact_id: string;
  readonly name: string;
  readonly position: number;
  readonly free: boolean;
  readonly score: number | null;
  readonly variables: string[];
};

/** A few people of each language, and of each body, who will get the message, with their values; the first that were gathered. */
export async function samplePeople(tx: Tx, kept: KeptAudience, verdicts: readonly TupleVerdict[], most: number): Promise<SampleRow[]> {
  const reached = verdicts.filter((verdict) => verdict.reason === null);
  const bodies = [...new Map(reached.map((verdict) => [`${verdict.position} ${verdict.free}`, verdict])).values()].toSorted(
    (a, b) => Number(a.free) - Number(b.free) || a.position - b.position,
  );
  const drawn: SampleRow[][] = [];
  for (const body of bodies) {
    const same = reached.filter(({ position, free }) => position === body.position && free === body.free);
    // A temporary table is read from its beginning, and no further than the last one needed.
    const found = await sql<SampleRow>`
      select chosen.*, reach.display_name as name
      from (
        select person.contact_id, verdict.position, verdict.free, verdict.score, ${filledValues(kept)} as variables
        from campaign_person person join ${verdictRows(kept, same)} on ${sameKind}
        limit ${most}
      ) chosen
      join lateral (
        select r.display_name from contact_reach r where r.workspace_id = ${kept.scope.workspace} and r.contact_id = chosen.contact_id offset 0
      ) reach on true
      order by chosen.contact_id`.execute(tx);
    drawn.push(found.rows);
  }
  // The first of each body, then the second of each…
  return Array.from({ length: most }, (_, place) => drawn.flatMap((rows) => rows.slice(place, place + 1)))
    .flat()
    .slice(0, most);
}

/** The values as they are sent: with fallbacks, empty where something is missing. */
function filledValues(audience: Audience): RawBuilder<unknown> {
  if (audience.variables.length === 0) return sql`'{}'::text[]`;
  return sql`array[${sql.join(audience.variables.map(({ source }, index) => sql`coalesce(person.raw[${index + 1}::int], ${fallbackOf(source)}::text)`))}]::text[]`;
}

const consents = ['given', 'withdrawn', 'none'] as const;

/** What policy asks of the person beside the texts; the lowest part of `circumstances`, as `readReach` takes it apart. */
function reachColumn(audience: Audience): RawBuilder<unknown> {
  const consent = sql`case reach.marketing_consent when 'given' then 0 when 'withdrawn' then 1 else 2 end`;
  return sql`(case when reach.phone is null then 0 else 1 end + 2 * (${consent}) + 6 * (case when ${windowOpen(audience)} then 1 else 0 end))`;
}

/** How many different values `reachColumn` has. */
const reachValues = 12;

function readReach(circumstances: number): Pick<Kind, 'has_phone' | 'consent' | 'window_open'> {
  const reach = circumstances % reachValues;
  return { has_phone: reach % 2 === 1, consent: consents[Math.floor(reach / 2) % consents.length] ?? 'none', window_open: reach >= 6 };
}

/** What the measure asks of a kind, apart from what policy asks. */
export function measuredPart(kind: Pick<Kind, 'circumstances'>): number {
  return Math.floor(kind.circumstances / reachValues);
}

/** Of a crowd suppressions and consent are joined as a whole (contact_crowd), of a few people they are looked up for each (contact_reach). */
function gatheredSelect(audience: Audience, question: EtrQuestion, isCrowd: boolean): RawBuilder<unknown> {
  const letters = audience.variables.map(
    ({ source }, index) => sql`case when found.raw[${index + 1}::int] is null then ${fallbackOf(source) === '' ? 'm' : 'f'}::text else 'v' end`,
  );
  const states = letters.length === 0 ? sql`''::text` : sql.join(letters, sql` || `);
  const { hours } = audience;
  return sql`
    select found.*, ${states} as states
    from (
      select reach.contact_id, coalesce(reach.phone, '') as phone, coalesce(reach.country::text, '') as country, coalesce(reach.language, '') as language,
        coalesce(reach.timezone, '') as timezone, array_to_string(reach.suppressions, ',') as suppressions, ${rawValues(audience)} as raw,
        ${hours === null ? sql`''::text` : sql`coalesce(own.due, '')`} as due,
        ${reachColumn(audience)} + ${reachValues}::int * ${circumstancesColumn(question)} as circumstances
      from ${isCrowd ? sql`contact_crowd` : sql`contact_reach`} reach
      ${valuesJoin(audience)}
      ${hours === null ? sql`` : sql`left join ${hourRows(hours)} on own.timezone = coalesce(reach.timezone, '') and own.country = coalesce(reach.country::text, '')`}
      ${windowJoin(audience)}
      ${circumstancesJoin(audience, question, isCrowd)}
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

function verdictRows(kept: KeptAudience, verdicts: readonly TupleVerdict[]): RawBuilder<unknown> {
  const rows = verdictsByKind(kept, verdicts).map(({ kind, verdict }) => {
    const { country, language, suppressions, states, due, timezone, circumstances, score } = kind;
    const { position, free, reason } = verdict;
    return { country, language, suppressions, states, due, timezone, circumstances, score, position, free, reason };
  });
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as verdict (
    country text, language text, suppressions text, states text, due text, timezone text, circumstances int, score smallint, position smallint, free boolean, reason text
  )`;
}

const sameKind = sql`
  verdict.circumstances = person.circumstances and verdict.country = person.country and verdict.language = person.language
  and verdict.suppressions = person.suppressions and verdict.states = person.states and verdict.due = person.due and verdict.timezone = person.timezone
`;
