import type { VariableSource } from '#core/contract/variables.ts';
import type { Contact } from '#core/contract/contacts.ts';
import type { Template, Translation } from '#core/contract/templates.ts';

/** What a variable of that name most likely stands for: the person's own attribute or field, else nothing. */
export function guessValue(variable: string, person: Contact): string {
  const own: Record<string, string | null> = {
    first_name: person.first_name,
    last_name: person.last_name,
    name: person.name,
    email: person.email,
    phone: person.phone,
  };
  const value = own[variable] ?? person.fields[variable];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The values typed in, as the API takes them. */
export function fixedValues(values: Readonly<Record<string, string>>): Record<string, VariableSource> {
  return Object.fromEntries(Object.entries(values).map(([name, text]) => [name, { from: 'text', text }]));
}

/** The languages of a template that may be sent, the person's own first. */
export function sendable(template: Template, language: string | null): Translation[] {
  const base = (tag: string) => tag.toLowerCase().split(/[-_]/)[0];
  const wanted = language === null ? undefined : base(language);
  const approved = template.translations.filter((translation) => translation.state === 'approved');
  return approved.toSorted((one, other) => Number(base(other.language) === wanted) - Number(base(one.language) === wanted));
}
