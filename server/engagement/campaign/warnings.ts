import type { Plan } from '#core/contract/campaigns.ts';
import { say } from '#core/contract/say.ts';
import { hourOfInstant } from '#core/value/local.ts';
import { inBoth } from '#core/value/say.ts';
import { bodyIn } from '#core/whatsapp/free.bodies.ts';
import { checkFree } from '#core/whatsapp/law/free.ts';
import { lintTemplate } from '#core/whatsapp/law/template.ts';
import { faultWords } from '#core/whatsapp/law/words.ts';
import { type Instant, minute } from '#core/value/time.ts';
import { pointerPart } from './choices.ts';
import type { Draft } from './frozen.ts';
import { problem } from './problems.ts';

/** More people than this share get a fallback: the message speaks to nobody in particular. */
const fallbackShareMost = 0.3;
/** Before and after these hours of the house's day people sleep. */
const dayBegins = 8;
const dayEnds = 21;

/**
 * How many people outside their service window a business may write to in 24 hours, by the tier its number reports; null without a limit or for
 * a tier we do not know. Source: Meta, `whatsapp_business_manager_messaging_limit` (the older TIER_50 and TIER_1K still come), read 2026-11-22.
 */
function peopleOfTier(tier: string | null): number | null {
  const match = /^TIER_(\d+)(K?)$/.exec(tier ?? '');
  return match === null ? null : Number(match[1]) * (match[2] === 'K' ? 1000 : 1);
}

/** What should be looked at before a launch, and stands in nobody's way; each with its cure. */
export function warningsOf(
  draft: Draft,
  plan: Pick<Plan, 'recipients' | 'fallbacks' | 'free' | 'etr' | 'cost'>,
  times: { opens: Instant; ends: Instant },
): Plan['warnings'] {
  const { choices, house } = draft;
  const warnings: Plan['warnings'] = [];
  for (const { variable, people } of plan.fallbacks) {
    if (people <= plan.recipients * fallbackShareMost) continue;
    warnings.push(problem('fallbacks_many', `/choices/variables/${pointerPart(variable)}`, say('plan_fallbacks', { variable, people, of: plan.recipients })));
  }
  const { etr } = plan;
  if (etr !== null && etr.unwanted > 0 && choices.leave_out_below === null)
    warnings.push(problem('etr_low', '/choices/leave_out_below', say('plan_unwanted', { people: etr.unwanted, of: etr.people, threshold: etr.threshold })));
  if (choices.schedule?.kind !== 'local_hour' && plan.recipients > 0) {
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
  const limit = peopleOfTier(draft.number.messaging_limit);
  const outside = plan.recipients - (plan.free?.people ?? 0);
  if (limit !== null && outside > limit) {
    const numbers = { people: outside, limit, number: draft.number.display_phone };
    warnings.push(problem('over_limit', '/choices/segments', say('plan_over_limit', numbers)));
  }
  return [...warnings, ...templateWarnings(draft)];
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
