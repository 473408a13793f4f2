import type { WireParameterFormat, WireTemplateComponent } from '#core/whatsapp/wire.ts';

import { templateRefusal } from '../graph/errors.ts';
import { lengthOf, recordAt, textAt } from '../world/json.ts';
import { parseSamples } from './examples.ts';
import { templateLimits } from './limits.ts';
import { placeholdersFit, placeholdersOf, withoutPlaceholders } from './placeholders.ts';
import { badBody, badFooter, missingField, tooLong } from './refusals.ts';

/** Where a body stands decides how long it may be. */
type BodyPlace = 'message' | 'card';

/** Meta: a card's body has at most two line breaks (facts §2.1, read 2026-11-22). */
const cardLineBreaks = 2;

/** Reads a body that is not of an authentication template. */
export function parseBody(value: Record<string, unknown>, format: WireParameterFormat, place: BodyPlace): WireTemplateComponent {
  const text = textAt(value, 'text') ?? '';
  const limit = place === 'card' ? templateLimits.cardBody : templateLimits.body;
  if (lengthOf(text) > limit) throw tooLong('Body', limit);
  if (text.trim() === '') throw missingField('BODY', 'text');
  const names = placeholdersOf(text);
  checkBodyVariables(text, names, format);
  if (/\n{3,}/.test(text)) throw badBody("The message body can't have more than two consecutive new lines.");
  if (place === 'card' && (text.match(/\n/g)?.length ?? 0) > cardLineBreaks) throw badBody("The body of a card can't have more than two line breaks.");
  if (names.length === 0) return { type: 'BODY', text };
  const samples = parseSamples('BODY', recordAt(value, 'example') ?? {}, names, format);
  return { type: 'BODY', text, example: 'named' in samples ? { body_text_named_params: samples.named } : { body_text: [samples.positional] } };
}

function checkBodyVariables(text: string, names: readonly string[], format: WireParameterFormat): void {
  // What is left of braces once the good placeholders are gone was meant as one.
  if (!placeholdersFit(names, format) || /\{\{|\}\}/.test(withoutPlaceholders(text, ''))) {
    throw badBody(
      'Variable parameters must be whole numbers or words with two sets of curly brackets, for example {{1}} or {{name}}, numbered from 1 without a gap.',
    );
  }
  const trimmed = text.trim();
  if (/^\{\{[^{}]*\}\}/.test(trimmed) || /\{\{[^{}]*\}\}$/.test(trimmed)) {
    throw templateRefusal(2388299, 'Leading or trailing params not allowed', "Variables can't be at the start or end of the template.");
  }
  if (hasTooManyVariables(text, names.length)) {
    throw templateRefusal(
      2388293,
      'Parameters words ratio exceeds limit',
      'This template has too many variables for its length. Reduce the number of variables or increase the message length.',
    );
  }
}

/** Meta's ratio is unpublished; ours refuses a body with fewer words of its own than variables, which is on the lenient side. */
function hasTooManyVariables(text: string, variables: number): boolean {
  if (variables === 0) return false;
  const own = withoutPlaceholders(text, ' ');
  const ownWords = own.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  // Languages that do not part words by blanks are measured in characters.
  const letters = own.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0;
  return ownWords + letters / 2 < variables;
}

/** Reads a footer that is not of an authentication template. */
export function parseFooter(value: Record<string, unknown>): WireTemplateComponent {
  const text = textAt(value, 'text') ?? '';
  if (text.trim() === '') throw missingField('FOOTER', 'text');
  if (lengthOf(text) > templateLimits.footer) throw tooLong('Footer', templateLimits.footer);
  if (/\{\{|\}\}|\n/.test(text)) {
    throw badFooter("The message footer can't have any variables, new lines, formatting characters or emojis.");
  }
  return { type: 'FOOTER', text };
}
