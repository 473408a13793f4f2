import { headersOf } from '#core/whatsapp/draw.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { cleanValue, variablesIn } from '#core/whatsapp/variables.ts';
import type { WireMediaSource } from '#core/whatsapp/wire.message.ts';
import type { BroadcastLanguage } from './broadcast.ts';
import { presentWireName, type WireName } from './outcome.ts';
import { wireOfRecipient } from './wire.ts';

/**
 * The template of a language, printed once for all recipients: JSON around the places of values, and which value stands in each.
 * Making and printing an object for each person cost 8 µs, putting their values between the pieces less than one.
 */
export type Printed = { readonly pieces: readonly string[]; readonly places: readonly number[] };

/** Marks of a place while it is printed: characters of private use, which no font has. */
const [begin, end] = ['\ue000', '\ue001'];
const mark = /\ue000(\d+)\ue001/g;

/**
 * Prints a language with these files; null when a value changes more than the text around it (a picture of each person, the end of an
 * offer), so that everybody's body has to be made by itself.
 */
export function printLanguage(language: BroadcastLanguage, files: ReadonlyMap<string, WireMediaSource>): Printed | null {
  if (varies(language.content) || JSON.stringify(language).includes(begin)) return null;
  const text = JSON.stringify(
    wireOfRecipient(
      language,
      language.variables.map((_, index) => `${begin}${index}${end}`),
      files,
    ),
  );
  const places = [...text.matchAll(mark)].map(([, index]) => Number(index));
  return { pieces: text.split(mark).filter((_, index) => index % 2 === 0), places };
}

function varies(content: TemplateContent): boolean {
  return variablesIn(content.offer?.expires ?? '').length > 0 || headersOf(content).some((header) => 'media' in header && header.from !== undefined);
}

/**
 * The whole body of a send, byte for byte what `envelope` and JSON make of it; undefined when a value of this person is blank or no whole
 * text, which the general way knows how to say.
 */
export function printBody(printed: Printed, recipient: { readonly phone: string; readonly variables: readonly string[] }, name: WireName): string | undefined {
  const { pieces, places } = printed;
  let text = `{"messaging_product":"whatsapp","recipient_type":"individual","to":"${escaped(recipient.phone)}","biz_opaque_callback_data":"${presentWireName(name)}","type":"template","template":${pieces[0]}`;
  for (let at = 0; at < places.length; at += 1) {
    const value = cleanValue(recipient.variables[places[at] ?? -1] ?? '');
    // A half of a surrogate pair might make a whole one with what stands beside it.
    if (value === '' || !value.isWellFormed()) return undefined;
    text += escaped(value) + pieces[at + 1];
  }
  return `${text}}`;
}

const needsEscape = /["\\\u0000-\u001f]/;

function escaped(text: string): string {
  return needsEscape.test(text) ? JSON.stringify(text).slice(1, -1) : text;
}

/** Whether the values of so many variables surely fit into a language whose room is known (`roomOf`). */
export function surelyFits(room: number, variables: readonly string[], count: number): boolean {
  if (variables.length < count) return false;
  let length = 0;
  for (const value of variables) {
    if (!/\S/.test(value)) return false;
    length += value.length;
  }
  return length <= room;
}
