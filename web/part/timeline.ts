import type { TimelineEntry } from '#core/contract/contacts.ts';
import type { Money } from '#core/value/money.ts';
import type { IconName } from '#web/ui/Icon.tsx';
import type { Voice } from '#web/ui/words/WordsProvider.tsx';

/** How one entry of a timeline is drawn: a sign, what happened, and the lines below it. */
export type DrawnEntry = {
  readonly icon: IconName;
  readonly tone: 'plain' | 'on' | 'look' | 'stopped';
  readonly title: string;
  readonly quote: string | null;
  readonly lines: readonly string[];
  readonly campaign: { readonly id: string; readonly name: string } | null;
};

type Data = Readonly<Record<string, unknown>>;

/** Text at a key; undefined when there is none or it is empty. Numbers count as text. */
function textAt(data: Data, key: string): string | undefined {
  const value = data[key];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function recordAt(data: Data, key: string): Data | undefined {
  const value = data[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? parseData(value) : undefined;
}

function parseData(value: object): Data {
  return value as Data;
}

/** An amount as shops send it: `{currency, micros}` as we keep it, or a decimal beside a currency. */
function moneyAt(data: Data, key: string): Money | undefined {
  const nested = recordAt(data, key);
  const micros = nested?.['micros'];
  const currency = nested === undefined ? undefined : textAt(nested, 'currency');
  if (typeof micros === 'number' && currency !== undefined) return { currency, micros: Math.round(micros) };
  const amount = Number(textAt(data, key) ?? Number.NaN);
  const beside = textAt(data, 'currency');
  return Number.isFinite(amount) && beside !== undefined ? { currency: beside, micros: Math.round(amount * 1_000_000) } : undefined;
}

/** One line for the things of an order. */
function itemLines(data: Data, voice: Voice): string[] {
  const items = data['items'];
  if (!Array.isArray(items)) return [];
  const list: readonly unknown[] = items;
  return list.flatMap((item) => {
    if (typeof item !== 'object' || item === null) return [];
    const record = parseData(item);
    const name = textAt(record, 'name') ?? textAt(record, 'title');
    const quantity = record['quantity'];
    return name === undefined ? [] : [typeof quantity === 'number' ? voice.t('contacts.fact_items', { quantity, name }) : name];
  });
}

/** What was said, as one quotation; a message without words gets the name of its kind. */
export function sayContent(content: Data, voice: Pick<Voice, 't'>): string {
  const words = textAt(content, 'text') ?? textAt(content, 'caption') ?? textAt(content, 'name');
  switch (content['kind']) {
    case 'image':
      return words ?? voice.t('contacts.photo');
    case 'video':
      return words ?? voice.t('contacts.video');
    case 'audio':
      return voice.t('contacts.audio');
    case 'document':
      return words ?? voice.t('contacts.document');
    case 'sticker':
      return voice.t('contacts.sticker');
    case 'location':
      return words ?? voice.t('contacts.location');
    case 'contacts':
      return voice.t('contacts.cards');
    case 'reaction':
      return voice.t('contacts.reaction', { emoji: textAt(content, 'emoji') ?? '' });
    case 'unknown':
      return voice.t('contacts.unknown_message', { type: textAt(content, 'type') ?? '?' });
    default:
      return words ?? '';
  }
}

function byOf(data: Data): string | undefined {
  const by = recordAt(data, 'by');
  if (by !== undefined) return textAt(by, 'name');
  const name = textAt(data, 'by');
  return name === 'inbound' ? undefined : name;
}

const states = ['queued', 'sending', 'accepted', 'sent', 'delivered', 'read', 'failed', 'in_doubt'] as const;

/** A message as the contract shows it lies under `message`. */
function messageEntry(entry: TimelineEntry, voice: Voice): Pick<DrawnEntry, 'quote' | 'lines' | 'campaign'> {
  const message = recordAt(entry.data, 'message') ?? entry.data;
  const content = recordAt(message, 'content');
  const said = content === undefined ? (textAt(message, 'text') ?? '') : sayContent(content, voice);
  const campaign = recordAt(message, 'campaign');
  const id = campaign === undefined ? undefined : textAt(campaign, 'id');
  const name = campaign === undefined ? undefined : textAt(campaign, 'name');
  const author = textAt(message, 'author');
  const state = states.find((each) => each === message['state']);
  const error = recordAt(message, 'error');
  const lines = [
    ...(author === undefined || entry.kind === 'message.received' ? [] : [voice.t('contacts.fact_by', { name: author })]),
    ...(state === undefined ? [] : [voice.t(`contacts.message_${state}`)]),
    ...(error === undefined ? [] : [voice.t('contacts.fact_reason', { reason: textAt(error, 'message') ?? '' })]),
  ];
  return { quote: said === '' ? null : said, lines, campaign: id === undefined || name === undefined ? null : { id, name } };
}

/** Whether only the day of a moment is known: an import's consent date comes as midnight UTC. */
export function isDayOnly(iso: string): boolean {
  return /T00:00:00(\.0+)?Z$/.test(iso);
}

/** Draws an entry of a person's timeline; a kind we do not know is shown by its name and its plain values. */
export function drawEntry(entry: TimelineEntry, voice: Voice): DrawnEntry {
  const { t } = voice;
  const { data } = entry;
  const plain = { quote: null, campaign: null };
  const wording = textAt(data, 'wording') ?? null;
  const source = textAt(data, 'source');
  const by = byOf(data);
  const whence = [...(source === undefined ? [] : [t('contacts.fact_source', { source })]), ...(by === undefined ? [] : [t('contacts.fact_by', { name: by })])];
  const reason = textAt(data, 'detail') ?? textAt(data, 'reason');
  const why = reason === undefined ? [] : [t('contacts.fact_reason', { reason })];

  switch (entry.kind) {
    case 'consent.given':
      return { icon: 'consent', tone: 'on', title: t('contacts.fact_consent_given'), quote: wording, lines: whence, campaign: null };
    case 'consent.withdrawn':
      return { icon: 'stopped', tone: 'stopped', title: t('contacts.fact_consent_withdrawn'), quote: wording, lines: whence, campaign: null };
    case 'preference.stopped':
      return { ...plain, icon: 'stopped', tone: 'stopped', title: t('contacts.fact_preference_stopped'), lines: why };
    case 'preference.resumed':
      return { ...plain, icon: 'consent', tone: 'on', title: t('contacts.fact_preference_resumed'), lines: why };
    case 'suppression.started':
      return { ...plain, icon: 'stopped', tone: 'stopped', title: t('contacts.fact_suppression_started'), lines: why };
    case 'suppression.lifted':
      return { ...plain, icon: 'check', tone: 'on', title: t('contacts.fact_suppression_lifted'), lines: why };
    case 'contact.created':
      return {
        ...plain,
        icon: 'people',
        tone: 'plain',
        title: textAt(data, 'by') === 'inbound' ? t('contacts.fact_contact_created_inbound') : t('contacts.fact_contact_created'),
        lines: whence,
      };
    case 'contact.imported':
      return {
        ...plain,
        icon: 'upload',
        tone: 'plain',
        title: t('contacts.fact_contact_imported'),
        lines: [textAt(data, 'file') ?? textAt(data, 'file_name') ?? ''].filter((line) => line !== '').concat(whence),
      };
    case 'contact.import_undone':
      return { ...plain, icon: 'undo', tone: 'plain', title: t('contacts.fact_contact_import_undone'), lines: whence.concat(textAt(data, 'file') ?? []) };
    case 'contact.changed':
      return { ...plain, icon: 'edit', tone: 'plain', title: t('contacts.fact_contact_changed'), lines: whence };
    case 'contact.user_changed_number':
    case 'contact.user_changed_user_id':
      return { ...plain, icon: 'edit', tone: 'look', ...moveEntry(entry.kind, data, voice) };
    case 'order.paid':
      return shopEntry({ icon: 'basket', tone: 'look', title: t('contacts.fact_order_paid') }, data, voice);
    case 'message.received':
      return { icon: 'reply', tone: 'on', title: t('contacts.fact_message_received'), ...messageEntry(entry, voice) };
    case 'message.sent':
      return { icon: 'send', tone: 'plain', title: t('contacts.fact_message_sent'), ...messageEntry(entry, voice) };
    default: {
      const told = shopFacts.find(({ kind }) => kind === entry.kind);
      if (told !== undefined) return shopEntry({ icon: told.icon, tone: told.tone, title: t(told.title) }, data, voice);
      return { ...plain, icon: 'dots', tone: 'plain', title: entry.kind, lines: plainValues(data) };
    }
  }
}

/** What a shop tells beside a paid order. */
const shopFacts = [
  { kind: 'order.placed', icon: 'basket', tone: 'look', title: 'shop.fact_order_placed' },
  { kind: 'order.shipped', icon: 'send', tone: 'on', title: 'shop.fact_order_shipped' },
  { kind: 'order.delivered', icon: 'check', tone: 'on', title: 'shop.fact_order_delivered' },
  { kind: 'order.returned', icon: 'undo', tone: 'stopped', title: 'shop.fact_order_returned' },
  { kind: 'order.refunded', icon: 'undo', tone: 'stopped', title: 'shop.fact_order_refunded' },
  { kind: 'order.cancelled', icon: 'stopped', tone: 'stopped', title: 'shop.fact_order_cancelled' },
  { kind: 'cart.updated', icon: 'basket', tone: 'plain', title: 'shop.fact_cart_updated' },
  { kind: 'cart.emptied', icon: 'basket', tone: 'plain', title: 'shop.fact_cart_emptied' },
  { kind: 'product.viewed', icon: 'find', tone: 'plain', title: 'shop.fact_product_viewed' },
] as const;

function plainValues(data: Data): string[] {
  return Object.keys(data).flatMap((key) => (textAt(data, key) === undefined ? [] : [`${key}: ${textAt(data, key) ?? ''}`]));
}

/** They are somebody else to WhatsApp from now on: another number, or another id. */
function moveEntry(kind: string, data: Data, { t }: Voice): { title: string; lines: string[] } {
  const isNumber = kind === 'contact.user_changed_number';
  const now = textAt(data, isNumber ? 'wa_id' : 'user_id');
  return {
    title: isNumber ? t('contacts.fact_contact_number_changed') : t('contacts.fact_contact_user_id_changed'),
    lines: now === undefined ? [] : [isNumber ? `+${now}` : now],
  };
}

/** The things, how many more there are, then number and total. */
function shopEntry(head: Pick<DrawnEntry, 'icon' | 'tone' | 'title'>, data: Data, voice: Voice): DrawnEntry {
  const total = moneyAt(data, 'total') ?? moneyAt(data, 'revenue') ?? moneyAt(data, 'amount');
  const number = textAt(data, 'number') ?? textAt(data, 'order_id');
  const parts = [
    number === undefined ? undefined : voice.t('contacts.fact_order_number', { number }),
    total === undefined ? undefined : voice.money(total),
  ].filter((part) => part !== undefined);
  const viewed = recordAt(data, 'product');
  const things = viewed === undefined ? itemLines(data, voice) : [textAt(viewed, 'name') ?? ''].filter((name) => name !== '');
  const more = Number(data['count'] ?? 0) - things.length;
  return {
    ...head,
    quote: null,
    lines: [...things, ...(more > 0 ? [voice.t('shop.items_more', { count: more })] : []), ...(parts.length > 0 ? [parts.join(', ')] : [])],
    campaign: null,
  };
}
