/** What the address of a template's page holds: the language looked at. */
export type TemplateSearch = { readonly language?: string };

/** Reads the search of a template's page; anything else is left out. */
export function parseTemplateSearch(search: Record<string, unknown>): TemplateSearch {
  return typeof search['language'] === 'string' && search['language'] !== '' ? { language: search['language'] } : {};
}
