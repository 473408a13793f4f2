import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { VariableSource } from '#core/contract/variables.ts';
import type { Actor } from '#core/value/actor.ts';
import { type MessageId, presentId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import { resolveTo, type To } from '#server/engagement/direct/direct.ts';
import { sayFree, sayTemplate } from '#server/engagement/direct/say.ts';
import { ensureConversation } from '#server/messaging/conversation/conversation.ts';
import { bodyIn, type FreeBodies } from '#core/whatsapp/free.bodies.ts';
import type { FreeMessage } from '#core/whatsapp/free.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { chooseTranslation, languagesOf } from '#server/messaging/template/template.ts';
import { type Platform, scopeOf, type Tx } from '#server/platform/platform.ts';
import { accessCampaign } from './campaign.ts';
import { type Draft, gatherDraft } from './frozen.ts';
import { selectLanguage, selectPhone } from './store.ts';

/** To whom a test goes (nobody named: to every phone of the team), in which language (else their own), and whether free-form. */
export type Trial = To & { readonly language?: string | undefined; readonly free?: boolean | undefined };

/**
 * Sends the campaign's message as a test, with the values of each person it goes to, and on a phone of the team with the template's
 * samples for what is not known of them. Needs no recorded consent, since one of us asks
 * for it, but is refused to those who opted out; the free message needs their window to be open. All are sent or, refused, none.
 */
export async function sendTest(
  platform: Platform,
  actor: Actor,
  publicId: string,
  trial: Trial,
  now: Instant,
): Promise<{ messages: { message: string; phone: string }[] }> {
  const scope = scopeOf(actor);
  return platform.db.transaction().execute(async (tx) => {
    const campaign = await accessCampaign(tx, actor, publicId);
    const draft = await gatherDraft(tx, scope, campaign);
    const messages: { message: string; phone: string }[] = [];
    for (const to of receivers(draft, trial)) {
      const contact = await resolveTo(platform, tx, actor, to, now);
      const number = draft.number.id;
      const conversation = await ensureConversation(platform, tx, scope, { contact, number }, now);
      const speaking = { conversation, contact, number, origin: 'test' as const, author: actor.name, at: '/choices' };
      const language = trial.language ?? (await selectLanguage(tx, scope, contact));
      const isOurs = draft.house.teamPhones.some((one) => one.phone === to.phone);
      const id = await sayTrial(platform, tx, actor, { draft, speaking, language, trial, isOurs }, now);
      messages.push({ message: presentId('message', id), phone: (await selectPhone(tx, scope, contact)) ?? '' });
    }
    return { messages };
  });
}

function receivers({ house }: Draft, { contact, phone }: Trial): To[] {
  if (contact !== undefined || phone !== undefined) return [{ contact, phone }];
  if (house.teamPhones.length === 0) throw refusal('invalid', say('test_no_team'), [{ at: '/body', message: say('test_no_team') }]);
  return house.teamPhones.map((one) => ({ phone: one.phone }));
}

type Saying = { draft: Draft; speaking: Parameters<typeof sayTemplate>[3]; language: string | null; trial: Trial; isOurs: boolean };

function sayTrial(platform: Platform, tx: Tx, actor: Actor, { draft, speaking, language, trial, isOurs }: Saying, now: Instant): Promise<MessageId> {
  const scope = scopeOf(actor);
  const { template, choices } = draft;
  const variables = Object.fromEntries(draft.variables.flatMap(({ name, source }) => (source === null ? [] : [[name, source] as const])));
  const of = { name: draft.name, reason: choices.reason };
  const wanted = trial.language;
  const index =
    wanted === undefined
      ? chooseTranslation(template.translations, language, draft.house.locale)
      : template.translations.findIndex((one) => one.language === wanted);
  const translation = index === undefined ? undefined : template.translations[index];
  if (trial.free === true) {
    const message = bodyFor(choices.free, wanted ?? translation?.language ?? language ?? draft.house.locale);
    return sayFree(platform, tx, scope, speaking, { message, variables: { ...variables, ...choices.variables }, of }, now);
  }
  if (translation === undefined) {
    if (wanted === undefined) throw refusal('template_not_approved', say('test_unapproved', { name: template.name }));
    const missing = say('template_language_missing', { name: template.name, language: wanted, known: languagesOf(template) });
    throw refusal('template_not_approved', missing, [{ at: '/body/language', message: missing }]);
  }
  const filled = isOurs ? withSamples(variables, translation.content) : variables;
  return sayTemplate(platform, tx, scope, speaking, { template, translation, variables: filled, of }, now);
}

/** Whoever works here need not be a customer: what is not known of them is said with what Meta's reviewers saw. */
function withSamples(sources: Readonly<Record<string, VariableSource>>, content: TemplateContent): Record<string, VariableSource> {
  const samples = { ...content.samples, ...sampleFiles(content) };
  return Object.fromEntries(
    Object.entries(sources).map(([name, source]) => [
      name,
      source.from === 'text' || source.fallback !== '' ? source : { ...source, fallback: samples[name] ?? '' },
    ]),
  );
}

/** The files the reviewers saw, by the variable that each person's own comes from. */
function sampleFiles({ header, cards = [] }: TemplateContent): Record<string, string> {
  const files = [header, ...cards.map((card) => card.header)].flatMap((one) =>
    one !== null && 'media' in one && one.from !== undefined ? [[one.from, one.media] as const] : [],
  );
  return Object.fromEntries(files);
}

/** The free message in a language; refused when there is none: a campaign says the template to people of that language. */
function bodyFor(bodies: FreeBodies | null, language: string): FreeMessage {
  const body = bodyIn(bodies, language);
  if (body !== undefined) return body;
  const known = Object.keys(bodies ?? {});
  if (known.length === 0) throw refusal('invalid', say('test_no_free'), [{ at: '/body/free', message: say('test_no_free') }]);
  const missing = say('test_no_free_in', { language, known: { list: known } });
  throw refusal('invalid', missing, [{ at: '/body/language', message: missing }]);
}
