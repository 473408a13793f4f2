import type { WireParameterFormat, WireTemplateComponent } from '#core/whatsapp/wire.ts';

import { badParameter } from '../graph/errors.ts';
import { asText, lengthOf, listAt, recordAt, textAt } from '../world/json.ts';
import { parseSamples } from './examples.ts';
import { templateLimits } from './limits.ts';
import { placeholdersFit, placeholdersOf, withoutPlaceholders } from './placeholders.ts';
import { badHeader, missingField, tooLong } from './refusals.ts';

/** Where a header stands decides what it may be. */
type HeaderPlace = 'message' | 'card';

const formats = ['TEXT', 'IMAGE', 'VIDEO', 'GIF', 'DOCUMENT', 'LOCATION', 'PRODUCT'] as const;
const cardFormats: readonly string[] = ['IMAGE', 'VIDEO', 'PRODUCT'];

/** Reads a header of any kind. */
export function parseHeader(value: Record<string, unknown>, format: WireParameterFormat, place: HeaderPlace): WireTemplateComponent {
  const asked = asText(value['format'] ?? '').toUpperCase();
  const kind = formats.find((one) => one === asked);
  if (kind === undefined) throw badParameter(`Param components['format'] must be one of {${formats.join(', ')}} - got "${asked.slice(0, 40)}".`);
  if (place === 'card' && !cardFormats.includes(kind)) throw badHeader('The header of a carousel card must be of format IMAGE, VIDEO or PRODUCT.');
  switch (kind) {
    case 'IMAGE':
    case 'VIDEO':
    case 'GIF':
    case 'DOCUMENT': {
      const handles = listAt(recordAt(value, 'example') ?? {}, 'header_handle')?.filter((one) => typeof one === 'string' && one !== '') ?? [];
      if (handles.length === 0) throw missingField('HEADER', 'example');
      return { type: 'HEADER', format: kind, example: { header_handle: handles.map(String) } };
    }
    case 'LOCATION':
    case 'PRODUCT':
      return { type: 'HEADER', format: kind };
    case 'TEXT':
      return parseTextHeader(value, format);
  }
}

function parseTextHeader(value: Record<string, unknown>, format: WireParameterFormat): WireTemplateComponent {
  const text = textAt(value, 'text') ?? '';
  if (text.trim() === '') throw missingField('HEADER', 'text');
  if (lengthOf(text) > templateLimits.headerText) throw tooLong('Header', templateLimits.headerText);
  const names = placeholdersOf(text);
  const plain = withoutPlaceholders(text, '');
  if (/[\n*_~`]|\p{Extended_Pictographic}/u.test(plain))
    throw badHeader("The message header can't have any new lines, formatting characters, emojis or asterisks.");
  if (names.length > 1 || !placeholdersFit(names, format) || /\{\{|\}\}/.test(plain))
    throw badHeader('The message header can have one variable at most: {{1}}, or {{name}} where parameters are named.');
  if (names.length === 0) return { type: 'HEADER', format: 'TEXT', text };
  const samples = parseSamples('HEADER', recordAt(value, 'example') ?? {}, names, format);
  return {
    type: 'HEADER',
    format: 'TEXT',
    text,
    example: 'named' in samples ? { header_text_named_params: samples.named } : { header_text: samples.positional },
  };
}
