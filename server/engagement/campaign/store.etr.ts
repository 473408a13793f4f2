import { type RawBuilder, sql } from 'kysely';
import { answersLooked, type EtrInput } from '#core/etr/etr.ts';
import type { Scope } from '#core/value/actor.ts';
import type { BroadcastId } from '#core/value/id.ts';
import { after, day, hour, type Instant } from '#core/value/time.ts';
import type { Tx } from '#server/platform/platform.ts';
import type { Valued } from './store.values.ts';

/*
 * What the measure asks of each person of an audience, gathered in the statement that gathers the people and cut into steps, so that a million people
 * make some hundred distinct numbers; the rules are in core/etr.
 */

/** Days and hours are cut at these; a value stands for all from one edge to the next. The rules in core/etr have the same edges, which a test holds together. */
export const consentDayEdges = [31, 181, 366, 731] as const;
export const touchDayEdges = [31, 181, 366] as const;
export const reasonHourEdges = [1, 24, 72, 168] as const;

/** How long back campaigns count for how somebody answers. */
const answersLookedBackMilliseconds = 90 * day;
/** Campaign messages of a day and of a week are counted up to these. */
const sentDayMost = 1;
const sentWeekMost = 3;

/** What decides about all people of an audience alike. */
export type EtrQuestion = {
  /** When it would come; for who has an hour of their own it is taken as the same moment. */
  readonly at: Instant;
  readonly topic: string | null;
  readonly reason: string | null;
};

/** What is asked about the topic, in the order of its numbers. */
const topics = ['not_asked', 'match', 'other', 'unknown'] as const;

/**
 * The parts of a person's circumstances in the order in which they are written into one number, each with how many values it has. Steps are 0 for
 * nothing, else 1 and the step's place.
 */
const parts = {
  consent: consentDayEdges.length + 2,
  told: 2,
  topic: topics.length,
  heard: touchDayEdges.length + 2,
  touched: touchDayEdges.length + 2,
  inDay: sentDayMost + 1,
  inWeek: sentWeekMost + 1,
  reason: reasonHourEdges.length + 3,
  delivered: answersLooked + 1,
  read: answersLooked + 1,
  replied: 2,
} as const;
type Part = keyof typeof parts;

/** The circumstances of a person, as far as the database knows them. */
export type ReadCircumstances = Pick<
  EtrInput,
  | 'consentDays'
  | 'consentTold'
  | 'topic'
  | 'heardDays'
  | 'wroteDays'
  | 'sentDay'
  | 'sentWeek'
  | 'reasonHours'
  | 'deliveredLately'
  | 'readLately'
  | 'repliedLately'
>;

/** Takes apart what `circumstancesColumn` put together. A step is told by its lower edge. */
export function readCircumstances(circumstances: number): ReadCircumstances {
  const values = new Map<Part, number>();
  let rest = circumstances;
  for (const [part, count] of partList.toReversed()) {
    values.set(part, rest % count);
    rest = Math.floor(rest / count);
  }
  const value = (part: Part) => values.get(part) ?? 0;
  const edge = (part: Part, edges: readonly number[]) => (value(part) === 0 ? null : ([0, ...edges][value(part) - 1] ?? 0));
  return {
    consentDays: edge('consent', consentDayEdges),
    consentTold: value('told') === 1,
    topic: topics[value('topic')] ?? 'not_asked',
    heardDays: edge('heard', touchDayEdges),
    wroteDays: edge('touched', touchDayEdges),
    sentDay: value('inDay'),
    sentWeek: value('inWeek'),
    reasonHours: value('reason') === reasonNotAsked ? 'not_asked' : (edge('reason', reasonHourEdges) ?? 'missing'),
    deliveredLately: value('delivered'),
    readLately: value('read'),
    repliedLately: value('replied') === 1,
  };
}

const partList: readonly (readonly [Part, number])[] = [
  ['consent', parts.consent],
  ['told', parts.told],
  ['topic', parts.topic],
  ['heard', parts.heard],
  ['touched', parts.touched],
  ['inDay', parts.inDay],
  ['inWeek', parts.inWeek],
  ['reason', parts.reason],
  ['delivered', parts.delivered],
  ['read', parts.read],
  ['replied', parts.replied],
];
const reasonNotAsked = parts.reason - 1;

/** The circumstances of a person as one whole number of at most 28 bits; read beside `circumstancesJoin`. */
export function circumstancesColumn(question: EtrQuestion): RawBuilder<unknown> {
  const { at } = question;
  const columns: Readonly<Record<Part, RawBuilder<unknown>>> = {
    consent: step(sql`agreed.at`, at, consentDayEdges, day),
    told: sql`case when agreed.told then 1 else 0 end`,
    topic: topicColumn(question.topic),
    heard: step(sql`touch.heard_at`, at, touchDayEdges, day),
    touched: step(sql`greatest(touch.touched_at, answers.last_at)`, at, touchDayEdges, day),
    inDay: sql`least(coalesce(answers.in_day, 0), ${sentDayMost}::int)`,
    inWeek: sql`least(coalesce(answers.in_week, 0), ${sentWeekMost}::int)`,
    reason: question.reason === null ? sql`${reasonNotAsked}::int` : step(sql`happened.at`, at, reasonHourEdges, hour),
    delivered: sql`coalesce(answers.delivered, 0)`,
    read: sql`coalesce(answers.read, 0)`,
    replied: sql`case when answers.replied then 1 else 0 end`,
  };
  return partList.reduce<RawBuilder<unknown>>((sum, [part, count]) => sql`(${sum} * ${count}::int + ${columns[part]})`, sql`0`);
}

/**
 * What `circumstancesColumn` reads beside the people `reach`: consent, conversations, answers to campaigns, the reason. Of a crowd everything is read
 * once; of a few people only what concerns them, by the index.
 */
export function circumstancesJoin(audience: Valued, question: EtrQuestion, isCrowd: boolean): RawBuilder<unknown> {
  const workspace = audience.scope.workspace;
  const among = (contact: RawBuilder<unknown>) =>
    isCrowd
      ? sql`true`
      : sql`${contact} in (select reach.contact_id from contact_reach reach where reach.workspace_id = ${workspace} and ${audience.inSegment})`;
  const reason =
    question.reason === null
      ? sql``
      : sql`left join (
          select h.contact_id, max(h.at) as at from contact_happening h
          where h.workspace_id = ${workspace} and h.kind = ${question.reason} and h.at <= ${question.at} and ${among(sql`h.contact_id`)} group by h.contact_id
        ) happened on happened.contact_id = reach.contact_id`;
  const agreed = isCrowd
    ? sql`cross join lateral (select reach.agreed_at as at, reach.agreed_told as told) agreed`
    : sql`left join lateral (
        select s.occurred_at as at, s.told from consent_standing s where s.workspace_id = ${workspace} and s.contact_id = reach.contact_id offset 0
      ) agreed on true`;
  return sql`${agreed}
    left join (
      select c.contact_id, max(c.last_inbound_at) as heard_at, max(c.last_message_at) as touched_at from conversation_window c
      where c.workspace_id = ${workspace} and ${among(sql`c.contact_id`)} group by c.contact_id
    ) touch on touch.contact_id = reach.contact_id
    left join (${answersSelect(workspace, question.at, among)}) answers on answers.contact_id = reach.contact_id
    ${reason}`;
}

/** How many people may get offers at all. */
export async function countConsented(tx: Tx, scope: Scope): Promise<number> {
  const found = await sql<{ people: number }>`select count(*)::int as people from consent_standing where workspace_id = ${scope.workspace}`.execute(tx);
  return found.rows[0]?.people ?? 0;
}

/** How often campaigns came and how they were answered, read once: the newest delivered ones of the time looked back at count as answers. */
function answersSelect(workspace: string, at: Instant, among: (contact: RawBuilder<unknown>) => RawBuilder<unknown>): RawBuilder<unknown> {
  const lately = sql`l.at > ${after(at, -answersLookedBackMilliseconds)}`;
  return sql`
    select l.contact_id, max(l.at) as last_at,
      count(*) filter (where l.at > ${after(at, -day)})::int as in_day, count(*) filter (where l.at > ${after(at, -7 * day)})::int as in_week,
      count(*) filter (where l.delivered and l.place <= ${answersLooked} and ${lately})::int as delivered,
      count(*) filter (where l.read and l.place <= ${answersLooked} and ${lately})::int as read, bool_or(l.replied_at is not null and ${lately}) as replied
    from (
      select t.contact_id, t.at, t.delivered, t.read, t.replied_at, row_number() over (partition by t.contact_id, t.delivered order by t.at desc) as place
      from campaign_touch t where t.workspace_id = ${workspace} and t.at <= ${at} and ${among(sql`t.contact_id`)}
    ) l group by l.contact_id`;
}

/** The place of the step in which the time from a moment to `at` lies, from 1; 0 for nothing. What lies ahead is in the first. */
function step(moment: RawBuilder<unknown>, at: Instant, edges: readonly number[], unitMilliseconds: number): RawBuilder<unknown> {
  const cases = edges.map((edge, place) => sql`when ${moment} > ${after(at, -edge * unitMilliseconds)}::timestamptz then ${place + 1}::int`);
  return sql`case when ${moment} is null then 0 ${sql.join(cases, sql` `)} else ${edges.length + 1}::int end`;
}

/** Parts the tags of a person in one text; no tag holds it. */
const tagEnd = '\u001f';

function topicColumn(topic: string | null): RawBuilder<unknown> {
  if (topic === null) return sql`${topics.indexOf('not_asked')}::int`;
  const tags = sql`(${tagEnd}::text || lower(array_to_string(reach.tags, ${tagEnd}::text)) || ${tagEnd}::text)`;
  return sql`case when reach.tags = '{}' then ${topics.indexOf('unknown')}::int
    when strpos(${tags}, lower(${`${tagEnd}topic:${topic}${tagEnd}`}::text)) > 0 then ${topics.indexOf('match')}::int
    when strpos(${tags}, ${`${tagEnd}topic:`}::text) > 0 then ${topics.indexOf('other')}::int else ${topics.indexOf('unknown')}::int end`;
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
