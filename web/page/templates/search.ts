/** What the address of a template's page holds: the language looked at. */
export type TemplateSearch = { readonly language?: string | undefined };

/** Reads the search of a template's page; anything else is left out. */
export function parseTemplateSearch(search: Record<string, unknown>): TemplateSearch {
  const language = wordOf(search['language']);
  return language === undefined ? {} : { language };
}

/** What the address of the editor of a template holds: the language that is written, and one that is added. */
export type EditSearch = { readonly language?: string | undefined; readonly add?: boolean | undefined };

/** Reads the search of the editor. */
export function parseEditSearch(search: Record<string, unknown>): EditSearch {
  return { ...parseTemplateSearch(search), ...(search['add'] === true ? { add: true } : {}) };
}

/** What the address of a new template holds: the one of the gallery it begins from, and in which language. */
export type NewSearch = { readonly from?: string | undefined; readonly language?: string | undefined };

/** Reads the search of the page of a new template. */
export function parseNewSearch(search: Record<string, unknown>): NewSearch {
  const from = wordOf(search['from']);
  return from === undefined ? {} : { from, ...parseTemplateSearch(search) };
}

/** What the address of the list holds: words that are looked for, a state, a language. */
export type ListSearch = {
  readonly q?: string | undefined;
  readonly state?: string | undefined;
  readonly language?: string | undefined;
};

/** What the address of the gallery holds: the language it is read in, and a moment of the journey. */
export type GallerySearch = { readonly language?: string | undefined; readonly moment?: string | undefined };

/** Reads the search of the gallery. */
export function parseGallerySearch(search: Record<string, unknown>): GallerySearch {
  const moment = wordOf(search['moment']);
  return { ...parseTemplateSearch(search), ...(moment === undefined ? {} : { moment }) };
}

/** Reads the search of the list of templates. */
export function parseListSearch(search: Record<string, unknown>): ListSearch {
  const [q, state, language] = ['q', 'state', 'language'].map((name) => wordOf(search[name]));
  return { ...(q === undefined ? {} : { q }), ...(state === undefined ? {} : { state }), ...(language === undefined ? {} : { language }) };
}

function wordOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
