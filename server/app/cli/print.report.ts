import type { Report, Wait } from '#core/contract/report.ts';
import { explainError } from '#core/whatsapp/errors.ts';
import { printMoney, printTable, reasonTitle } from './print.ts';

const whole = new Intl.NumberFormat('en');

/** What became of a campaign until now, with what it waits for, what is in doubt, and why some did not get it. */
export function printReport(report: Report): string {
  const { counts, taps } = report;
  const held = report.campaign.broadcast?.held_by ?? null;
  const detail = report.campaign.broadcast?.held_detail ?? null;
  const state = report.campaign.broadcast?.state ?? report.campaign.state;
  return [
    `${report.campaign.name}: ${state}${held === null ? '' : `, held by ${held}${detail === null ? '' : ` (${detail})`}`}`,
    printTable(report.funnel.map((step) => [`  ${step.step}`, step.people, percent(step.rate), intervalOf(step), step.of ? `of ${step.of}` : ''])),
    `${whole.format(counts.waiting)} waiting + ${whole.format(counts.skipped)} left out + ${whole.format(counts.accepted + counts.sent)} on their way + ${whole.format(counts.delivered + counts.read)} delivered + ${whole.format(counts.failed)} failed + ${whole.format(counts.in_doubt)} in doubt + ${whole.format(counts.cancelled)} cancelled = ${whole.format(counts.total)}`,
    ...report.waits.map((wait) => `  ${waitWords(wait)}: ${whole.format(wait.people)}`),
    ...(counts.doubted === 0
      ? []
      : [
          `${whole.format(counts.in_doubt - counts.closed)} in doubt, ${whole.format(counts.settled)} settled, ${whole.format(counts.closed)} closed, ${whole.format(counts.twice)} twice`,
        ]),
    ...report.reasons.map((cause) => `  ${cause.kind}: ${causeTitle(cause)}: ${whole.format(cause.people)}`),
    ...taps.buttons.map((button) => `  tapped "${button.text}" (${button.language}): ${whole.format(button.people)}`),
    `Cost so far ${printMoney(report.cost)}${report.budget === null ? '' : `, stops at ${printMoney(report.budget)}`}; ${report.speed.toFixed(1)} of ${report.pace.allowed} a second${report.finishes_at === null ? '' : `, finished about ${report.finishes_at}`}`,
    ...(report.ledger === null ? [] : [`Ledger recounted ${report.ledger.at}: ${report.ledger.equal ? 'equal' : 'a difference was put right'}`]),
  ].join('\n');
}

function percent(rate: number | null): string {
  return rate === null ? '' : `${(rate * 100).toFixed(1)} %`;
}

function intervalOf({ low, high }: Report['funnel'][number]): string {
  return low === null || high === null ? '' : `${(low * 100).toFixed(1)} to ${(high * 100).toFixed(1)}`;
}

function waitWords({ by, held_by, at, countries }: Wait): string {
  switch (by) {
    case 'queue':
      return 'in the queue';
    case 'held':
      return `held by ${held_by ?? 'something'}`;
    case 'own_hour':
      return `waiting for their own hour, ${at ?? ''}`;
    case 'later':
      return `waiting until ${at ?? ''}${held_by === null ? '' : ` (${held_by})`}${countries.length === 0 ? '' : `, ${countries.join(', ')}`}`;
  }
}

function causeTitle({ kind, reason, code }: Report['reasons'][number]): string {
  return kind === 'failed' && code !== null ? `${explainError(code).en.title} (${code})` : reasonTitle(reason);
}
