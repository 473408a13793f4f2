import { GraphRefusal } from '../graph/errors.ts';
import { type DeskSetup, openDesk } from './desk.ts';
import type { Draft } from './laws/draft.ts';
import { draftMessage } from './laws/message.ts';

/** The body of a send, right or wrong. */
export type Body = Record<string, unknown>;

const movingSticker = Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBPVP8X\0\0\0\0', 'latin1'), Buffer.from([2, 0, 0, 0])]);
const stillSticker = Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBPVP8X\0\0\0\0', 'latin1'), Buffer.from([0, 0, 0, 0])]);

const setup: DeskSetup = {
  files: [
    { id: '11', mime: 'image/png' },
    { id: '12', mime: 'video/mp4' },
    { id: '13', mime: 'application/pdf' },
    { id: '14', mime: 'audio/ogg' },
    { id: '15', mime: 'audio/mpeg' },
    { id: '16', mime: 'image/webp', bytes: movingSticker },
    { id: '17', mime: 'image/webp', bytes: stillSticker },
  ],
  flows: [
    { id: '71', name: 'booking', status: 'PUBLISHED', json: JSON.stringify({ version: '7.2', screens: [{ id: 'WELCOME' }, { id: 'DONE' }] }) },
    { id: '72', status: 'DRAFT' },
    { id: '73', status: 'DEPRECATED' },
    { id: '74', status: 'BLOCKED' },
    { id: '75', status: 'THROTTLED' },
  ],
  catalogs: [
    {
      id: '900',
      name: 'Shop',
      business_account_id: '102290129340398',
      products: [{ retailer_id: 'mug', name: 'A mug', price: 9.5, currency: 'EUR', media: '11' }],
    },
  ],
};

function draft(body: Body, more: DeskSetup = {}): Draft {
  const { world } = openDesk({ ...setup, ...more });
  return draftMessage(world, String(body['type']), body);
}

const mug = { retailer_id: 'mug', name: 'A mug', price: 9.5, currency: 'EUR', media: '11' };
const cup = { retailer_id: 'cup', name: null, price: null, currency: null, media: null };

const text = (part: unknown): Body => ({ type: 'text', text: part });
const media = (kind: string, part: unknown): Body => ({ type: kind, [kind]: part });
const place = (change: Body): Body => ({ type: 'location', location: { latitude: 37.44, longitude: -122.16, ...change } });
const contact = (change: Body): Body => ({ type: 'contacts', contacts: [{ name: { formatted_name: 'Ana Souza' }, ...change }] });
const reaction = (change: Body): Body => ({ type: 'reaction', reaction: { message_id: 'wamid.HBg', emoji: '🎉', ...change } });
const asked = (type: string, action: unknown, change: Body = {}): Body => ({
  type: 'interactive',
  interactive: { type, body: { text: 'Pick one' }, action, ...change },
});
const reply = (title: unknown, id: unknown = title): Body => ({ type: 'reply', reply: { id, title } });
const buttons = (list: unknown, change: Body = {}): Body => asked('button', { buttons: list }, change);
const row = (id: unknown, change: Body = {}): Body => ({ id, title: `Row ${String(id)}`, ...change });
const list = (sections: unknown, change: Body = {}): Body => asked('list', { button: 'Options', sections }, change);
const rows = (count: number): Body[] => Array.from({ length: count }, (_, i) => row(`r${i}`));
const link = (parameters: unknown, change: Body = {}): Body => asked('cta_url', { name: 'cta_url', parameters }, change);
const opening = { display_text: 'See dates', url: 'https://shop.example/dates' };
const product = (change: Body = {}, more: Body = {}): Body => asked('product', { catalog_id: '900', product_retailer_id: 'mug', ...change }, more);
const items = (...ids: unknown[]): Body[] => ids.map((id) => ({ product_retailer_id: id }));
const products = (sections: unknown, change: Body = {}): Body =>
  asked('product_list', { catalog_id: '900', sections }, { header: { type: 'text', text: 'Our best' }, ...change });
const catalog = (action: Body = {}, change: Body = {}): Body => asked('catalog_message', { name: 'catalog_message', ...action }, change);
const form = (change: Body = {}, more: Body = {}): Body =>
  asked('flow', { name: 'flow', parameters: { flow_message_version: '3', flow_id: '71', flow_cta: 'Book!', ...change } }, more);
const picture = { type: 'image', image: { link: 'https://shop.example/a.png' } };
const linkCard = (index: unknown, change: Body = {}): Body => ({
  card_index: index,
  type: 'cta_url',
  header: picture,
  body: { text: 'A card' },
  action: { name: 'cta_url', parameters: opening },
  ...change,
});
const replyCard = (index: number, ...ids: string[]): Body =>
  linkCard(index, { action: { buttons: ids.map((id) => ({ type: 'quick_reply', quick_reply: { id, title: id } })) } });
const productCard = (index: number, change: Body = {}): Body => ({
  card_index: index,
  type: 'product',
  action: { catalog_id: '900', product_retailer_id: 'mug', ...change },
});
const carousel = (cards: unknown, change: Body = {}): Body => asked('carousel', { cards }, change);
const address = (parameters: unknown, change: Body = {}): Body => asked('address_message', { name: 'address_message', parameters }, change);

/** The parts the golden tables of message kinds are made of: right by themselves, each to be changed into something wrong. */
export const bodies = {
  setup,
  draft,
  mug,
  cup,
  text,
  media,
  place,
  contact,
  reaction,
  asked,
  reply,
  buttons,
  row,
  list,
  rows,
  link,
  opening,
  product,
  items,
  products,
  catalog,
  form,
  picture,
  linkCard,
  replyCard,
  productCard,
  carousel,
  address,
};

/** What was said against a body: the code, and the details, or the message where Meta sends no details. Undefined when it passed. */
export function refusalOf(send: () => unknown): [number, string] | undefined {
  try {
    send();
  } catch (error) {
    if (!(error instanceof GraphRefusal)) throw error;
    return [error.code, error.more.details ?? error.message];
  }
  return undefined;
}
