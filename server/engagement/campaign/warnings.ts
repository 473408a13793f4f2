import type { Plan } from '#core/contract/campaigns.ts';
import { say } from '#core/contract/say.ts';
import { hourOfInstant } from '#core/value/local.ts';
import { moneyWords } from '#core/value/money.ts';
import { occurrences } from '#core/value/recurrence.ts';
import { inBoth } from '#core/value/say.ts';
import { bodyIn } from '#core/whatsapp/free.bodies.ts';
import { checkFree } from '#core/whatsapp/law/free.ts';
import { lintTemplate } from '#core/whatsapp/law/template.ts';
import { faultWords } from '#core/whatsapp/law/words.ts';
import { type Instant, minute } from '#core/value/time.ts';
import { pointerPart } from './choices.ts';
import type { Draft } from './frozen.ts';
import { spanWords } from './diff.ts';
import { problem } from './problems.ts';

/** More people than this share get a fallback: the message speaks to nobody in particular. */
const fallbackShareMost = 0.3;
/** Before and after these hours of the house's day people sleep. */
const dayBegins = 8;
const dayEnds = 21;
/** What takes longer than a month says something else by its end. */
const longDays = 31;

/** What the warnings look at of a plan. */
type Planned = Pick<Plan, 'recipients' | 'fallbacks' | 'free' | 'etr' | 'cost' | 'days' | 'limit' | 'canary' | 'budget_micros' | 'pace'>;
/** When it begins and ends, and when it would end with the raises that Meta promises. */
type Times = { readonly opens: Instant; readonly ends: Instant; readonly endsWithRaises: Instant | undefined };

/** What should be looked at before a launch, and stands in nobody's way; each with its cure. */
export function warningsOf(draft: Draft, plan: Planned, times: Times): Plan['warnings'] {
  const { choices, house } = draft;
  const warnings: Plan['warnings'] = [];
  for (const { variable, people } of plan.fallbacks) {
    if (people <= plan.recipients * fallbackShareMost) continue;
    warnings.push(problem('fallbacks_many', `/choices/variables/${pointerPart(variable)}`, say('plan_fallbacks', { variable, people, of: plan.recipients })));
  }
  const { etr } = plan;
  if (etr !== null && etr.unwanted > 0 && choices.leave_out_below === null)
    warnings.push(problem('etr_low', '/choices/leave_out_below', say('plan_unwanted', { people: etr.unwanted, of: etr.people, threshold: etr.threshold })));
  if (choices.schedule?.kind !== 'local_hour' && (choices.pace?.hours ?? null) === null && plan.recipients > 0) {
    const hours = [times.opens, times.ends].map((at) => hourOfInstant(at, house.timezone));
    if (hours.some((hour) => hour < dayBegins || hour >= dayEnds)) {
      const told = (at: Instant) => ({ moment: at.toISOString(), zone: house.timezone });
      const isShort = times.ends.getTime() - times.opens.getTime() < minute;
      const night = isShort ? say('plan_night_short', { opens: told(times.opens) }) : say('plan_night', { opens: told(times.opens), ends: told(times.ends) });
      warnings.push(problem('at_night', '/choices/schedule', night));
    }
  }
  warnings.push(...bodyWarnings(draft));
  if (plan.free !== null && plan.free.people === 0 && plan.recipients > 0)
    warnings.push(problem('windows_closed', '/choices/free', say('plan_windows_closed')));
  if (plan.cost.unpriced > 0)
    warnings.push(problem('unpriced', '/choices/segments', say('plan_unpriced', { people: plan.cost.unpriced, currency: plan.cost.currency })));
  warnings.push(...limitWarnings(draft, plan, times), ...budgetWarnings(plan), ...paceWarnings(draft, plan, times));
  return [...warnings, ...templateWarnings(draft)];
}

/** More people than the limit lets through in a day: how many days it takes. */
function limitWarnings({ number, house }: Draft, { recipients, days, limit }: Planned, { ends, endsWithRaises }: Times): Plan['warnings'] {
  if (limit === null || !days.some(({ bound_by }) => bound_by === 'limit' || bound_by === 'warm_up')) return [];
  const told = (at: Instant) => ({ moment: at.toISOString(), zone: house.timezone });
  const values = { people: recipients, limit: limit.most, open: limit.open, number: number.display_phone, days: days.length, ends: told(ends) };
  const message =
    endsWithRaises === undefined ? say('plan_over_limit_days', values) : say('plan_over_limit_raises', { ...values, sooner: told(endsWithRaises) });
  return [problem(limit.warms_up ? 'warm_up' : 'over_limit', '/choices/segments', limit.warms_up ? say('plan_warms_up', values) : message)];
}

/** A budget that is not enough: it stops before everybody has it. */
function budgetWarnings({ cost, budget_micros, recipients }: Planned): Plan['warnings'] {
  if (budget_micros === null || cost.likely === null) return [];
  const money = (micros: number) => inBoth((language) => moneyWords({ currency: cost.currency, micros }, language));
  if (cost.likely.middle.micros > budget_micros) {
    const values = { budget: money(budget_micros), likely: money(cost.likely.middle.micros), people: cost.budget_buys ?? recipients, of: recipients };
    return [problem('over_budget', '/choices/budget_micros', say('plan_over_budget', values))];
  }
  if (cost.likely.high.micros <= budget_micros) return [];
  return [problem('budget_tight', '/choices/budget_micros', say('plan_budget_tight', { budget: money(budget_micros), high: money(cost.likely.high.micros) }))];
}

/** What the pace, the canary and the schedule make of each other. */
function paceWarnings({ choices, house }: Draft, { canary, pace, days }: Planned, { opens, ends }: Times): Plan['warnings'] {
  const warnings: Plan['warnings'] = [];
  const told = (at: Instant) => ({ moment: at.toISOString(), zone: house.timezone });
  const waits = canary === null ? 0 : Math.max(0, canary.stages.length - 1) * canary.matures_minutes;
  if (pace?.spread_minutes !== null && pace?.spread_minutes !== undefined && waits > 0)
    warnings.push(problem('canary_spread', '/choices/pace/spread_minutes', say('plan_canary_spread', { span: spanWords(waits), ends: told(ends) })));
  const threads = pace?.open_threads_most ?? null;
  if (threads !== null) warnings.push(problem('threads_unforecast', '/choices/pace/open_threads_most', say('plan_threads', { threads })));
  const next = choices.schedule?.kind === 'repeat' ? occurrences(choices.schedule, opens, 1)[0] : undefined;
  if (next !== undefined && ends > next)
    warnings.push(problem('overlaps_next', '/choices/schedule', say('plan_overlaps', { ends: told(ends), next: told(next) })));
  if (days.length > longDays) warnings.push(problem('takes_long', '/choices/segments', say('plan_takes_long', { days: days.length, ends: told(ends) })));
  return warnings;
}

/** Free messages in a language that the template does not speak (any more), which nobody gets; and what is doubtful in those that leave. */
function bodyWarnings({ choices, free, template }: Draft): Plan['warnings'] {
  const doubts = Object.entries(free ?? {}).flatMap(([language, body]) =>
    checkFree(body)
      .filter(({ severity }) => severity === 'warning')
      .map((fault) =>
        problem(fault.code, `/choices/free/${language}`, say('plan_free_warning', { language, why: inBoth((spoken) => faultWords(fault, spoken)) })),
      ),
  );
  const idle = Object.keys(choices.free ?? {}).filter((language) => bodyIn(free, language) === undefined);
  return [...idle.map((language) => problem('free_idle', `/choices/free/${language}`, say('plan_free_idle', { language, name: template.name }))), ...doubts];
}

/** What reviewers dislike in the approved texts (shortened links, no way to say stop, …), and changes that are not sent. */
function templateWarnings(draft: Draft): Plan['warnings'] {
  const { template } = draft;
  const due = template.categoryDue;
  const announced = due === null ? [] : [problem('category_due', '/choices/template', say('plan_category_due', { name: template.name, to: due.to }))];
  const copy = { name: template.name, number: draft.number.display_phone, account: draft.number.account_name };
  const copied = draft.isCopy ? [problem('template_copy', '/choices/template', say('plan_template_copy', copy))] : [];
  const lines = draft.languages.flatMap(({ language, content, revision }) => [
    ...lintTemplate({ name: template.name, category: template.category, language, content })
      .filter(({ severity }) => severity === 'warning')
      .map((fault) => problem(fault.code, '/choices/template', say('plan_template_warning', { language, why: inBoth((spoken) => faultWords(fault, spoken)) }))),
    ...(revision === null ? [] : [problem('template_revised', '/choices/template', say('plan_revision', { name: template.name, language }))]),
  ]);
  return [...announced, ...copied, ...lines];
}
