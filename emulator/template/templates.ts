import type { TemplatePatch } from '#core/rehearsal/rehearsal.ts';

import type { Call } from '../graph/call.ts';
import { badParameter, GraphRefusal, missingParameter, unknownObject } from '../graph/errors.ts';
import { asText, wordsOf } from '../world/json.ts';
import { type Account, type Template, templateKey, type World } from '../world/world.ts';
import {
  authenticationBody,
  authenticationButton,
  authenticationFooter,
  authenticationLanguages,
  parseExpirationMinutes,
  parseSwitch,
} from './authentication.ts';
import { changeTemplate, checkEditable } from './edit.ts';
import { parseLibraryTemplate } from './library.ts';
import { templateLimits } from './limits.ts';
import { noSuchTemplate } from './refusals.ts';
import { archive, removeTemplates, sweepTemplates, unarchive } from './removal.ts';
import { registerTemplate } from './register.ts';
import { appealTemplate, changeCategory, decideReview, giveCategoryNotice, setTemplateQuality, setTemplateStatus, unpauseTemplate } from './states.ts';
import { parseCategory, parseLanguage, parseName, parseTemplate } from './template-laws.ts';

/** Answers `POST /{account}/message_templates`. */
export function createTemplate(world: World, call: Call, account: Account): unknown {
  const template = makeTemplate(world, account.id, call.params);
  return { id: template.id, status: template.status, category: template.category };
}

/** Creates a template from the body of a creation: every law first, then PENDING until the robot or a person decides. */
export function makeTemplate(world: World, account: string, body: Record<string, unknown>): Template {
  sweepTemplates(world, account);
  const library = body['library_template_name'];
  if (library === undefined || library === null || library === '') return registerTemplate(world, account, parseTemplate(body));
  const draft = parseLibraryTemplate(body);
  return registerTemplate(world, account, draft, { libraryName: draft.libraryName });
}

/** Answers `DELETE /{account}/message_templates`: by name all languages, by `hsm_id` one, by `hsm_ids` up to a hundred, all or none. */
export function deleteTemplates(world: World, call: Call, account: Account): { success: true } {
  const { params } = call;
  const ids = wordsOf(params['hsm_ids']);
  const id = params['hsm_id'] === undefined ? undefined : asText(params['hsm_id']);
  const name = params['name'] === undefined ? undefined : asText(params['name']);
  if (ids.length > templateLimits.idsInACall) throw badParameter(`Param hsm_ids can have at most ${templateLimits.idsInACall} ids.`);
  if (ids.length === 0 && id === undefined && (name === undefined || name === '')) throw missingParameter('name');
  const wanted = ids.length > 0 ? ids : id === undefined ? [] : [id];
  const doomed =
    wanted.length > 0
      ? wanted.map((one) => ownTemplate(world, account, one, ids.length > 0 ? undefined : name))
      : [...world.templates.values()].filter((one) => one.account === account.id && one.name === name);
  if (doomed.length === 0) throw noSuchTemplate((name ?? '').slice(0, 100));
  removeTemplates(world, [...new Set(doomed)]);
  return { success: true };
}

function ownTemplate(world: World, account: Account, id: string, name: string | undefined): Template {
  const template = world.templates.get(id);
  if (template?.account !== account.id || (name !== undefined && template.name !== name)) throw noSuchTemplate(`${name ?? id}`.slice(0, 100));
  return template;
}

/** Answers `POST /{template}/unpause`: after a pause by pacing a person lets it go on; a timed pause ends by itself. */
export function unpauseByHand(world: World, template: Template): { success: boolean; reason?: string } {
  if (template.status !== 'PAUSED') return { success: false, reason: `The template is not paused: its status is ${template.status}.` };
  if (!template.manualUnpause) return { success: false, reason: 'The template was paused because of low quality and will be unpaused automatically.' };
  if (world.clock.now() < (template.pausedUntil ?? 0)) return { success: false, reason: 'The template was paused less than 5 minutes ago. Try again later.' };
  unpauseTemplate(world, template);
  return { success: true };
}

/** Languages one call may write. Every language of Meta's list would fit. */
const languagesInACall = 100;

/** Answers `POST /{account}/upsert_message_templates`: one authentication template in many languages, changed where it is there. */
export function upsertTemplates(world: World, call: Call, account: Account): unknown {
  const { params } = call;
  const name = parseName(params);
  if (parseCategory(params['category']) !== 'AUTHENTICATION') throw badParameter('Param category must be one of {AUTHENTICATION}.');
  const languages = wordsOf(params['languages']).map((one) => parseLanguage(one));
  if (languages.length === 0) throw missingParameter('languages');
  if (languages.length > languagesInACall) throw badParameter(`Param languages can have at most ${languagesInACall} languages.`);
  // All are looked at before the first is written.
  for (const language of languages) {
    parseTemplate({ ...params, name, language });
    const known = world.templateNames.get(templateKey(account.id, name, language));
    if (known !== undefined) checkEditable(known, world.clock.now());
  }
  const data = [...new Set(languages)].map((language) => {
    const known = world.templateNames.get(templateKey(account.id, name, language));
    if (known !== undefined) changeTemplate(world, known, { components: params['components'], message_send_ttl_seconds: params['message_send_ttl_seconds'] });
    const template = known ?? makeTemplate(world, account.id, { ...params, name, language });
    return { id: template.id, status: template.status, language };
  });
  return { data };
}

/** Answers `GET /{account}/message_template_previews`: Meta's words of an authentication template in each language. */
export function previewTemplates(call: Call): unknown {
  const { params } = call;
  if (parseCategory(params['category']) !== 'AUTHENTICATION') throw badParameter('Param category must be one of {AUTHENTICATION}.');
  const types = wordsOf(params['button_types']).map((one) => one.toUpperCase());
  const strange = types.find((one) => one !== 'OTP');
  if (strange !== undefined) throw badParameter(`Param button_types must be one of {OTP} - got "${strange.slice(0, 40)}".`);
  const asked = wordsOf(params['languages'] ?? params['language']);
  const isSecure = parseSwitch('add_security_recommendation', params['add_security_recommendation']);
  const minutes = params['code_expiration_minutes'] === undefined ? null : parseExpirationMinutes(params['code_expiration_minutes']);
  const data = (asked.length === 0 ? [...authenticationLanguages] : asked).map((one) => {
    const language = parseLanguage(one);
    const { copy, autofill } = authenticationButton(language);
    return {
      body: authenticationBody(language, isSecure),
      ...(types.length === 0 ? {} : { buttons: [{ autofill_text: autofill, text: copy }] }),
      ...(minutes === null ? {} : { footer: authenticationFooter(language, minutes) }),
      language,
    };
  });
  return { data };
}

/** Meta copies sets of 500 (page "Template migration" of 2025-11-14, read 2026-11-22). */
const migrationsInACall = 500;

/** Answers `POST /{account}/migrate_message_templates`: copies approved templates of another account of the same portfolio. */
export function migrateTemplates(world: World, call: Call, account: Account): unknown {
  const { params } = call;
  if (params['source_waba_id'] === undefined) throw missingParameter('source_waba_id');
  const source = world.accounts.get(asText(params['source_waba_id']));
  if (source === undefined || source.id === account.id || source.portfolio !== account.portfolio)
    throw unknownObject(call.method, asText(params['source_waba_id']).slice(0, 40));
  const count = wholeNumber(params['count'], 'count', migrationsInACall);
  const page = wholeNumber(params['page_number'], 'page_number', 0);
  if (count < 1 || count > migrationsInACall) throw badParameter(`Param count must be a whole number from 1 to ${migrationsInACall}.`);
  const ids = wordsOf(params['template_ids']);
  if (ids.length > migrationsInACall) throw badParameter(`Param template_ids can have at most ${migrationsInACall} ids.`);
  const all = [...world.templates.values()].filter((one) => one.account === source.id).toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  const chosen = ids.length > 0 ? all.filter((one) => ids.includes(one.id)) : all.slice(page * count, (page + 1) * count);
  const migrated: string[] = [];
  const failed: Record<string, string> = {};
  for (const template of chosen) {
    const why = migrate(world, template, account);
    if (why === null) migrated.push(template.id);
    else failed[template.id] = why;
  }
  return { migrated_templates: migrated, failed_templates: failed };
}

function wholeNumber(value: unknown, name: string, otherwise: number): number {
  const number = value === undefined || value === '' ? otherwise : Number(value);
  if (!Number.isInteger(number) || number < 0) throw badParameter(`Param ${name} must be a whole number - got "${asText(value).slice(0, 40)}".`);
  return number;
}

/** Copies one template; says why not where it can't. */
function migrate(world: World, template: Template, account: Account): string | null {
  if (template.status !== 'APPROVED') return 'Only approved templates can be migrated';
  if (template.quality !== 'GREEN' && template.quality !== 'UNKNOWN') return 'Only templates of quality GREEN or UNKNOWN can be migrated';
  try {
    registerTemplate(
      world,
      account.id,
      { ...template, components: structuredClone(template.components) },
      { libraryName: template.libraryName, isMigrated: true },
    );
    return null;
  } catch (error) {
    if (error instanceof GraphRefusal) return error.more.sentence ?? error.message;
    throw error;
  }
}

/** Answers `POST /{account}/message_templates/archive`; at Meta on api.facebook.com. */
export function archiveTemplates(world: World, call: Call, account: Account): unknown {
  const { done, failed } = eachOf(world, call, account, (template) => {
    if (template.status !== 'APPROVED' && template.status !== 'REJECTED') return 'Only approved or rejected templates can be archived';
    archive(world, template);
    return null;
  });
  return { archived_templates: done, failed_templates: failed };
}

/** Answers `POST /{account}/message_templates/unarchive`: back to the status of before, within 28 days. */
export function unarchiveTemplates(world: World, call: Call, account: Account): unknown {
  const { done, failed } = eachOf(world, call, account, (template) => {
    if (template.status !== 'ARCHIVED') return 'Only archived templates can be unarchived';
    unarchive(world, template);
    return null;
  });
  return { unarchived_templates: done, failed_templates: failed };
}

function eachOf(world: World, call: Call, account: Account, act: (template: Template) => string | null): { done: string[]; failed: Record<string, string> } {
  sweepTemplates(world, account.id);
  const ids = [...new Set(wordsOf(call.params['hsm_ids']))];
  if (ids.length === 0) throw missingParameter('hsm_ids');
  if (ids.length > templateLimits.idsInACall) throw badParameter(`Param hsm_ids can have at most ${templateLimits.idsInACall} ids.`);
  const done: string[] = [];
  const failed: Record<string, string> = {};
  for (const id of ids) {
    const template = world.templates.get(id);
    const why = template?.account === account.id ? act(template) : 'Template not found';
    if (why === null) done.push(id);
    else failed[id] = why;
  }
  return { done, failed };
}

/** Does to a template what Meta may do at any time (control API). Undefined when there is none of this id. */
export function patchTemplate(world: World, id: string, patch: TemplatePatch): Template | undefined {
  const template = world.templates.get(id);
  if (template === undefined) return undefined;
  if (patch.status === 'IN_APPEAL') appealTemplate(world, template);
  else if (patch.status !== undefined) setTemplateStatus(world, template, patch.status);
  if (patch.verdict === 'approve') decideReview(world, template, { approved: true });
  if (patch.verdict === 'reject') {
    decideReview(world, template, { approved: false, reason: patch.reason, why: 'A person looked at it and rejected it.', advice: patch.recommendation });
  }
  if (patch.quality !== undefined) setTemplateQuality(world, template, patch.quality);
  if (patch.category !== undefined) changeCategory(world, template, patch.category);
  if (patch.correct_category !== undefined) giveCategoryNotice(world, template, patch.correct_category);
  return template;
}
