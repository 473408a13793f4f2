import { parsePublicId } from '#core/value/id.ts';
import { isRefused } from '#core/value/result.ts';
import type { TemplateHeader } from '#core/whatsapp/template.ts';
import { variablesIn } from '#core/whatsapp/variables.ts';
import { isOneVariable, lintBraces, withoutVariables } from './texts.ts';
import { lawFault, type LawFault, textLength } from './words.ts';

/** Characters of a text header, by Meta's "Template components" page, read 2026-11-22. */
export const headerLength = 60;

/** What may be known of a file of ours. */
export type FileLook = (media: string) => { readonly mime: string } | undefined;

/** What a header of each kind may show: the project's facts §2.3; documents in headers are PDF, as Meta's sample page asks. Read 2026-11-22. */
const headerMimes = {
  image: ['image/jpeg', 'image/png'],
  video: ['video/mp4'],
  document: ['application/pdf'],
} as const satisfies Record<string, readonly string[]>;

/** Looks at the header of a message or of a card; `at` is where it stands. */
export function lintHeader(header: TemplateHeader, at: string, file?: FileLook): LawFault[] {
  switch (header.kind) {
    case 'text':
      return lintTextHeader(header.text, `${at}/text`);
    case 'image':
    case 'video':
    case 'document':
      return lintFile(header, at, file);
    case 'location':
      return lintPlace(header, at);
    case 'product':
      return [
        ...(header.catalog.trim() === '' ? [lawFault(`${at}/catalog`, 'catalog_empty')] : []),
        ...(header.product.trim() === '' ? [lawFault(`${at}/product`, 'product_empty')] : []),
      ];
  }
}

function lintTextHeader(text: string, at: string): LawFault[] {
  if (text.trim() === '') return [lawFault(at, 'header_empty')];
  const faults: LawFault[] = [];
  const own = withoutVariables(text);
  const names = variablesIn(text);
  if (textLength(text) > headerLength) faults.push(lawFault(at, 'header_long', { length: textLength(text), most: headerLength }));
  if (/[\n\r]/.test(text)) faults.push(lawFault(at, 'header_line'));
  if (/\p{Extended_Pictographic}/u.test(own)) faults.push(lawFault(at, 'header_emoji'));
  if (/[*_~`]/.test(own)) faults.push(lawFault(at, 'header_formatting'));
  if (names.length > 1) faults.push(lawFault(at, 'header_variables', { count: names.length }));
  return [...faults, ...lintBraces(at, text)];
}

function lintFile(header: Extract<TemplateHeader, { media: string }>, at: string, file: FileLook | undefined): LawFault[] {
  if (isRefused(parsePublicId('media', header.media))) return [lawFault(`${at}/media`, `header_${header.kind}`)];
  const mime = file?.(header.media)?.mime;
  const allowed: readonly string[] = headerMimes[header.kind];
  if (mime === undefined || allowed.includes(mime)) return [];
  return [lawFault(`${at}/media`, `header_${header.kind}_type`, { mime })];
}

/** How far a place may lie from the equator and from Greenwich, in degrees. */
export const degreesOf = { latitude: 90, longitude: 180 } as const;

/** Meta wants all four parts of a place with each send. */
function lintPlace(header: Extract<TemplateHeader, { kind: 'location' }>, at: string): LawFault[] {
  const coordinates = (['latitude', 'longitude'] as const).flatMap((part) => {
    const value = header[part].trim();
    if (isOneVariable(value)) return [];
    const isDegrees = /^[+-]?\d{1,3}(\.\d+)?$/.test(value) && Math.abs(Number(value)) <= degreesOf[part];
    return isDegrees ? [] : [lawFault(`${at}/${part}`, 'place_degrees', { value: value.slice(0, 40), most: degreesOf[part] })];
  });
  const words = (['name', 'address'] as const).flatMap((part) => (header[part].trim() === '' ? [lawFault(`${at}/${part}`, 'place_words')] : []));
  return [...coordinates, ...words];
}
