/** What the list of people is narrowed by, as the address says it. */
export type ContactSearch = { search?: string; country?: string; tag?: string; consent?: 'given' | 'withdrawn' | 'none'; segment?: string; add?: true };

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;
}

/** Reads the address of the list; what it does not know is left out. */
export function parseContactSearch(search: Record<string, unknown>): ContactSearch {
  const found: ContactSearch = {};
  const words = text(search['search']);
  const country = text(search['country']);
  const tag = text(search['tag']);
  const segment = text(search['segment']);
  const consent = search['consent'];
  if (words !== undefined) found.search = words;
  if (country !== undefined && /^[A-Z]{2}$/.test(country)) found.country = country;
  if (tag !== undefined) found.tag = tag;
  if (consent === 'given' || consent === 'withdrawn' || consent === 'none') found.consent = consent;
  if (segment !== undefined) found.segment = segment;
  if (search['add'] === true) found.add = true;
  return found;
}
