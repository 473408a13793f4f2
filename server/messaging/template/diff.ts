import type { TemplateContent } from '#core/whatsapp/template.ts';

/** One place that changed: a JSON pointer, what stood there and what stands now; null where nothing stood or stands. */
export type ContentChange = { readonly at: string; readonly before: string | null; readonly after: string | null };

/**
 * What differs between two contents, leaf by leaf, in the order in which one reads them: those of the second, then what is
 * gone. Null, a missing part and an empty list are all "nothing there".
 */
export function diffContents(before: TemplateContent, after: TemplateContent): ContentChange[] {
  const was = new Map(leavesOf(before, ''));
  const is = new Map(leavesOf(after, ''));
  const places = [...is.keys(), ...[...was.keys()].filter((at) => !is.has(at))];
  return places.map((at) => ({ at, before: was.get(at) ?? null, after: is.get(at) ?? null })).filter((change) => change.before !== change.after);
}

function leavesOf(value: unknown, at: string): [string, string][] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [[at, String(value)]];
  return Object.entries(value).flatMap(([key, one]) => leavesOf(one, `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`));
}
