import type { Broadcast, Campaign, Plan } from '#core/contract/campaigns.ts';
import type { Report } from '#core/contract/report.ts';
import { retell } from '#core/contract/say.ts';
import type { Spoken } from '#core/value/say.ts';
import { tellEtr } from './etr.ts';

/** A campaign with what holds it told in a language; until then it is a kept sentence. */
export function tellCampaign(campaign: Campaign, language: Spoken): Campaign {
  const { broadcast } = campaign;
  const held = retell(campaign.held, language);
  return { ...campaign, held, broadcast: broadcast === null ? null : tellBroadcast(broadcast, language) };
}

/** A broadcast with what holds it told in a language. */
export function tellBroadcast(broadcast: Broadcast, language: Spoken): Broadcast {
  return { ...broadcast, held_detail: retell(broadcast.held_detail, language) };
}

/** A plan with its problems, warnings and reasons told in a language; a plan is kept for good, its words are not. */
export function tellPlan(plan: Plan, language: Spoken): Plan {
  const told = (problems: Plan['problems']) => problems.map((problem) => ({ ...problem, message: retell(problem.message, language) }));
  return { ...plan, problems: told(plan.problems), warnings: told(plan.warnings), etr: tellEtr(plan.etr, language) };
}

/** A report with its campaign and plan told in a language. */
export function tellReport(report: Report, language: Spoken): Report {
  return { ...report, campaign: tellCampaign(report.campaign, language), plan: tellPlan(report.plan, language) };
}
