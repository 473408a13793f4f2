import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { CampaignId, PlanId } from '#core/value/id.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

/** People in a row: a million are a hundred rows of 160 KB. */
const peoplePerRow = 10_000;

/** Keeps whom a plan reaches (`reached` gives contact_id). The plan itself is kept in the same transaction afterwards. */
export async function keepPlanned(tx: Tx, scope: Scope, plan: PlanId, reached: RawBuilder<unknown>): Promise<void> {
  await sql`
    insert into plan_people (workspace_id, plan_id, part, contacts)
    select ${scope.workspace}, ${plan}, s.part, array_agg(s.contact_id)
    from (select r.contact_id, ((row_number() over () - 1) / ${peoplePerRow}::int)::int as part from (${reached}) r) s
    group by s.part`.execute(tx);
}

/** The people of so many plans of a campaign are kept, so that one that somebody else looks at is not taken away by making another. */
const plansKept = 4;

/**
 * Forgets whom the plans before the last few of a campaign reached, but for one that waits to be executed. Outside of the transaction that plans: that one has a
 * snapshot, and would end with an error where two plan at once.
 */
export async function forgetPlanned(db: Db, scope: Scope, campaign: CampaignId): Promise<void> {
  await sql`
    delete from plan_people p using (
      select q.id from plan q
      where q.workspace_id = ${scope.workspace} and q.campaign_id = ${campaign}
        and not exists (select from broadcast b where b.workspace_id = q.workspace_id and b.plan_id = q.id and b.state in ('waiting', 'opening'))
      order by q.created_at desc, q.id desc offset ${plansKept}
    ) old
    where p.workspace_id = ${scope.workspace} and p.plan_id = old.id`.execute(db);
}

/** A select of the ids of a plan's people; null for a plan of before this was kept. */
export async function plannedPeople(tx: Tx, scope: Scope, plan: PlanId): Promise<RawBuilder<unknown> | null> {
  if (!(await isPlanKept(tx, scope, plan))) return null;
  return sql`select unnest(p.contacts) from plan_people p where p.workspace_id = ${scope.workspace} and p.plan_id = ${plan}`;
}

/** Whether the people of a plan are still kept, so that it can be executed. */
export async function isPlanKept(tx: Tx, scope: Scope, plan: PlanId): Promise<boolean> {
  const found = await tx.selectFrom('plan_people').select('part').where('workspace_id', '=', scope.workspace).where('plan_id', '=', plan).limit(1).execute();
  return found.length > 0;
}

/** Forgets them: the ledger has them now, or the plan will not be executed. */
export async function dropPlanned(tx: Tx, scope: Scope, plan: PlanId): Promise<void> {
  await tx.deleteFrom('plan_people').where('workspace_id', '=', scope.workspace).where('plan_id', '=', plan).execute();
}
