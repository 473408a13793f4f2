import type { Campaign, Plan, Report } from '#core/contract/campaigns.ts';
import { retell } from '#core/contract/say.ts';
import type { Spoken } from '#core/value/say.ts';

/** A campaign with what holds it told in a language; until then it is a kept sentence. */
export function tellCampaign(campaign: Campaign, language: Spoken): Campaign {
  const { broadcast } = campaign;
  return broadcast === null ? campaign : { ...campaign, broadcast: { ...broadcast, held_detail: retell(broadcast.held_detail, language) } };
}

/** A plan with its problems told in a language; a plan is kept for good, its words are not. */
export function tellPlan(plan: Plan, language: Spoken): Plan {
  return { ...plan, problems: plan.problems.map((problem) => ({ ...problem, message: retell(problem.message, language) })) };
}

/** A report with its campaign and plan told in a language. */
export function tellReport(report: Report, language: Spoken): Report {
  return { ...report, campaign: tellCampaign(report.campaign, language), plan: tellPlan(report.plan, language) };
}
