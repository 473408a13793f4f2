import type { Actor } from '#core/value/actor.ts';
import type { BusinessId, TemplateId } from '#core/value/id.ts';
import { presentId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import { templateVariables } from '#core/whatsapp/variables.ts';
import { listAccounts } from '#server/messaging/number/number.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import { fillTemplate } from './fills.ts';
import { shapeOf } from './parse.ts';
import type { TemplateRecord, TranslationRecord } from './store.ts';
import { findCopy, getTemplate, languagesOf } from './template.ts';
import { createTemplate, isFree, submitTemplate, translateTemplate } from './write.ts';

/** What is worth copying: what Meta has taken, or is looking at. */
const copiable: ReadonlySet<string> = new Set(['approved', 'pending', 'paused', 'in_appeal', 'archived']);

/**
 * Writes a template in another business account and submits it there, language by language: those that are missing are
 * added, those that say something else are changed, those that say the same are left. Stops at the first that Meta refuses;
 * what was done until then stays, and another call goes on from there. Returns the template that was copied.
 */
export async function copyTemplate(platform: Platform, actor: Actor, id: TemplateId, account: BusinessId, now: Instant): Promise<TemplateRecord> {
  const scope = scopeOf(actor);
  const template = await getTemplate(platform.db, scope, id);
  const { name } = template;
  const home = (await listAccounts(platform.db, scope)).find((one) => one.id === account);
  if (home === undefined) throw refusal('not_found', say('account_gone', { id: presentId('business', account) }));
  if (template.account === account) throw refusal('conflict', say('template_copy_home', { name, account: home.name }));
  const translations = template.translations.filter((one) => copiable.has(one.state));
  if (translations.length === 0) throw refusal('conflict', say('template_copy_nothing', { name, states: languagesOf(template) }));
  const there = await findCopy(platform.db, scope, template, account);
  if (there !== undefined && there.category !== template.category && there.translations.some((one) => !isFree(one)))
    throw refusal(
      'conflict',
      say('template_copy_category', { name, account: home.name, theirs: say(`category_${there.category}`), ours: say(`category_${template.category}`) }),
    );
  for (const translation of translations) await copyLanguage(platform, actor, { template, translation, account, now });
  await copyFills(platform, actor, template, translations, account);
  return getTemplate(platform.db, scope, id);
}

type Copying = { template: TemplateRecord; translation: TranslationRecord; account: BusinessId; now: Instant };

async function copyLanguage(platform: Platform, actor: Actor, { template, translation, account, now }: Copying): Promise<void> {
  const { language, content } = translation;
  const { name, category } = template;
  const there = await findCopy(platform.db, scopeOf(actor), template, account);
  if (there === undefined || there.translations.every(isFree)) {
    await createTemplate(platform, actor, { name, category, language, content, submit: true, account, fills: {} }, now);
    return;
  }
  const same = there.translations.find((one) => one.language === language);
  if (same === undefined || isFree(same)) await translateTemplate(platform, actor, there.id, { language, content, submit: true }, now);
  else if (shapeOf(same.content) !== shapeOf(content)) await submitTemplate(platform, actor, there.id, { language, content }, now);
}

/** What fills the variables goes along, as far as the copied languages have them; what is said there already stays. */
async function copyFills(platform: Platform, actor: Actor, template: TemplateRecord, copied: readonly TranslationRecord[], account: BusinessId): Promise<void> {
  const there = await findCopy(platform.db, scopeOf(actor), template, account);
  const known = new Set(copied.flatMap((one) => templateVariables(one.content)));
  const fills = Object.fromEntries(Object.entries(template.fills).filter(([variable]) => known.has(variable)));
  if (there !== undefined && Object.keys(fills).length > 0) await fillTemplate(platform, actor, there.id, { ...fills, ...there.fills });
}
