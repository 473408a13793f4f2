import { parsePublicId, presentId, type TemplateId } from '#core/value/id.ts';
import { isRefused } from '#core/value/result.ts';
import { contract } from '#core/contract/contract.ts';
import { refusal } from '#core/contract/refusals.ts';
import type { Template } from '#core/contract/templates.ts';
import { typeset } from '#core/value/say.ts';
import { lintTemplate } from '#core/whatsapp/law/template.ts';
import { faultWords } from '#core/whatsapp/law/words.ts';
import { listAccountIds } from '#server/messaging/number/number.ts';
import { answers } from '#server/platform/http/answers.ts';
import { type Call, type Platform, scopeOf } from '#server/platform/platform.ts';
import { audit } from '#server/workspace/audit.ts';
import { syncTemplates } from './sync.ts';
import { getTemplate, listTemplates, presentTemplates, type TemplateRecord } from './template.ts';
import { createTemplate, removeTemplate, submitTemplate, translateTemplate } from './write.ts';

function parseTemplateId(text: string): TemplateId {
  const id = parsePublicId('template', text);
  if (isRefused(id)) throw refusal('bad_id', id.detail);
  return id;
}

/** Answers `contract.templates`. */
export function templateRoutes(platform: Platform) {
  const { db } = platform;
  async function present(call: Call, template: TemplateRecord): Promise<Template> {
    const [shown] = await presentTemplates(db, scopeOf(call.actor), [template], call.language);
    if (shown === undefined) throw new Error(`template ${template.id} was not presented`);
    return shown;
  }
  async function written(call: Call, act: string, template: TemplateRecord, language: string): Promise<Template> {
    await audit(db, platform, call.actor, { act, subject: presentId('template', template.id), detail: { name: template.name, language } });
    return present(call, template);
  }
  return answers(contract.templates, {
    list: async ({ actor, language }, { query }) => {
      const before = query.cursor === undefined ? undefined : parseTemplateId(query.cursor);
      const rows = await listTemplates(db, scopeOf(actor), { before, limit: query.limit + 1, approvedOnly: query.approved ?? false });
      const shown = rows.slice(0, query.limit);
      const last = shown.at(-1);
      return {
        items: await presentTemplates(db, scopeOf(actor), shown, language),
        next: rows.length > query.limit && last !== undefined ? presentId('template', last.id) : null,
      };
    },
    get: async (call, { params }) => present(call, await getTemplate(db, scopeOf(call.actor), parseTemplateId(params.id))),
    create: async (call, { body }) => written(call, 'template.created', await createTemplate(platform, scopeOf(call.actor), body, call.now), body.language),
    translate: async (call, { params, body }) =>
      written(call, 'template.translated', await translateTemplate(platform, scopeOf(call.actor), parseTemplateId(params.id), body, call.now), body.language),
    submit: async (call, { params, body }) =>
      written(call, 'template.submitted', await submitTemplate(platform, scopeOf(call.actor), parseTemplateId(params.id), body, call.now), body.language),
    remove: async (call, { params }) => {
      const id = parseTemplateId(params.id);
      const { name } = await getTemplate(db, scopeOf(call.actor), id);
      await removeTemplate(platform, scopeOf(call.actor), id, call.now);
      await audit(db, platform, call.actor, { act: 'template.deleted', subject: params.id, detail: { name } });
      return { done: true as const };
    },
    lint: async ({ language }, { body }) => ({
      faults: lintTemplate(body).map((fault) => ({
        at: fault.at,
        code: fault.code,
        message: typeset(faultWords(fault, language), language),
        severity: fault.severity,
      })),
    }),
    sync: async ({ actor, now }) => {
      let total = { changed: 0, added: 0 };
      for (const account of await listAccountIds(db, scopeOf(actor))) {
        const { changed, added } = await syncTemplates(platform, scopeOf(actor), account, now);
        total = { changed: total.changed + changed, added: total.added + added };
      }
      return total;
    },
  });
}
