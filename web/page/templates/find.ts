import type { Template } from '#core/contract/templates.ts';
import type { ListSearch } from './search.ts';

/** Whether a template is looked for: by its name or words, by a state and a language, both of one translation. */
export function isFound(template: Template, search: ListSearch): boolean {
  const words = (search.q ?? '').trim().toLocaleLowerCase();
  const said = [template.name, template.name.replaceAll('_', ' '), ...template.translations.map((each) => each.content.body)].join('\n').toLocaleLowerCase();
  const wanted = template.translations.some(
    (each) => (search.state === undefined || each.state === search.state) && (search.language === undefined || each.language === search.language),
  );
  return (words === '' || said.includes(words)) && (wanted || (search.state === undefined && search.language === undefined));
}
