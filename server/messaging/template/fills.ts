import type { Actor } from '#core/value/actor.ts';
import type { TemplateId } from '#core/value/id.ts';
import { refusal, type RefusalFault } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Template } from '#core/contract/templates.ts';
import { checkSource } from '#core/expression/expression.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { templateVariables } from '#core/whatsapp/variables.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import type { TemplateRecord } from './store.ts';
import { updateFills } from './store.write.ts';
import { getTemplate } from './template.ts';
import { tellTemplates } from './tidings.ts';

type Fills = Template['fills'];

/** Refuses fills for variables a template does not have, attributes nobody has, and Liquid that cannot be read; each with its place. */
export function refuseFills(name: string, contents: readonly TemplateContent[], fills: Fills): void {
  const known = new Set(contents.flatMap(templateVariables));
  const faults = Object.entries(fills).flatMap(([variable, source]): RefusalFault[] => {
    const at = `/body/fills/${variable.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!known.has(variable))
      return [{ at, message: say('template_fill_unknown', { name, variable, known: known.size === 0 ? say('none') : { list: [...known] } }) }];
    return checkSource(source, at).map((fault) => ({ at: fault.at ?? at, message: fault.detail }));
  });
  const first = faults[0];
  if (first === undefined) return;
  throw refusal('invalid', faults.length > 1 ? say('unfit_more', { why: first.message, count: faults.length - 1 }) : first.message, faults);
}

/** Keeps what fills the variables of a template unless a campaign says otherwise. Drafted changes may bring variables of their own. */
export async function fillTemplate(platform: Platform, actor: Actor, id: TemplateId, fills: Fills): Promise<TemplateRecord> {
  const scope = scopeOf(actor);
  const template = await getTemplate(platform.db, scope, id);
  const contents = template.translations.flatMap((one) => (one.revision === null ? [one.content] : [one.content, one.revision]));
  refuseFills(template.name, contents, fills);
  await platform.db.transaction().execute(async (tx) => {
    await updateFills(tx, scope, id, fills);
    await tellTemplates(platform, tx, scope, [id]);
  });
  return getTemplate(platform.db, scope, id);
}
