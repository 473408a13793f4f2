import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';

/** One measured thing, mostly beside another that was measured in the same run, in turns. `ratio` is value / besideValue. */
export type Result = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly beside: string | null;
  readonly besideValue: number | null;
  readonly ratio: number | null;
};

/** The middle of several runs; of an even number the lower middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

/** Puts two series of one run side by side by their medians. */
export function compare(names: { name: string; unit: string; beside: string }, values: readonly number[], besides: readonly number[]): Result {
  const value = median(values);
  const besideValue = median(besides);
  return {
    name: names.name,
    value: round(value),
    unit: names.unit,
    beside: names.beside,
    besideValue: round(besideValue),
    ratio: Math.round((value / besideValue) * 1000) / 1000,
  };
}

/** The median of what has nothing beside it. */
export function alone(names: { name: string; unit: string }, values: readonly number[]): Result {
  return { name: names.name, value: round(median(values)), unit: names.unit, beside: null, besideValue: null, ratio: null };
}

/** The value below which such a share of some lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Prints a table for people. */
export function printResults(results: readonly Result[]): string {
  const rows = [
    ['what', 'median', 'unit', 'beside', 'median', 'ratio'],
    ...results.map((one) => [
      one.name,
      one.value.toLocaleString('en'),
      one.unit,
      one.beside ?? '',
      one.besideValue?.toLocaleString('en') ?? '',
      one.ratio?.toFixed(3) ?? '',
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 || column === 2 || column === 3 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  '),
    )
    .join('\n');
}

/** Writes bench/results.json: a list of results, replaced by name, so that one bench can be run alone. */
export async function writeResults(file: string, results: readonly Result[]): Promise<void> {
  const before = await readFile(file, 'utf8').then(parseResults, () => []);
  const kept = before.filter((one) => !results.some((result) => result.name === one.name));
  const all = [...kept, ...results].toSorted((one, other) => one.name.localeCompare(other.name));
  await writeFile(file, `${JSON.stringify(all, null, 2)}\n`);
}

function parseResults(text: string): Result[] {
  return JSON.parse(text) as Result[];
}

/** The machine in one line, since a number without its machine is a rumour. */
export function describeMachine(): string {
  return `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
}
