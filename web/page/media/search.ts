import type { MediaKind } from '#core/contract/media.ts';

/** The kinds of files. The contract's list brings its schemas, which no page should load; the compiler holds this one to it. */
export const mediaKinds = ['image', 'sticker', 'video', 'audio', 'document'] as const satisfies readonly MediaKind[];

/** What the media library is narrowed by and which file is open, as the address says it. */
export type MediaSearch = { q?: string; folder?: string; tag?: string; kind?: MediaKind; from?: 'people'; file?: string };

/** "In no folder", since the address leaves out what is empty. */
export const noFolder = '-';

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;
}

/** Reads the address of the library; what it does not know is left out. */
export function parseMediaSearch(search: Record<string, unknown>): MediaSearch {
  const found: MediaSearch = {};
  const q = text(search['q']);
  const folder = text(search['folder']);
  const tag = text(search['tag']);
  const kind = mediaKinds.find((one) => one === search['kind']);
  const file = text(search['file']);
  if (q !== undefined) found.q = q;
  if (folder !== undefined) found.folder = folder;
  if (tag !== undefined) found.tag = tag;
  if (kind !== undefined) found.kind = kind;
  if (search['from'] === 'people') found.from = 'people';
  if (file?.startsWith('med_') === true) found.file = file;
  return found;
}
