import type { Plan } from '#core/contract/campaigns.ts';
import type { PlanDiff } from '#core/contract/plans.ts';
import { printMoney, printTable, reasonTitle } from './print.ts';

const whole = new Intl.NumberFormat('en');

/** The plan as a person reads it before a launch. */
export function printPlan(plan: Plan): string {
  const lines = [
    `${plan.audience.segments.map(({ name }) => name).join(' + ')}${plan.audience.except.map(({ name }) => ` − ${name}`).join('')}: ${whole.format(plan.audience.people)} people`,
    printTable([
      ['  get the message', plan.recipients],
      ...plan.exclusions.map((exclusion) => [`  left out: ${reasonTitle(exclusion.reason)}`, exclusion.people]),
    ]),
    `Template ${plan.template.name} (${plan.template.category}) in ${printLanguages(plan.by_language) || 'no language'}`,
    `Cost at most ${printMoney(plan.cost.most)}, by the rate card of ${plan.cost.card_date}${plan.cost.unpriced > 0 ? `; ${whole.format(plan.cost.unpriced)} people have no rate` : ''}`,
    ...(plan.free === null
      ? []
      : [
          `Free message to ${whole.format(plan.free.people)} whose window is open (${printLanguages(plan.free.by_language)}); that saves ${printMoney(plan.free.saves)}`,
        ]),
    ...plan.waves.map((wave) => `At ${wave.at} ${wave.label}: ${whole.format(wave.people)}`),
    ...(plan.etr === null ? [] : [printEtr(plan.etr)]),
    ...printPace(plan),
    `From ${plan.number.display_phone} at ${whole.format(plan.number.throughput_per_second)} a second, finished about ${plan.finishes_at}`,
    `Plan ${plan.id}, ${plan.hash.slice(0, 12)}`,
    ...plan.problems.map((problem) => `Stands in the way: ${problem.message}`),
    ...plan.warnings.map((warning) => `Look at: ${warning.message}`),
  ];
  return lines.join('\n');
}

function printEtr(etr: NonNullable<Plan['etr']>): string {
  const left = etr.left_out > 0 ? `, ${whole.format(etr.left_out)} of them left out` : '';
  return `Expected ${etr.expected}, timely ${etr.timely}, relevant ${etr.relevant}; ${whole.format(etr.unwanted)} will likely not want it${left}`;
}

/** How a plan takes its time and what it may cost, line by line; what it does not ask for is left out. */
function printPace(plan: Plan): string[] {
  const { cost, canary, pace, limit, days } = plan;
  const sooner = plan.days_with_raises?.at(-1);
  return [
    ...(cost.likely === null
      ? []
      : [`Likely ${printMoney(cost.likely.middle)}, ${printMoney(cost.likely.low)} to ${printMoney(cost.likely.high)} in 8 of 10 cases`]),
    ...(plan.budget_micros === null
      ? []
      : [
          `Budget ${printMoney({ currency: cost.currency, micros: plan.budget_micros })}${cost.budget_buys === null ? '' : `, enough for about ${whole.format(cost.budget_buys)} people`}`,
        ]),
    ...(pace === null ? [] : [`Pace: ${printPaceWords(pace)}`]),
    ...(canary === null
      ? []
      : canary.stages.length === 0
        ? ['Canary: none, there are too few people for a sample']
        : [`Canary, ${canary.rule} rule: ${canary.stages.map((people) => whole.format(people)).join(', ')} people, ${canary.matures_minutes} minutes a stage`]),
    ...(limit === null
      ? []
      : [`Limit: ${whole.format(limit.most)} people in 24 hours, ${whole.format(limit.open)} for this campaign, ${whole.format(limit.used)} used`]),
    ...(days.length < 2
      ? []
      : [
          printTable(
            days.map((day) => [`  ${day.date}`, day.people, `until ${day.ends_at}`, day.bound_by === null ? '' : `then waits for ${boundWords[day.bound_by]}`]),
          ),
        ]),
    ...(sooner === undefined ? [] : [`If Meta raises the limit as its rules promise, finished about ${sooner.ends_at}`]),
  ];
}

const boundWords: Record<NonNullable<Plan['days'][number]['bound_by']>, string> = {
  limit: 'the messaging limit',
  warm_up: 'the warm-up',
  hours: 'allowed hours',
  pace: 'its pace',
  canary: 'the canary',
  speed: 'the number’s speed',
};

function printPaceWords({ spread_minutes, hours, open_threads_most }: NonNullable<Plan['pace']>): string {
  return [
    ...(spread_minutes === null ? [] : [`over ${whole.format(spread_minutes)} minutes`]),
    ...(hours === null ? [] : [`from ${hours.from} to ${hours.to} o’clock where each person lives`]),
    ...(open_threads_most === null ? [] : [`not while ${whole.format(open_threads_most)} conversations wait for an answer`]),
  ].join(', ');
}

/** What changed between two plans, a line for each thing. */
export function printDiff({ from, to, same, changes }: PlanDiff): string {
  if (from === null) return 'There is no earlier plan that does something else.';
  const head = `Since plan ${from.id} of ${from.made_at} (${from.hash.slice(0, 12)} → ${to.hash.slice(0, 12)}):`;
  if (changes.length === 0) return `${head}\n  ${same ? 'both do exactly the same' : 'nothing that shows; the texts or rules behind it differ'}`;
  return [head, ...changes.map(({ name, before, after }) => `  ${name}: ${inLine(before)} → ${inLine(after)}`)].join('\n');
}

function inLine(words: string | null): string {
  return words === null ? '–' : words.replaceAll('\n', ' / ');
}

function printLanguages(lines: Plan['by_language']): string {
  return lines.map((one) => `${one.language} ${whole.format(one.people)}`).join(', ');
}
