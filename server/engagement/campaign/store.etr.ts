import { type RawBuilder, sql } from 'kysely';
import { answersLooked } from '#core/etr/etr.ts';
import type { Scope } from '#core/value/actor.ts';
import type { BroadcastId } from '#core/value/id.ts';
import { after, day, hour, type Instant } from '#core/value/time.ts';
import type { Tx } from '#server/platform/platform.ts';

/*
 * What the measure asks of each person of an audience, gathered in one statement and cut into steps, so that a million people make some hundred
 * distinct rows; the rules are in core/etr. Four temporary tables live as long as the plan's transaction: `etr_asked`,
 * `etr_person (contact_id, circumstances)`, `etr_circumstances (circumstances, score)` and `etr_score (contact_id, score)`.
 */

/** Days, hours and counts are cut at these; a value stands for all from one edge to the next. The rules in core/etr have the same edges, which a test holds together. */
export const consentDayEdges = [31, 181, 366, 731] as const;
export const touchDayEdges = [31, 181, 366] as const;
export const reasonHourEdges = [1, 24, 72, 168] as const;

/** How long back campaigns count for how somebody answers. */
const answersLookedBackMilliseconds = 90 * day;

/** What decides about all people of an audience alike. */
export type EtrQuestion = {
  readonly scope: Scope;
  /** A select that gives (contact_id uuid, timezone text, tags text[], country text, states text) for each person once. */
  readonly people: RawBuilder<unknown>;
  /** When it would come; the same moment for everybody, or null when it comes at each person's own hour. */
  readonly at: Instant;
  readonly topic: string | null;
  readonly reason: string | null;
};

/** One distinct set of circumstances, as text, with how many people share it. */
export type Circumstances = { readonly circumstances: string; readonly people: number };

/** Gathers the circumstances of everybody into `etr_person` and returns the distinct ones. To be run once in a transaction. */
export async function gatherCircumstances(tx: Tx, question: EtrQuestion): Promise<Circumstances[]> {
  await sql`create temporary table etr_asked on commit drop as select person.contact_id, person.timezone, person.tags, person.country, person.states from (${question.people}) person`.execute(
    tx,
  );
  await sql`analyze etr_asked`.execute(tx);
  await sql`create temporary table etr_person on commit drop as ${circumstancesSelect(question)}`.execute(tx);
  const found = await sql<Circumstances>`
    select circumstances, count(*)::int as people from etr_person group by circumstances order by people desc, circumstances`.execute(tx);
  return found.rows;
}

/** Gives everybody the score of their circumstances: `etr_score (contact_id uuid primary key, score smallint)`. */
export async function keepScores(tx: Tx, scores: readonly { circumstances: string; score: number }[]): Promise<void> {
  await sql`create temporary table etr_circumstances (circumstances text primary key, score smallint not null) on commit drop`.execute(tx);
  await sql`
    insert into etr_circumstances (circumstances, score)
    select r.circumstances, r.score from jsonb_to_recordset(${JSON.stringify(scores)}::jsonb) as r (circumstances text, score smallint)`.execute(tx);
  await sql`create temporary table etr_score (contact_id uuid primary key, score smallint not null) on commit drop`.execute(tx);
  await sql`
    insert into etr_score (contact_id, score)
    select p.contact_id, c.score from etr_person p join etr_circumstances c on c.circumstances = p.circumstances`.execute(tx);
  await sql`analyze etr_score`.execute(tx);
}

/** How many of these people (a select of contact_id) share each set of circumstances. */
export async function countCircumstances(tx: Tx, people: RawBuilder<unknown>): Promise<Circumstances[]> {
  const found = await sql<Circumstances>`
    select p.circumstances, count(*)::int as people from (${people}) chosen join etr_person p on p.contact_id = chosen.contact_id
    group by p.circumstances order by people desc, p.circumstances`.execute(tx);
  return found.rows;
}

/** How many people may get offers at all. */
export async function countConsented(tx: Tx, scope: Scope): Promise<number> {
  const found = await sql<{ people: number }>`select count(*)::int as people from consent_standing where workspace_id = ${scope.workspace}`.execute(tx);
  return found.rows[0]?.people ?? 0;
}

/** In the order in which `readCircumstances` (etr.ts) takes them apart. */
function circumstancesSelect(question: EtrQuestion): RawBuilder<unknown> {
  const { scope, at } = question;
  const workspace = scope.workspace;
  const reason =
    question.reason === null
      ? sql``
      : sql`left join (
          select h.contact_id, max(h.at) as at from contact_happening h
          where h.workspace_id = ${workspace} and h.kind = ${question.reason} and h.at <= ${at} and ${amongPeople(sql`h.contact_id`)} group by h.contact_id
        ) reason on reason.contact_id = person.contact_id`;
  return sql`
    select person.contact_id, concat_ws('|',
      coalesce(person.timezone, ''), person.country, person.states,
      ${step(days(sql`consent.occurred_at`, at), consentDayEdges)}, case when consent.told then 't' else 'f' end,
      ${topicOf(question.topic)},
      ${step(days(sql`touch.heard_at`, at), touchDayEdges)},
      ${step(days(sql`greatest(touch.touched_at, answers.last_at)`, at), touchDayEdges)},
      least(coalesce(answers.in_day, 0), 1), least(coalesce(answers.in_week, 0), 3),
      ${question.reason === null ? sql`'-'::text` : step(sql`floor(extract(epoch from (${at}::timestamptz - reason.at)) / 3600)`, reasonHourEdges)},
      coalesce(answers.delivered, 0), coalesce(answers.read, 0), case when answers.replied then 't' else 'f' end
    ) as circumstances
    from etr_asked person
    left join consent_standing consent on consent.workspace_id = ${workspace} and consent.contact_id = person.contact_id
    left join (
      select c.contact_id, max(c.last_inbound_at) as heard_at, max(c.last_message_at) as touched_at from inbox_conversation c
      where c.workspace_id = ${workspace} and ${amongPeople(sql`c.contact_id`)} group by c.contact_id
    ) touch on touch.contact_id = person.contact_id
    left join (${answersSelect(workspace, at)}) answers on answers.contact_id = person.contact_id
    ${reason}`;
}

/** Only what happened to the people asked about: of few people by the index, of many in one go. */
function amongPeople(contact: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${contact} in (select asked.contact_id from etr_asked asked)`;
}

/** How often campaigns came and how they were answered, read once: the newest delivered ones of the time looked back at count as answers. */
function answersSelect(workspace: string, at: Instant): RawBuilder<unknown> {
  const lately = sql`l.at > ${after(at, -answersLookedBackMilliseconds)}`;
  return sql`
    select l.contact_id, max(l.at) as last_at,
      count(*) filter (where l.at > ${after(at, -day)})::int as in_day, count(*) filter (where l.at > ${after(at, -7 * day)})::int as in_week,
      count(*) filter (where l.delivered and l.place <= ${answersLooked} and ${lately})::int as delivered,
      count(*) filter (where l.read and l.place <= ${answersLooked} and ${lately})::int as read, bool_or(l.replied_at is not null and ${lately}) as replied
    from (
      select t.contact_id, t.at, t.delivered, t.read, t.replied_at, row_number() over (partition by t.contact_id, t.delivered order by t.at desc) as place
      from campaign_touch t where t.workspace_id = ${workspace} and t.at <= ${at} and ${amongPeople(sql`t.contact_id`)}
    ) l group by l.contact_id`;
}

/** Whole days from a moment to `at`; never negative. */
function days(moment: RawBuilder<unknown>, at: Instant): RawBuilder<unknown> {
  // Nothing stays nothing: greatest() alone would make it 0.
  return sql`case when ${moment} is not null then greatest(floor(extract(epoch from (${at}::timestamptz - ${moment})) / ${day / 1000}::int), 0) end`;
}

/** The lower edge of the step a number lies in: 0, or one of the edges; empty for nothing. */
function step(value: RawBuilder<unknown>, edges: readonly number[]): RawBuilder<unknown> {
  return sql`coalesce(((array[0, ${sql.join(edges.map((edge) => sql.lit(edge)))}]::int[])[1 + width_bucket((${value})::numeric, array[${sql.join(edges.map((edge) => sql.lit(edge)))}]::numeric[])])::text, '')`;
}

function topicOf(topic: string | null): RawBuilder<unknown> {
  if (topic === null) return sql`'not_asked'::text`;
  return sql`case when lower(${`topic:${topic}`}) = any (select lower(tag) from unnest(person.tags) tag) then 'match'
    when exists (select 1 from unnest(person.tags) tag where lower(tag) like 'topic:%') then 'other' else 'unknown' end`;
}

/** After a message was delivered, a withdrawal within this time is held against it (facts §5.1: 72 hours). */
const optOutWithinMilliseconds = 72 * hour;

export type OutcomeRow = {
  readonly band: number;
  readonly people: number;
  readonly delivered: number;
  readonly read: number;
  readonly replied: number;
  readonly opted_out: number;
};

/** How the scored people of a broadcast answered, by band: `bands` are the lower edges after the first. */
export async function selectOutcomes(db: Tx, scope: Scope, broadcast: BroadcastId, bands: readonly number[]): Promise<OutcomeRow[]> {
  const found = await sql<OutcomeRow>`
    select width_bucket(r.score::numeric, array[${sql.join(bands.map((edge) => sql.lit(edge)))}]::numeric[]) as band, count(*)::int as people,
      count(*) filter (where r.state in ('delivered', 'read'))::int as delivered, count(*) filter (where r.state = 'read')::int as read,
      count(r.replied_at)::int as replied,
      count(*) filter (where r.state in ('delivered', 'read') and exists (
        select 1 from contact_opt_out o where o.workspace_id = r.workspace_id and o.contact_id = r.contact_id
          and o.at >= r.accepted_at and o.at < r.accepted_at + ${optOutWithinMilliseconds / 1000}::int * interval '1 second'
      ))::int as opted_out
    from recipient_answer r where r.workspace_id = ${scope.workspace} and r.broadcast_id = ${broadcast}
    group by 1 order by 1`.execute(db);
  return found.rows;
}
