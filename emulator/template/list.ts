import type { Call } from '../graph/call.ts';
import { badParameter } from '../graph/errors.ts';
import { pageOf } from '../graph/pages.ts';
import { asText, wordsOf } from '../world/json.ts';
import type { Account, Template, World } from '../world/world.ts';
import { presentTemplate } from './present.ts';
import { sweepTemplates } from './removal.ts';

const sources = ['AUTO_GENERATED', 'USER_CREATED'];

/** Answers `GET /{account}/message_templates`: filters, fields, pages, and a summary where one is asked for. */
export function listTemplates(world: World, call: Call, account: Account): unknown {
  sweepTemplates(world, account.id);
  const { params } = call;
  const own = [...world.templates.values()].filter((one) => one.account === account.id);
  const found = own.filter(parseFilter(params)).toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
  const page = pageOf(found, params, call.base, `/${call.path}`);
  const summary = params['summary'] === undefined ? {} : { summary: summarize(world, own, found.length) };
  return { ...page, data: page.data.map((one) => presentTemplate(world, one, params['fields'])), ...summary };
}

/** Reads the filters; a template must pass all that are there. Words may be one, a list or JSON, in either case. */
function parseFilter(params: Record<string, unknown>): (template: Template) => boolean {
  const oneOf = (key: string): string[] => wordsOf(params[key]).map((word) => word.toUpperCase());
  const [statuses, categories, scores, source] = ['status', 'category', 'quality_score', 'source'].map(oneOf);
  const languages = wordsOf(params['language']);
  const name = asText(params['name'] ?? '').toLowerCase();
  const content = asText(params['name_or_content'] ?? '').toLowerCase();
  const strange = source?.find((one) => !sources.includes(one));
  if (strange !== undefined) throw badParameter(`Param source must be one of {${sources.join(', ')}} - got "${strange.slice(0, 40)}".`);
  const passes = (wanted: readonly string[] | undefined, value: string): boolean => wanted === undefined || wanted.length === 0 || wanted.includes(value);
  return (one) =>
    passes(statuses, one.status) &&
    passes(categories, one.category) &&
    passes(scores, one.quality) &&
    // Nothing here is made by Direct Send.
    passes(source, 'USER_CREATED') &&
    passes(languages, one.language) &&
    one.name.includes(name) &&
    (content === '' || one.name.includes(content) || JSON.stringify(one.components).toLowerCase().includes(content));
}

function summarize(world: World, own: readonly Template[], found: number): Record<string, unknown> {
  return { total_count: found, message_template_count: own.length, message_template_limit: world.settings.templates_limit, are_translations_complete: true };
}
