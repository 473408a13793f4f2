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
