import type { Scope } from '#core/value/actor.ts';
import type { Instant } from '#core/value/time.ts';
import { say } from '#core/contract/say.ts';
import type { Template } from '#core/contract/templates.ts';
import { priceOf } from '#core/whatsapp/price.ts';
import { type TemplateCategory, templateCategories } from '#core/whatsapp/template.ts';
import { listCountries } from '#server/audience/contact/contact.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import { getWorkspace } from '#server/workspace/workspace.ts';
import { lockTemplate, type TemplateRecord } from './store.ts';
import { updateCategory } from './store.write.ts';
import { tellChange, tellOwner } from './tidings.ts';

type Costs = NonNullable<Template['category_change']>['costs'];

/** Meta's category in our words, undefined for one we do not know. */
export function categoryOf(category: string | null | undefined): TemplateCategory | undefined {
  return templateCategories.find((one) => one === category?.toLowerCase());
}

/**
 * Files a template where Meta has filed it, with what a message costs since in each country of the house's people; those who send
 * it hold, and its owner is told. The same category again changes nothing. Returns whether it changed.
 *
 * A template that was just handed over (`isNew`) hangs nobody: only the category is kept with what it costs.
 */
export async function changeCategory(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  filed: { template: TemplateRecord; to: TemplateCategory | undefined; isNew: boolean },
  now: Instant,
): Promise<boolean> {
  const { to, isNew } = filed;
  if (to === undefined || to === filed.template.category) return false;
  // A webhook and a sync may both bring it at the same time: the second sees what the first has done.
  const template = await lockTemplate(tx, scope, filed.template.id);
  if (template === undefined || to === template.category) return false;
  const costs = await costsOf(tx, scope, template.category, to, now);
  const change = { at: now.toISOString(), from: template.category, to, costs };
  await updateCategory(tx, scope, template.id, { category: to, change, due: null });
  const text = say('template_told_category', { name: template.name, from: say(`category_${template.category}`), to: say(`category_${to}`) });
  if (!isNew) await tellChange(platform, tx, scope, { template, language: null, change: 'category', detail: text });
  await tellOwner(platform, tx, scope, { template, kind: 'template_category', level: 'warning', text }, now);
  return true;
}

/** Keeps Meta's notice that a template will be filed elsewhere, and tells its owner. The same notice again changes nothing. */
export async function announceCategory(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  announced: { template: TemplateRecord; to: TemplateCategory; at: Instant | null },
  now: Instant,
): Promise<boolean> {
  const { to } = announced;
  const template = await lockTemplate(tx, scope, announced.template.id);
  if (template === undefined) return false;
  const at = announced.at?.toISOString() ?? null;
  if (to === template.category || (template.categoryDue?.to === to && template.categoryDue.at === at)) return false;
  const costs = await costsOf(tx, scope, template.category, to, announced.at ?? now);
  await updateCategory(tx, scope, template.id, { due: { at, to, costs } });
  const filed = { name: template.name, from: say(`category_${template.category}`), to: say(`category_${to}`) };
  const text = at === null ? say('template_told_category_soon', filed) : say('template_told_category_due', { ...filed, at: { moment: at } });
  await tellOwner(platform, tx, scope, { template, kind: 'template_category_due', level: 'warning', text }, now);
  return true;
}

/** One message before and after, in the countries where people of the house live; null where no card has a rate. */
async function costsOf(tx: Tx, scope: Scope, from: TemplateCategory, to: TemplateCategory, at: Instant): Promise<Costs> {
  const [{ currency }, countries] = await Promise.all([getWorkspace(tx, scope), listCountries(tx, scope)]);
  const each = (country: string, category: TemplateCategory) => priceOf({ country, category, currency, at })?.each ?? null;
  return countries.map((country) => ({ country, before: each(country, from), now: each(country, to) }));
}
