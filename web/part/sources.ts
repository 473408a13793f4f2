import type { VariableSource } from '#core/contract/campaigns.ts';

/** The attributes every contact has, by the names the API knows; a workspace's own are `fields.<key>`. */
export const ownAttributes = ['first_name', 'last_name', 'name', 'country', 'language', 'email', 'phone'] as const;
export type OwnAttribute = (typeof ownAttributes)[number];

type Field = { readonly key: string; readonly label: string };
type Sources = Readonly<Record<string, VariableSource>>;

/**
 * What fills each variable when a template is picked: what was chosen for a variable of that name before, an attribute
 * that is called the same, else fixed words still to be written.
 */
export function defaultSources(variables: readonly string[], fields: readonly Field[], before: Sources): Record<string, VariableSource> {
  return Object.fromEntries(variables.map((name) => [name, before[name] ?? guessSource(name, fields)]));
}

function guessSource(name: string, fields: readonly Field[]): VariableSource {
  const own = ownAttributes.find((attribute) => attribute === name);
  if (own !== undefined) return { from: 'contact', attribute: own, fallback: '' };
  const field = fields.find((each) => each.key === name);
  if (field !== undefined) return { from: 'contact', attribute: `fields.${field.key}`, fallback: '' };
  return { from: 'text', text: '' };
}

/** Changes where a variable comes from: `text`, `liquid`, or an attribute; a fallback already written is kept. */
export function withOrigin(source: VariableSource, picked: string): VariableSource {
  const fallback = source.from === 'text' ? '' : source.fallback;
  if (picked === 'text') return source.from === 'text' ? source : { from: 'text', text: fallback };
  if (picked === 'liquid')
    return source.from === 'liquid' ? source : { from: 'liquid', template: source.from === 'contact' ? `{{ contact.${source.attribute} }}` : '', fallback };
  return { from: 'contact', attribute: picked, fallback };
}

/** The option a source stands for in the list of origins. */
export function originOf(source: VariableSource): string {
  return source.from === 'contact' ? source.attribute : source.from;
}
