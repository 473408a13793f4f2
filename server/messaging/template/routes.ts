import { parseId, presentId, type TemplateId } from '#core/value/id.ts';
import { type Spoken, typeset } from '#core/value/say.ts';
import { contract } from '#core/contract/contract.ts';
import { readId } from '#core/contract/read-id.ts';
import { retell, say, tell } from '#core/contract/say.ts';
import type { CategoryGuess, GalleryTemplate, Template, TemplateVersion } from '#core/contract/templates.ts';
import { readWish } from '#core/policy/words.ts';
import { galleryTemplates } from '#core/gallery/gallery.ts';
import { categoryReasons, guessCategory } from '#core/whatsapp/law/category.ts';
import { lintTemplate, type TemplateDraft } from '#core/whatsapp/law/template.ts';
import { faultWords } from '#core/whatsapp/law/words.ts';
import { listAccountIds } from '#server/messaging/number/number.ts';
import { answers, type Handler } from '#server/platform/http/answers.ts';
import { type Call, type Platform, scopeOf } from '#server/platform/platform.ts';
import { audit } from '#server/workspace/audit.ts';
import { copyTemplate } from './copies.ts';
import { diffContents } from './diff.ts';
import { fillTemplate } from './fills.ts';
import { presentTemplates } from './present.ts';
import { appealTemplate, archiveTemplate, unarchiveTemplate, unpauseTemplate } from './rest.ts';
import { selectUses, selectVersions, type VersionRecord } from './store.versions.ts';
import { syncTemplates } from './sync.ts';
import { getTemplate, getTranslation, listTemplates, type TemplateRecord } from './template.ts';
import { createTemplate, removeTemplate, reviseTemplate, submitTemplate, translateTemplate } from './write.ts';

const templateOf = (params: { readonly id: string }): TemplateId => readId('template', params.id, '/params/id');

/** Answers `contract.templates`. */
export function templateRoutes(platform: Platform) {
  const { db } = platform;
  async function present(call: Call, template: TemplateRecord): Promise<Template> {
    const [shown] = await presentTemplates(db, scopeOf(call.actor), [template], call);
    if (shown === undefined) throw new Error(`template ${template.id} was not presented`);
    return shown;
  }
  async function written(call: Call, act: string, template: TemplateRecord, detail: object = {}): Promise<Template> {
    await audit(db, platform, call.actor, { act, subject: presentId('template', template.id), detail: { name: template.name, ...detail } });
    return present(call, template);
  }
  return answers(contract.templates, {
    ...readRoutes(platform, present),
    async create(call, { body }) {
      const account = body.account === undefined ? undefined : readId('business', body.account, '/body/account');
      return written(call, 'template.created', await createTemplate(platform, call.actor, { ...body, account }, call.now), { language: body.language });
    },
    translate: async (call, { params, body }) =>
      written(call, 'template.translated', await translateTemplate(platform, call.actor, templateOf(params), body, call.now), { language: body.language }),
    submit: async (call, { params, body }) =>
      written(call, 'template.submitted', await submitTemplate(platform, call.actor, templateOf(params), body, call.now), { language: body.language }),
    // A draft is written with every pause of the keyboard: no act for the audit trail before it is handed over.
    revise: async (call, { params, body }) => present(call, await reviseTemplate(platform, call.actor, templateOf(params), body, call.now)),
    fill: async (call, { params, body }) =>
      written(call, 'template.filled', await fillTemplate(platform, call.actor, templateOf(params), body.fills), { fills: body.fills }),
    archive: async (call, { params }) => written(call, 'template.archived', await archiveTemplate(platform, scopeOf(call.actor), templateOf(params), call.now)),
    unarchive: async (call, { params }) =>
      written(call, 'template.unarchived', await unarchiveTemplate(platform, scopeOf(call.actor), templateOf(params), call.now)),
    unpause: async (call, { params, body }) =>
      written(call, 'template.unpaused', await unpauseTemplate(platform, scopeOf(call.actor), templateOf(params), body.language, call.now), body),
    async appeal(call, { params, body }) {
      const { template, url } = await appealTemplate(platform, call.actor, templateOf(params), body.language, call.now);
      return { template: await written(call, 'template.appealed', template, body), url };
    },
    async copy(call, { params, body }) {
      const account = readId('business', body.account, '/body/account');
      return written(call, 'template.copied', await copyTemplate(platform, call.actor, templateOf(params), account, call.now), body);
    },
    async remove(call, { params }) {
      const id = templateOf(params);
      const { name } = await getTemplate(db, scopeOf(call.actor), id);
      await removeTemplate(platform, scopeOf(call.actor), id, call.now);
      await audit(db, platform, call.actor, { act: 'template.deleted', subject: params.id, detail: { name } });
      return { done: true as const };
    },
    async sync({ actor, now }) {
      let total = { changed: 0, added: 0 };
      for (const account of await listAccountIds(db, scopeOf(actor))) {
        const { changed, added } = await syncTemplates(platform, scopeOf(actor), account, now);
        total = { changed: total.changed + changed, added: total.added + added };
      }
      return total;
    },
  });
}

type Templates = typeof contract.templates;
type Reading = 'list' | 'get' | 'lint' | 'versions' | 'usage' | 'gallery';

/** What is only looked at. */
function readRoutes(
  platform: Platform,
  present: (call: Call, template: TemplateRecord) => Promise<Template>,
): { readonly [Name in Reading]: Handler<Templates[Name]> } {
  const { db } = platform;
  return {
    async list(call, { query }) {
      const scope = scopeOf(call.actor);
      const before = query.cursor === undefined ? undefined : readId('template', query.cursor, '/query/cursor');
      const rows = await listTemplates(db, scope, { before, limit: query.limit + 1, approvedOnly: query.approved ?? false });
      const shown = rows.slice(0, query.limit);
      const last = shown.at(-1);
      return {
        items: await presentTemplates(db, scope, shown, call),
        next: rows.length > query.limit && last !== undefined ? presentId('template', last.id) : null,
      };
    },
    get: async (call, { params }) => present(call, await getTemplate(db, scopeOf(call.actor), templateOf(params))),
    lint: async ({ language }, { body }) => ({
      faults: lintTemplate(body, { isStop: (words) => readWish(words).wish === 'stop' }).map((fault) => ({
        at: fault.at,
        code: fault.code,
        message: typeset(faultWords(fault, language), language),
        severity: fault.severity,
      })),
      category: guessOf(body, language),
    }),
    async versions({ actor, language }, { params, query }) {
      const { id } = getTranslation(await getTemplate(db, scopeOf(actor), templateOf(params)), query.language);
      return { items: presentVersions(await selectVersions(db, scopeOf(actor), id), language) };
    },
    async usage({ actor, language }, { params }) {
      const scope = scopeOf(actor);
      const template = await getTemplate(db, scope, templateOf(params));
      const uses = await selectUses(db, scope, [presentId('template', template.id)]);
      return {
        items: uses.map((use) => ({
          kind: 'campaign' as const,
          id: presentId('campaign', parseId<'campaign'>(use.campaign_id)),
          name: use.name,
          state: use.state,
          holds: retell(use.held_detail, language) ?? use.held_by,
        })),
      };
    },
    gallery: async (call, { query }) => ({ items: presentGallery(query.language, call.language) }),
  };
}

/**
 * Our own templates, told in the reader's language. `wanted` keeps the translations of one language, however it is written; a
 * language that none is written in keeps all, to begin from.
 */
function presentGallery(wanted: string | undefined, reader: Spoken): GalleryTemplate[] {
  const baseOf = (language: string) => language.split(/[-_]/)[0]?.toLowerCase();
  return galleryTemplates.map(({ title, about, translations, ...entry }) => {
    const spoken = wanted === undefined ? [] : translations.filter((one) => baseOf(one.language) === baseOf(wanted));
    return {
      ...entry,
      title: typeset(title[reader], reader),
      about: typeset(about[reader], reader),
      translations: [...(spoken.length === 0 ? translations : spoken)],
      fills: { ...entry.fills },
    };
  });
}

/** Under what Meta will likely file a draft, with the reasons in words. */
function guessOf(draft: TemplateDraft, language: Spoken): CategoryGuess {
  const { guess, reasons } = guessCategory(draft.content, draft.language);
  return {
    guess,
    agrees: guess === draft.category,
    reasons: reasons.map(({ at, words, because }) => ({ at, words, because: typeset(categoryReasons[because][language], language) })),
  };
}

/** Newest first, each with what changed from the one before it. */
function presentVersions(versions: readonly VersionRecord[], language: Spoken): TemplateVersion[] {
  return versions.map((one, index) => {
    const before = versions[index + 1];
    return {
      version: one.version,
      at: one.at.toISOString(),
      by: one.origin === 'meta' ? tell(say('version_by_meta'), language) : one.by,
      content: one.content,
      changes: before === undefined ? [] : diffContents(before.content, one.content),
    };
  });
}
