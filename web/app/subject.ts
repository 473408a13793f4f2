/** Where a thing has its page. */
export type SubjectPlace =
  | { readonly to: '/templates/$id'; readonly params: { readonly id: string }; readonly search: Record<string, never> }
  | { readonly to: '/campaigns/$id' | '/contacts/$id' | '/segments/$id' | '/imports/$id' | '/inbox/$id'; readonly params: { readonly id: string } }
  | { readonly to: '/settings/numbers' };

const pages: Readonly<Record<string, (id: string) => SubjectPlace>> = {
  tpl: (id) => ({ to: '/templates/$id', params: { id }, search: {} }),
  cmp: (id) => ({ to: '/campaigns/$id', params: { id } }),
  con: (id) => ({ to: '/contacts/$id', params: { id } }),
  seg: (id) => ({ to: '/segments/$id', params: { id } }),
  imp: (id) => ({ to: '/imports/$id', params: { id } }),
  cnv: (id) => ({ to: '/inbox/$id', params: { id } }),
  num: () => ({ to: '/settings/numbers' }),
};

/** The page of what a border id names; undefined where it has none of its own. */
export function subjectPlace(id: string): SubjectPlace | undefined {
  return pages[id.split('_')[0] ?? '']?.(id);
}
