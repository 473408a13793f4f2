import type { Campaign, Schedule } from '#core/contract/campaigns.ts';
import type { PlannerItem } from '#core/contract/planner.ts';
import { api } from '#web/api/api.ts';
import { daysBetween, dateAfter, dateIn } from './calendar.ts';

/** A campaign that is about to be moved, and where to. */
export type Move = { readonly item: PlannerItem; readonly at: string };

/** What became of a move: done, or the new time is there but the launch was not possible again. */
export type Moved = { readonly campaign: Campaign; readonly stuck: string | undefined };

/**
 * Moves a campaign to another time, by the same calls as the composer: a draft gets the time and a new plan. One that is launched and waits is taken
 * back first and launched again with the new plan; when that plan has a problem it stays a draft, and says why.
 */
export async function moveCampaign({ item, at }: Move, timezone: string): Promise<Moved> {
  const params = { id: item.campaign };
  const isLaunched = item.state === 'planned';
  const before = isLaunched ? await api.campaigns.undo({ params }) : await api.campaigns.get({ params });
  const schedule = scheduleAt(before.choices.schedule, item, at, timezone);
  const campaign = await api.campaigns.update({ params, body: { choices: { ...before.choices, schedule } } });
  const plan = await api.campaigns.plan({ params });
  if (!isLaunched) return { campaign, stuck: undefined };
  const problem = plan.problems[0];
  if (problem !== undefined) return { campaign, stuck: problem.message };
  return { campaign: await api.campaigns.launch({ params, body: { plan: plan.id } }), stuck: undefined };
}

/** The schedule with its new time: a moment, or for local hours the same hour on another day. */
function scheduleAt(schedule: Schedule | null, item: PlannerItem, at: string, timezone: string): Schedule {
  if (schedule?.kind !== 'local_hour') return { kind: 'at', at };
  const days = daysBetween(dateIn(item.starts_at, timezone), dateIn(at, timezone));
  return { kind: 'local_hour', starts: `${dateAfter(schedule.starts.slice(0, 10), days)}${schedule.starts.slice(10)}` };
}
