/** What WhatsApp draws of a text. */
export type TextFormat = 'bold' | 'italic' | 'struck' | 'code';

/** The formats with the sign on their button, the marks around a text, and the key that goes with Ctrl or ⌘. */
export const formats: readonly { readonly kind: TextFormat; readonly sign: string; readonly mark: string; readonly key: string }[] = [
  { kind: 'bold', sign: 'B', mark: '*', key: 'b' },
  { kind: 'italic', sign: 'I', mark: '_', key: 'i' },
  { kind: 'struck', sign: 'S', mark: '~', key: 'd' },
  { kind: 'code', sign: '</>', mark: '```', key: 'e' },
];

/**
 * Puts the marks of a format around a selection, or takes them away where they are already. WhatsApp wants them close to the
 * words, so blanks at the ends stay outside. The new selection holds the words, so that a second format can follow.
 */
export function wrapped(
  text: string,
  place: { readonly at: number; readonly end: number },
  kind: TextFormat,
): { readonly text: string; readonly at: number; readonly end: number } {
  const mark = formats.find((each) => each.kind === kind)?.mark ?? '*';
  const chosen = text.slice(place.at, place.end);
  const at = place.at + (chosen.length - chosen.trimStart().length);
  const words = chosen.trim();
  const end = at + words.length;
  const isMarked = words !== '' && text.slice(at - mark.length, at) === mark && text.slice(end, end + mark.length) === mark;
  if (isMarked) {
    return { text: `${text.slice(0, at - mark.length)}${words}${text.slice(end + mark.length)}`, at: at - mark.length, end: end - mark.length };
  }
  return { text: `${text.slice(0, at)}${mark}${words}${mark}${text.slice(end)}`, at: at + mark.length, end: end + mark.length };
}
