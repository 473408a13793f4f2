import type { Plan, Report } from '#core/contract/campaigns.ts';
import type { Import } from '#core/contract/imports.ts';
import { skipReasons } from '#core/policy/reasons.ts';

/** Plain text for people; `--json` prints the API's own answers instead. */

const whole = new Intl.NumberFormat('en');

/** 312.4 EUR, from millionths. */
export function printMoney(money: { currency: string; micros: number }): string {
  return `${(money.micros / 1_000_000).toFixed(2)} ${money.currency}`;
}

/** A table with aligned columns; numbers to the right. */
export function printTable(rows: readonly (readonly (string | number)[])[]): string {
  const widths: number[] = [];
  const text = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? whole.format(cell) : cell)));
  for (const row of text) row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, cell.length)));
  return text
    .map((row, line) =>
      row
        .map((cell, index) => (typeof rows[line]?.[index] === 'number' ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The reason's title in English; an unknown code as it is. */
export function reasonTitle(reason: string): string {
  return reason in skipReasons ? titleOf(reason) : reason;
}

function titleOf(reason: string): string {
  for (const [code, words] of Object.entries(skipReasons)) if (code === reason) return words.en.title;
  return reason;
}

function printLanguages(lines: Plan['by_language']): string {
  return lines.map((one) => `${one.language} ${whole.format(one.people)}`).join(', ');
}

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

/** The report: a funnel, a line that adds up, and the reasons. */
export function printReport(report: Report): string {
  const { counts } = report;
  const percent = (rate: number | null) => (rate === null ? '' : `${(rate * 100).toFixed(1)} %`);
  const state = report.campaign.broadcast?.state ?? report.campaign.state;
  const held = report.campaign.broadcast?.held_by;
  return [
    `${report.campaign.name}: ${state}${held ? `, held by ${held}${report.campaign.broadcast?.held_detail ? ` (${report.campaign.broadcast.held_detail})` : ''}` : ''}`,
    printTable(report.funnel.map((step) => [`  ${step.step}`, step.people, percent(step.rate), step.of ? `of ${step.of}` : ''])),
    `${whole.format(counts.waiting)} waiting + ${whole.format(counts.skipped)} left out + ${whole.format(counts.accepted + counts.sent)} on their way + ${whole.format(counts.delivered + counts.read)} delivered + ${whole.format(counts.failed)} failed + ${whole.format(counts.in_doubt)} in doubt + ${whole.format(counts.cancelled)} cancelled = ${whole.format(counts.total)}`,
    ...(report.waits ?? []).map((wait) => `  waiting for ${wait.at}: ${whole.format(wait.people)}`),
    ...report.reasons.map(
      (reason) => `  ${reason.kind}: ${reasonTitle(reason.reason)}${reason.code === null ? '' : ` (${reason.code})`}: ${whole.format(reason.people)}`,
    ),
    `Cost so far ${printMoney(report.cost)}; ${report.speed.toFixed(1)} a second${report.finishes_at === null ? '' : `, finished about ${report.finishes_at}`}`,
  ].join('\n');
}

/** What an import found or did. */
export function printImport(found: Import): string {
  const counts = found.counts;
  if (counts === null) return `${found.file_name}: ${found.state}, ${whole.format(found.rows_total)} rows`;
  return [
    `${found.file_name}: ${found.state}, ${whole.format(found.rows_total)} rows`,
    printTable([
      ['  new', counts.new],
      ['  updated', counts.updated],
      ['  skipped', counts.skipped],
      ['  twice in the file', counts.duplicate],
      ['  invalid', counts.invalid],
      ['  of these: agree to offers', counts.consented],
      ['  of these: opted out, and stay so', counts.opted_out],
    ]),
  ].join('\n');
}
