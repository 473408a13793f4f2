import { z } from 'zod';
import type { RefusalFault } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Told } from '#core/value/say.ts';

/** More faults than this only repeat themselves (a wrong array). */
const faultsMost = 50;
/** Of more values to choose from than this the list says nothing. */
const choicesMost = 30;

/** Checks one part of a request against the contract; what does not fit is added to `faults`, each with its place. */
export function checkPart<Schema extends z.ZodType>(
  part: string,
  schema: Schema,
  value: unknown,
  faults: RefusalFault[],
): { value: z.output<Schema> } | undefined {
  const parsed = z.safeParse(schema, value, { reportInput: true });
  if (parsed.success) return { value: parsed.data };
  for (const issue of parsed.error.issues.slice(0, faultsMost - faults.length)) faults.push(...faultsOf(issue, `/${part}`));
  return undefined;
}

/** The first fault with its place, and how many more there are. */
export function sentenceOf(faults: readonly RefusalFault[]): Told {
  const first = faults[0];
  if (!first) return say('unfit_shape');
  const why = say('unfit_first', { at: first.at, why: first.message });
  return faults.length > 1 ? say('unfit_more', { why, count: faults.length - 1 }) : why;
}

/** An issue of a union says only "invalid input"; what each member said is nearer to the truth, so the nearest is shown. */
function faultsOf(issue: z.core.$ZodIssue, base: string): RefusalFault[] {
  const at = issue.path.reduce<string>((pointer, step) => `${pointer}/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`, base);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ at: `${at}/${key}`, message: say('unfit_unknown') }));
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const deepest = issue.errors.toSorted((one, other) => depthOf(other) - depthOf(one))[0] ?? [];
    const inner = deepest.flatMap((nested) => faultsOf(nested, at));
    if (inner.length > 0) return inner;
  }
  return [{ at, message: wordsOf(issue) }];
}

const depthOf = (issues: readonly z.core.$ZodIssue[]): number => Math.max(0, ...issues.map((issue) => issue.path.length));

/** What an issue says, in our words. A rule of the contract that has a sentence of its own keeps it. */
function wordsOf(issue: z.core.$ZodIssue): Told {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? say('unfit_missing') : typeWords(issue.expected);
    case 'invalid_value':
      return issue.input === undefined ? say('unfit_missing') : say('unfit_choice', { choices: { list: issue.values.slice(0, choicesMost).map(String) } });
    case 'invalid_format':
      return formatWords(issue.format);
    case 'too_small':
      return smallWords(issue.origin, Number(issue.minimum));
    case 'too_big':
      return bigWords(issue.origin, Number(issue.maximum));
    case 'invalid_union':
      return issue.input === undefined ? say('unfit_missing') : say('unfit_form');
    case 'unrecognized_keys':
      return say('unfit_unknown');
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
      return say('unfit_form');
    case 'custom':
      return issue.message;
  }
}

function typeWords(expected: string): Told {
  if (expected === 'string') return say('unfit_type', { kind: say('kind_string') });
  if (expected === 'number') return say('unfit_type', { kind: say('kind_number') });
  if (expected === 'int') return say('unfit_type', { kind: say('kind_int') });
  if (expected === 'boolean') return say('unfit_type', { kind: say('kind_boolean') });
  if (expected === 'array') return say('unfit_type', { kind: say('kind_array') });
  return expected === 'object' || expected === 'record' ? say('unfit_type', { kind: say('kind_object') }) : say('unfit_form');
}

function formatWords(format: string): Told {
  if (format === 'email') return say('unfit_email');
  if (format === 'url') return say('unfit_url');
  if (format === 'datetime') return say('unfit_time');
  return format === 'date' ? say('unfit_date') : say('unfit_form');
}

function smallWords(origin: string, least: number): Told {
  if (origin === 'string') return least === 1 ? say('unfit_empty') : say('unfit_short', { least });
  if (origin === 'array' || origin === 'set') return say('unfit_few', { least });
  return say('unfit_small', { least });
}

function bigWords(origin: string, most: number): Told {
  if (origin === 'string') return say('unfit_long', { most });
  if (origin === 'array' || origin === 'set') return say('unfit_many', { most });
  return say('unfit_big', { most });
}
