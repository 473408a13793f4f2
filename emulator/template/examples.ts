import type { WireNamedExample, WireParameterFormat } from '#core/whatsapp/wire.ts';

import { asText, isRecord, listAt, textAt } from '../world/json.ts';
import { missingField } from './refusals.ts';

/** Samples of a header's or a body's variables, one for each; refused (2388043) when one is missing. */
export function parseSamples(
  component: 'HEADER' | 'BODY',
  example: Record<string, unknown>,
  names: readonly string[],
  format: WireParameterFormat,
): { named: WireNamedExample[] } | { positional: string[] } {
  const key = component === 'HEADER' ? 'header_text' : 'body_text';
  if (format === 'NAMED') {
    const named = parseNamed(example[`${key}_named_params`]);
    if (!names.every((name) => named.some((sample) => sample.param_name === name && sample.example !== ''))) throw missingField(component, 'example');
    return { named: named.filter((sample) => names.includes(sample.param_name)) };
  }
  const positional = parsePositional(example, key);
  if (positional.length !== names.length || positional.includes('')) throw missingField(component, 'example');
  return { positional };
}

function parseNamed(value: unknown): WireNamedExample[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isRecord).map((one) => ({ param_name: textAt(one, 'param_name') ?? '', example: textAt(one, 'example') ?? '' }));
}

/** Meta takes [["a","b"]], for one variable also "a", and from older clients ["a","b"]. */
function parsePositional(example: Record<string, unknown>, key: string): string[] {
  const value = example[key];
  if (typeof value === 'string') return [value];
  const rows = listAt(example, key) ?? [];
  return (Array.isArray(rows[0]) ? rows[0] : rows).map(asText);
}
