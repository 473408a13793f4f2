import type { Say } from '#core/contract/conversations.ts';
import { readId } from '#core/contract/read-id.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say as sentence } from '#core/contract/say.ts';
import { checkSource, evaluate, type Person, type VariableSource } from '#core/expression/expression.ts';
import type { Scope } from '#core/value/actor.ts';
import { type BusinessId, type ContactId, type ConversationId, type MessageId, type NumberId, presentId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { MessageContent } from '#core/whatsapp/message.ts';
import { templateVariables } from '#core/whatsapp/variables.ts';
import { getMedia } from '#server/messaging/media/media.ts';
import { getNumber, sayPaused } from '#server/messaging/number/number.ts';
import { type NewOutgoing, queueMessage } from '#server/messaging/outbox/outbox.ts';
import { drawTemplate, getTemplate, languagesOf, type TemplateRecord, type TranslationRecord } from '#server/messaging/template/template.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import { requireAllowed } from './allow.ts';
import { selectAddressee, selectMessage, selectSaid } from './store.ts';

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
      ? composeTemplate(await chosenTemplate(tx, scope, speaking, what), personOf(person), what.variables, speaking.at)
      : await composeFreely(tx, scope, speaking, what);
  return queue(platform, tx, scope, { speaking, person, composed }, now);
}

/** Says a template in one of its languages; for those who have looked both up already, such as a campaign's test. */
export async function sayTemplate(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  speaking: Speaking,
  what: ChosenTemplate & { variables: Readonly<Record<string, VariableSource>> },
  now: Instant,
): Promise<MessageId> {
  const person = await addressee(tx, scope, speaking);
  return queue(platform, tx, scope, { speaking, person, composed: composeTemplate(what, personOf(person), what.variables, speaking.at) }, now);
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

const hasLink = /https?:\/\/\S/i;

async function composeFreely(tx: Tx, scope: Scope, speaking: Speaking, what: Exclude<Say, { kind: 'template' }>): Promise<Composed> {
  const free = { quoted: null, category: 'service' as const, account: null };
  switch (what.kind) {
    case 'text': {
      const quoted = what.quoted === undefined ? null : await wamidOf(tx, scope, speaking, what.quoted);
      return {
        ...free,
        quoted,
        content: { kind: 'text', text: what.text },
        wire: { kind: 'wire', content: { type: 'text', text: { body: what.text, ...(hasLink.test(what.text) ? { preview_url: true } : {}) } } },
      };
    }
    case 'image': {
      const media = await getMedia(tx, scope, readId('media', what.media, `${speaking.at}/media`));
      const image = { media: presentId('media', media.id), mime: media.mime, name: media.name, meta_id: null };
      return { ...free, content: { kind: 'image', image, caption: what.caption }, wire: { kind: 'image', media: media.id, caption: what.caption } };
    }
    case 'buttons': {
      requireDistinct(what.buttons, speaking.at);
      const buttons = what.buttons.map((text) => ({ kind: 'reply' as const, text }));
      const action = { buttons: what.buttons.map((title, place) => ({ type: 'reply' as const, reply: { id: `button.${place}`, title } })) };
      const content: MessageContent = { kind: 'card', header: null, text: what.text, footer: null, buttons, template: null };
      return { ...free, content, wire: { kind: 'wire', content: { type: 'interactive', interactive: { type: 'button', body: { text: what.text }, action } } } };
    }
  }
}

/** WhatsApp refuses two buttons with one label (131009). */
function requireDistinct(buttons: readonly string[], at: string): void {
  const twice = buttons.findIndex((text, place) => buttons.indexOf(text) !== place);
  if (twice !== -1)
    throw refusal('invalid', sentence('buttons_twice', { label: buttons[twice] ?? '' }), [
      { at: `${at}/buttons/${twice}`, message: sentence('buttons_twice_at') },
    ]);
}

/** What Meta calls the message that is quoted; it must belong to this conversation and have left already. */
async function wamidOf(tx: Tx, scope: Scope, speaking: Speaking, publicId: string): Promise<string> {
  const at = `${speaking.at}/quoted`;
  const [broadcast, seq] = publicId.split(':');
  const row =
    seq === undefined
      ? await selectMessage(tx, scope, readId('message', publicId, at))
      : await selectSaid(tx, scope, { broadcast: readId('broadcast', broadcast ?? '', at), seq: Number(seq) });
  if (row === undefined || row.contact_id !== speaking.contact)
    throw refusal('not_found', sentence('quoted_gone', { id: publicId }), [{ at, message: sentence('quoted_gone', { id: publicId }) }]);
  if (row.wamid === null) throw refusal('conflict', sentence('quoted_early', { id: publicId }));
  return row.wamid;
}

/** A template with the language it is said in. */
export type ChosenTemplate = { readonly template: TemplateRecord; readonly translation: TranslationRecord };

async function chosenTemplate(tx: Tx, scope: Scope, { at }: Speaking, what: Extract<Say, { kind: 'template' }>): Promise<ChosenTemplate> {
  const template = await getTemplate(tx, scope, readId('template', what.template, `${at}/template`));
  const translation = template.translations.find(({ language }) => language === what.language);
  if (translation === undefined) {
    const missing = sentence('template_language_missing', { name: template.name, language: what.language, known: languagesOf(template) });
    throw refusal('template_not_approved', missing, [{ at: `${at}/language`, message: missing }]);
  }
  return { template, translation };
}

function composeTemplate({ template, translation }: ChosenTemplate, person: Person, variables: Readonly<Record<string, VariableSource>>, at: string): Composed {
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
  const values: Record<string, string> = {};
  const missing: string[] = [];
  for (const name of templateVariables(translation.content)) {
    const source = variables[name];
    const value = source === undefined ? null : evaluate(source, person);
    if (value === null) missing.push(name);
    else values[name] = value;
  }
  if (missing.length > 0) {
    throw refusal(
      'variable_missing',
      sentence('variable_missing_for', {
        names: { list: missing.map((text) => sentence('quoted', { text })) },
        count: missing.length,
        template: template.name,
        person: person.name,
      }),
      missing.map((name) => ({ at: `${at}/variables/${name}`, message: sentence('variable_no_value') })),
    );
  }
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
