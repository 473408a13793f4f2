import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { NumberId, TemplateId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db } from '#server/platform/platform.ts';

/** Which messages are looked at: those that left within a span, by one number or all, of one template or all. */
export type Sent = { readonly from: Instant; readonly to: Instant; readonly number?: NumberId | undefined; readonly template?: TemplateId | undefined };

const yes = sql`true`;

/**
 * What left within a span, one row for a person and message. Broadcasts are found by when they were sending, so that the rows of others are not read;
 * single messages by their index of time. Of single ones somebody counts as harmed who opted out within two days. One template's are those of broadcasts.
 */
function sentRows(scope: Scope, { from, to, number, template }: Sent): RawBuilder<unknown> {
  const byTemplate = template === undefined ? yes : sql`b.template_id = ${template}`;
  const single = sql`
    union all
    select m.contact_id, null::uuid, null::uuid, m.origin, m.at, m.accepted_at, m.delivered_at, m.read_at, m.failed_at,
      (select min(c.occurred_at) from consent_entry c where c.workspace_id = m.workspace_id and c.contact_id = m.contact_id and c.state = 'withdrawn'
        and c.retracted_at is null and c.occurred_at between m.at and m.at + interval '2 days'),
      m.error_code
    from message m
    where m.workspace_id = ${scope.workspace} and m.at >= ${from} and m.at < ${to} and m.direction = 'out'
      and ${number === undefined ? yes : sql`m.number_id = ${number}`} and m.content ->> 'kind' = 'template'`;
  return sql`
    select r.contact_id, b.campaign_id, b.template_id, 'campaign' as origin, coalesce(r.accepted_at, r.failed_at) as at, r.accepted_at, r.delivered_at,
      r.read_at, r.failed_at, r.harmed_at, r.error_code
    from broadcast b
    join recipient r on r.workspace_id = b.workspace_id and r.broadcast_id = b.id
    where b.workspace_id = ${scope.workspace} and b.first_sent_at < ${to} and (b.finished_at is null or b.finished_at >= ${from})
      and ${number === undefined ? yes : sql`b.number_id = ${number}`} and ${byTemplate}
      and coalesce(r.accepted_at, r.failed_at) >= ${from} and coalesce(r.accepted_at, r.failed_at) < ${to}
    ${template === undefined ? single : sql``}`;
}

/** What came of the messages of one step. */
export type StepRow = { at: Instant; submitted: number; delivered: number; read: number; failed: number; harmed: number };

/** What left by the hour or the day of a zone, oldest first; steps without anything are left out. */
export async function selectSteps(db: Db, scope: Scope, sent: Sent, step: { unit: 'hour' | 'day'; timezone: string }): Promise<StepRow[]> {
  const found = await sql<StepRow>`
    select date_trunc(${step.unit}, at, ${step.timezone}) as at, count(accepted_at)::int as submitted, count(delivered_at)::int as delivered,
      count(read_at)::int as read, count(failed_at) filter (where delivered_at is null)::int as failed, count(harmed_at)::int as harmed
    from (${sentRows(scope, sent)}) sent group by 1 order by 1`.execute(db);
  return found.rows;
}

/** Opt-outs of the consent ledger by step, whoever or whatever caused them. */
export async function selectOptOuts(
  db: Db,
  scope: Scope,
  span: { from: Instant; to: Instant },
  step: { unit: 'hour' | 'day'; timezone: string },
): Promise<{ at: Instant; people: number }[]> {
  const found = await sql<{ at: Instant; people: number }>`
    select date_trunc(${step.unit}, occurred_at, ${step.timezone}) as at, count(distinct contact_id)::int as people
    from consent_entry
    where workspace_id = ${scope.workspace} and state = 'withdrawn' and purpose = 'marketing' and retracted_at is null
      and occurred_at >= ${span.from} and occurred_at < ${span.to}
    group by 1 order by 1`.execute(db);
  return found.rows;
}

/** Codes are few; the rest of a long tail helps nobody. */
const codesMost = 12;

/** Why messages failed, most people first. */
export async function selectFailures(db: Db, scope: Scope, sent: Sent): Promise<{ code: number; people: number }[]> {
  const found = await sql<{ code: number; people: number }>`
    select error_code as code, count(*)::int as people from (${sentRows(scope, sent)}) sent
    where failed_at is not null and delivered_at is null and error_code is not null
    group by 1 order by 2 desc, 1 limit ${codesMost}`.execute(db);
  return found.rows;
}

/** More changes than this are no timeline that anybody reads. */
const changesMost = 400;

/**
 * What was learned of a number, a template or the account; and where a canary stopped a campaign or the guard of single offers opened. `detail` is
 * a kept sentence; of a canary it is JSON: `numbers` of its verdict, and `by` whom. `before` of a canary is its rule.
 */
export type ChangeRow = {
  at: Instant;
  kind: 'quality' | 'limit' | 'throughput' | 'state' | 'template' | 'account' | 'canary' | 'breaker';
  number_id: string | null;
  template_id: string | null;
  campaign_id: string | null;
  name: string;
  before: string | null;
  after: string;
  detail: string | null;
};

/** Changes within a span, the newest ones when there are too many, oldest first. */
export async function selectChanges(db: Db, scope: Scope, sent: Sent): Promise<ChangeRow[]> {
  const { from, to, number, template } = sent;
  const found = await sql<ChangeRow>`
    select at, kind, number_id, template_id, campaign_id, name, before, after, detail from (
      select at, kind, number_id, template_id, campaign_id, name, before, after, detail, place from (
        select h.at, h.trait as kind, h.number_id, null::uuid as template_id, null::uuid as campaign_id, n.display_phone as name, h.before, h.after, h.detail,
          lpad(h.id::text, 20, '0') as place
        from number_history h join number n on n.workspace_id = h.workspace_id and n.id = h.number_id
        where h.workspace_id = ${scope.workspace} and h.at >= ${from} and h.at < ${to} and ${number === undefined ? yes : sql`h.number_id = ${number}`}
        union all
        select e.at, 'template', null, t.id, null, t.name || ' ' || v.language, null, e.status, e.detail, e.id::text
        from template_event e
        join template_translation v on v.workspace_id = e.workspace_id and v.id = e.translation_id
        join template t on t.workspace_id = v.workspace_id and t.id = v.template_id
        where e.workspace_id = ${scope.workspace} and e.at >= ${from} and e.at < ${to} and e.status not in ('draft', 'pending')
          and ${template === undefined ? yes : sql`t.id = ${template}`}
        union all
        select f.at, 'account', null, null, null, '', null, substr(f.kind, 9), null, f.id::text
        from fact f where f.workspace_id = ${scope.workspace} and f.kind like 'account.%' and f.at >= ${from} and f.at < ${to}
        union all
        select l.at, 'canary', b.number_id, b.template_id, c.id, c.name, w.rule, l.verdict, jsonb_build_object('numbers', l.numbers, 'by', l.by_name)::text,
          lpad(l.id::text, 20, '0')
        from canary_look l
        join canary_watch w on w.workspace_id = l.workspace_id and w.broadcast_id = l.broadcast_id
        join broadcast b on b.workspace_id = l.workspace_id and b.id = l.broadcast_id
        join campaign c on c.workspace_id = b.workspace_id and c.id = b.campaign_id
        where l.workspace_id = ${scope.workspace} and l.verdict = 'stop' and l.at >= ${from} and l.at < ${to}
          and ${number === undefined ? yes : sql`b.number_id = ${number}`} and ${template === undefined ? yes : sql`b.template_id = ${template}`}
        union all
        select o.at, 'breaker', n.id, null, null, n.display_phone, null, o.level, o.text, o.id::text
        from notice o join number n on n.workspace_id = o.workspace_id and replace(n.id::text, '-', '') = split_part(o.subject, '_', 2)
        where o.workspace_id = ${scope.workspace} and o.kind = 'offers.breaker' and o.at >= ${from} and o.at < ${to}
          and ${number === undefined ? yes : sql`n.id = ${number}`} and ${template === undefined ? yes : sql`false`}
      ) every order by at desc, place desc limit ${changesMost}
    ) newest order by at, place`.execute(db);
  return found.rows;
}

/** When a number's quality last fell, before a moment. */
export async function selectLastDrop(db: Db, scope: Scope, number: NumberId | undefined, before: Instant): Promise<Instant | null> {
  const found = await sql<{ at: Instant }>`
    select at from number_history
    where workspace_id = ${scope.workspace} and trait = 'quality' and at <= ${before} and ${number === undefined ? yes : sql`number_id = ${number}`}
      and (after = 'RED' or (after = 'YELLOW' and before is distinct from 'RED')) and before is not null
    order by at desc, id desc limit 1`.execute(db);
  return found.rows[0]?.at ?? null;
}

/** What came of messages; of reads only those count whose message was delivered before `readable`. */
const outcomeColumns = (readable: Instant) => sql`
  count(*)::int as messages, count(delivered_at)::int as delivered, count(*) filter (where delivered_at < ${readable})::int as readable,
  count(read_at) filter (where delivered_at < ${readable})::int as read, count(harmed_at)::int as "optedOut",
  count(*) filter (where error_code = 131049)::int as capped, count(*) filter (where error_code = 131026)::int as unreachable`;

/** What came of messages, counted. */
export type OutcomeRow = { messages: number; delivered: number; readable: number; read: number; optedOut: number; capped: number; unreachable: number };

/** What came of everything that left. */
export async function countOutcomes(db: Db, scope: Scope, sent: Sent, readable: Instant): Promise<OutcomeRow> {
  const found = await sql<OutcomeRow>`select ${outcomeColumns(readable)} from (${sentRows(scope, sent)}) sent`.execute(db);
  return found.rows[0] ?? { messages: 0, delivered: 0, readable: 0, read: 0, optedOut: 0, capped: 0, unreachable: 0 };
}

export type CandidateRow = OutcomeRow & { kind: 'campaign' | 'template' | 'import' | 'automatic'; id: string; name: string; lastAt: Instant };

/** Candidates of one kind that are looked at, the largest first. */
const candidatesMost = 200;

/**
 * What was active in a span, each with what came of it: campaigns, templates that more than one campaign used, imports whose people were written to, and single
 * messages by where they come from. A person who came with two imports counts in both.
 */
export async function selectCandidates(db: Db, scope: Scope, sent: Sent, readable: Instant): Promise<CandidateRow[]> {
  const { workspace } = scope;
  const found = await sql<CandidateRow>`
    with sent as materialized (${sentRows(scope, sent)})
    (
      select 'campaign' as kind, c.id::text as id, c.name, max(sent.at) as "lastAt", ${outcomeColumns(readable)}
      from sent join campaign c on c.workspace_id = ${workspace} and c.id = sent.campaign_id
      group by c.id, c.name order by count(*) desc, c.id limit ${candidatesMost}
    ) union all (
      select 'template', t.id::text, t.name, max(sent.at), ${outcomeColumns(readable)}
      from sent join template t on t.workspace_id = ${workspace} and t.id = sent.template_id
      group by t.id, t.name having count(distinct sent.campaign_id) > 1 order by count(*) desc, t.id limit ${candidatesMost}
    ) union all (
      select 'import', o.import_id::text, o.file_name, max(sent.at), ${outcomeColumns(readable)}
      from sent join contact_origin o on o.workspace_id = ${workspace} and o.contact_id = sent.contact_id
      group by o.import_id, o.file_name order by count(*) desc, o.import_id limit ${candidatesMost}
    ) union all (
      select 'automatic', sent.origin, '', max(sent.at), ${outcomeColumns(readable)}
      from sent where sent.campaign_id is null
      group by sent.origin order by count(*) desc, sent.origin limit ${candidatesMost}
    )`.execute(db);
  return found.rows;
}
