import type { Say } from '#core/contract/conversations.ts';
import { readId } from '#core/contract/read-id.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say as sentence } from '#core/contract/say.ts';
import { checkSource, evaluate, type VariableSource } from '#core/expression/expression.ts';
import type { Facts, Person } from '#core/expression/facts.ts';
import type { Scope } from '#core/value/actor.ts';
import { type BusinessId, type ContactId, type ConversationId, type MessageId, type NumberId, presentId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import { fillFree, freeVariables } from '#core/whatsapp/free.fill.ts';
import type { FreeMessage } from '#core/whatsapp/free.ts';
import type { MessageContent } from '#core/whatsapp/message.ts';
import { templateVariables } from '#core/whatsapp/variables.ts';
import { loadPersonFacts } from '#server/audience/shop/shop.ts';
import { getNumber, sayPaused } from '#server/messaging/number/number.ts';
import { type NewOutgoing, queueMessage } from '#server/messaging/outbox/outbox.ts';
import { requireFilled } from '#server/messaging/template/filled.ts';
import { drawTemplate, getTemplate, languagesOf, templateFor, type TemplateRecord, type TranslationRecord } from '#server/messaging/template/template.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import { getWorkspace } from '#server/workspace/workspace.ts';
import { requireAllowed } from './allow.ts';
import { composeFree } from './free.ts';
import { selectAddressee } from './store.ts';

/** In which conversation something is said, and who says it. `at` is where it stands in the request, such as `/body/say`. */
export type Speaking = {
  readonly conversation: ConversationId;
  readonly contact: ContactId;
  readonly number: NumberId;
  readonly origin: NewOutgoing['origin'];
  readonly author: string | null;
  readonly at: string;
};

type Composed = {
  readonly content: MessageContent;
  readonly wire: NewOutgoing['wire'];
  readonly quoted: string | null;
  readonly category: 'marketing' | 'utility' | 'authentication' | 'service';
  /** Whose template it is. */ readonly account: BusinessId | null;
};

/**
 * Says something to one person: checks it, asks the policy, and puts it into the queue of the number, all in the
 * caller's transaction. Refuses with `window_closed`, `not_reachable`, `number_paused`, `template_not_approved`,
 * `variable_missing`, or `invalid` with the place in `say`.
 */
export async function say(platform: Platform, tx: Tx, scope: Scope, speaking: Speaking, what: Say, now: Instant): Promise<MessageId> {
  const person = await addressee(tx, scope, speaking);
  const composed =
    what.kind === 'template'
      ? composeTemplate(
          await chosenTemplate(tx, scope, speaking, what),
          await factsOf(tx, scope, { person, speaking, variables: what.variables }, now),
          what.variables,
          speaking.at,
        )
      : { ...(await composeFree(tx, scope, speaking, what)), category: 'service' as const, account: null };
  return queue(platform, tx, scope, { speaking, person, composed }, now);
}

/** Says a template in one of its languages; for those who have looked both up already, such as a campaign's test. */
export async function sayTemplate(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  speaking: Speaking,
  what: ChosenTemplate & { variables: Readonly<Record<string, VariableSource>>; of?: CampaignPart },
  now: Instant,
): Promise<MessageId> {
  const person = await addressee(tx, scope, speaking);
  const facts = await factsOf(tx, scope, { person, speaking, variables: what.variables, of: what.of }, now);
  const composed = composeTemplate(what, facts, what.variables, speaking.at);
  return queue(platform, tx, scope, { speaking, person, composed }, now);
}

/** Says a campaign's free message to one person, with their own values; what it may say of the campaign is `of`. */
export async function sayFree(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  speaking: Speaking,
  what: { message: FreeMessage; variables: Readonly<Record<string, VariableSource>>; of: CampaignPart },
  now: Instant,
): Promise<MessageId> {
  const person = await addressee(tx, scope, speaking);
  const facts = await factsOf(tx, scope, { person, speaking, variables: what.variables, of: what.of }, now);
  const { values, missing } = valuesFor(freeVariables(what.message), what.variables, facts);
  if (missing.length > 0) {
    const names = { list: missing.map((text) => sentence('quoted', { text })) };
    throw refusal(
      'variable_missing',
      sentence('variable_missing_free', { names, count: missing.length, person: facts.contact.name }),
      missing.map((name) => ({ at: `${speaking.at}/variables/${name}`, message: sentence('variable_no_value') })),
    );
  }
  const composed = { ...(await composeFree(tx, scope, speaking, fillFree(what.message, values))), category: 'service' as const, account: null };
  return queue(platform, tx, scope, { speaking, person, composed }, now);
}

/** What fills these variables for one person, and those that nothing fills. */
function valuesFor(names: readonly string[], variables: Readonly<Record<string, VariableSource>>, facts: Facts) {
  const values: Record<string, string> = {};
  const missing: string[] = [];
  for (const name of names) {
    const source = variables[name];
    const value = source === undefined ? null : evaluate(source, facts);
    if (value === null) missing.push(name);
    else values[name] = value;
  }
  return { values, missing };
}

type AddresseeRow = NonNullable<Awaited<ReturnType<typeof selectAddressee>>>;

async function addressee(tx: Tx, scope: Scope, who: { contact: ContactId; number: NumberId }): Promise<AddresseeRow> {
  const person = await selectAddressee(tx, scope, who);
  if (person === undefined) throw refusal('not_found', sentence('contact_gone', { id: presentId('contact', who.contact) }));
  return person;
}

async function queue(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  { speaking, person, composed }: { speaking: Speaking; person: AddresseeRow; composed: Composed },
  now: Instant,
): Promise<MessageId> {
  requireAllowed(person, { category: composed.category, isTest: speaking.origin === 'test' }, now);
  const number = await getNumber(tx, scope, speaking.number);
  if (composed.account !== null && composed.account !== number.account_id)
    throw refusal('conflict', sentence('template_of_another', { number: number.display_phone, account: number.account_name }));
  if (number.state === 'paused') throw refusal('number_paused', sayPaused(number));
  const { at: _at, ...place } = speaking;
  return queueMessage(platform, tx, scope, { ...place, content: composed.content, quoted: composed.quoted, wire: composed.wire }, now);
}

/** What a message that is part of a campaign may say of it: its name, and the kind of fact that is its reason. */
export type CampaignPart = { readonly name: string; readonly reason: string | null };

/** What the variables of a message to one person can be made of: as much as these variables ask for. */
async function factsOf(
  tx: Tx,
  scope: Scope,
  whom: { person: AddresseeRow; speaking: Speaking; variables: Readonly<Record<string, VariableSource>>; of?: CampaignPart | undefined },
  now: Instant,
): Promise<Facts> {
  const { locale, timezone } = await getWorkspace(tx, scope);
  const setting = { at: now, locale, timezone, campaign: whom.of === undefined ? null : { name: whom.of.name }, reason: whom.of?.reason ?? null };
  return loadPersonFacts(tx, scope, { id: whom.speaking.contact, person: personOf(whom.person) }, Object.values(whom.variables), setting);
}

function personOf(row: AddresseeRow): Person {
  return {
    first_name: row.first_name,
    last_name: row.last_name,
    name: row.display_name,
    country: row.country,
    language: row.language,
    email: row.email,
    phone: row.phone,
    timezone: row.timezone,
    tags: row.tags,
    fields: row.fields,
  };
}

/** A template with the language it is said in. */
export type ChosenTemplate = { readonly template: TemplateRecord; readonly translation: TranslationRecord };

async function chosenTemplate(tx: Tx, scope: Scope, { at, number }: Speaking, what: Extract<Say, { kind: 'template' }>): Promise<ChosenTemplate> {
  const asked = await getTemplate(tx, scope, readId('template', what.template, `${at}/template`));
  const template = await templateFor(tx, scope, asked, (await getNumber(tx, scope, number)).account_id);
  const translation = template.translations.find(({ language }) => language === what.language);
  if (translation === undefined) {
    const missing = sentence('template_language_missing', { name: template.name, language: what.language, known: languagesOf(template) });
    throw refusal('template_not_approved', missing, [{ at: `${at}/language`, message: missing }]);
  }
  return { template, translation };
}

function composeTemplate({ template, translation }: ChosenTemplate, facts: Facts, variables: Readonly<Record<string, VariableSource>>, at: string): Composed {
  if (translation.state !== 'approved')
    throw refusal(
      'template_not_approved',
      sentence('template_not_approved', { name: template.name, language: translation.language, state: sentence(`template_is_${translation.state}`) }),
    );
  const faults = Object.entries(variables).flatMap(([name, source]) => checkSource(source, `${at}/variables/${name}`));
  const first = faults[0];
  if (first !== undefined)
    throw refusal(
      'invalid',
      first.detail,
      faults.map((fault) => ({ at: fault.at ?? '', message: fault.detail })),
    );
  const { values, missing } = valuesFor(templateVariables(translation.content), variables, facts);
  if (missing.length > 0) {
    const names = { list: missing.map((text) => sentence('quoted', { text })) };
    throw refusal(
      'variable_missing',
      sentence('variable_missing_for', { names, count: missing.length, template: template.name, person: facts.contact.name }),
      missing.map((name) => ({ at: `${at}/variables/${name}`, message: sentence('variable_no_value') })),
    );
  }
  requireFilled(translation.content, values, `${at}/variables`, facts.setting.at);
  return {
    content: drawTemplate(template, translation, values),
    wire: {
      kind: 'template',
      template: template.id,
      name: template.name,
      category: template.category,
      language: translation.language,
      content: translation.content,
      values,
    },
    quoted: null,
    category: template.category,
    account: template.account,
  };
}
