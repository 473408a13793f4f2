import type { FreeCard, FreeMessage } from '#core/whatsapp/free.ts';
import type { KnownFile } from '#core/whatsapp/law/free.files.ts';
import type { FaultCode } from '#core/whatsapp/law/words.ts';

/** A file of the library that the samples name, and bytes that are truly of its type. */
export type SampleFile = KnownFile & { readonly id: string; readonly name: string; readonly content: Buffer };

const mediaId = (number: number) => `med_${String(number).padStart(32, '0')}`;
const head = (...parts: (string | number)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.alloc(part))));
const webp = (flags: number) => head('RIFF', 4, 'WEBPVP8X', 4, String.fromCharCode(flags), 80);
const file = (number: number, name: string, mime: string, content: Buffer, animated = false): SampleFile => ({
  id: mediaId(number),
  name,
  mime,
  bytes: content.length,
  animated,
  content,
});

export const files = {
  jpeg: file(1, 'cup.jpg', 'image/jpeg', head('\xff\xd8\xff\xe0', 60)),
  png: file(2, 'cup.png', 'image/png', head('\x89PNG\r\n\x1a\n', 60)),
  mp4: file(3, 'pour.mp4', 'video/mp4', head(4, 'ftypisom', 60)),
  mp3: file(4, 'jingle.mp3', 'audio/mpeg', head('ID3', 60)),
  voice: file(5, 'hello.ogg', 'audio/ogg; codecs=opus', head('OggS', 24, 'OpusHead\x01\x01', 60)),
  pdf: file(6, 'menu.pdf', 'application/pdf', head('%PDF-1.7', 60)),
  sticker: file(7, 'wave.webp', 'image/webp', webp(0)),
  moving: file(8, 'dance.webp', 'image/webp', webp(2), true),
  gif: file(9, 'old.gif', 'image/gif', head('GIF89a', 60)),
  hugeJpeg: file(10, 'huge.jpg', 'image/jpeg', head('\xff\xd8\xff\xe0', 5 * 1024 * 1024)),
  hugeSticker: file(11, 'huge.webp', 'image/webp', Buffer.concat([webp(0), Buffer.alloc(101 * 1024)])),
  hugeMoving: file(12, 'film.webp', 'image/webp', Buffer.concat([webp(2), Buffer.alloc(500 * 1024)]), true),
} as const;

/** What is known of the sample files. */
export function knownFile(media: string): KnownFile | undefined {
  return Object.values(files).find(({ id }) => id === media);
}

const a = (length: number) => 'a'.repeat(length);
const none = { header: null, footer: null } as const;
const text = (words: string): FreeMessage => ({ kind: 'text', text: words, preview: true });
const image = (media: string, caption: string | null = null): FreeMessage => ({ kind: 'image', media, caption });
const reactionTo = 'wamid.HBgLMzM2MTIzNDU2NzgVAgARGBI5QTNDQTVCM0Q0Q0Q2RTY3RTcA';
const reaction = (emoji: string, to = reactionTo): FreeMessage => ({ kind: 'reaction', to, emoji });
const place = (latitude: number, longitude: number): FreeMessage => ({ kind: 'location', latitude, longitude, name: null, address: null });
const card = (name: string): Extract<FreeMessage, { kind: 'contacts' }>['contacts'][number] => ({
  name: { formatted_name: name },
  phones: [],
  emails: [],
  urls: [],
  addresses: [],
  org: null,
  birthday: null,
});
const contacts = (...cards: ReturnType<typeof card>[]): FreeMessage => ({ kind: 'contacts', contacts: cards });
const buttons = (labels: readonly string[], more: Partial<Extract<FreeMessage, { kind: 'buttons' }>> = {}): FreeMessage => ({
  kind: 'buttons',
  ...none,
  text: 'Which one?',
  buttons: labels.map((label) => ({ text: label })),
  ...more,
});
const link = (label: string, url: string): FreeMessage => ({ kind: 'link', ...none, text: 'See the harvest', button: { text: label, url } });
type List = Extract<FreeMessage, { kind: 'list' }>;
const rows = (count: number): List['sections'][number]['rows'] => Array.from({ length: count }, (_, at) => ({ title: `Row ${at}`, description: null }));
const list = (sections: List['sections'], more: Partial<List> = {}): FreeMessage => ({
  kind: 'list',
  ...none,
  text: 'Choose',
  button: 'Options',
  sections,
  ...more,
});
const linkCard = (more: Partial<FreeCard> = {}): FreeCard => ({
  header: { kind: 'image', media: files.jpeg.id },
  text: 'Guji',
  buttons: [{ kind: 'url', text: 'See it', url: 'https://roastery.example/guji' }],
  ...more,
});
const replyCard = (...labels: string[]): FreeCard => linkCard({ buttons: labels.map((label) => ({ kind: 'reply', text: label })) });
const carousel = (cards: readonly FreeCard[], words = 'The harvest'): FreeMessage => ({ kind: 'carousel', text: words, cards: [...cards] });
const product = (more: Partial<Extract<FreeMessage, { kind: 'product' }>> = {}): FreeMessage => ({
  kind: 'product',
  catalog: '194836987003835',
  product: 'guji',
  text: null,
  footer: null,
  ...more,
});
type Products = Extract<FreeMessage, { kind: 'products' }>;
const products = (sections: Products['sections'], header = 'The harvest'): FreeMessage => ({
  kind: 'products',
  catalog: '194836987003835',
  header,
  text: 'Choose',
  footer: null,
  sections,
});
const productCards = (count: number): FreeMessage => ({
  kind: 'product_carousel',
  catalog: '194836987003835',
  text: 'The harvest',
  products: Array.from({ length: count }, (_, at) => `p${at}`),
});
const address = (country: string, values: Record<string, string> = {}): FreeMessage => ({
  kind: 'address_request',
  text: 'Where to?',
  footer: null,
  country,
  values,
});
type Form = Extract<FreeMessage, { kind: 'form' }>;
const form = (more: Partial<Form> = {}): FreeMessage => ({
  kind: 'form',
  ...none,
  text: 'Book a tasting',
  button: 'Book',
  form: '71',
  screen: 'WELCOME',
  data: {},
  draft: false,
  ...more,
});
const nested = (depth: number): Record<string, unknown> => (depth === 0 ? {} : { deeper: nested(depth - 1) });

/** Good messages of every kind, at their limits. Forms name one that the test makes: id 71 with the screen WELCOME. */
export const good: readonly (readonly [what: string, message: FreeMessage])[] = [
  ['a text', text('Hello')],
  ['a text of 4,096 characters', text(a(4096))],
  ['4,096 emoji', text('☕'.repeat(4096))],
  ['a text with a link', text('See https://roastery.example/guji?of=2026#top')],
  ['a JPEG', image(files.jpeg.id)],
  ['a PNG with 1,024 characters', image(files.png.id, a(1024))],
  ['a picture under an address', image('https://roastery.example/cup.jpg')],
  ['a film', { kind: 'video', media: files.mp4.id, caption: 'Pouring' }],
  ['a document', { kind: 'document', media: files.pdf.id, caption: null, filename: 'Menu.pdf' }],
  ['a picture as a document', { kind: 'document', media: files.png.id, caption: 'Original', filename: null }],
  ['a sound', { kind: 'audio', media: files.mp3.id, voice: false }],
  ['a voice note', { kind: 'audio', media: files.voice.id, voice: true }],
  ['a still sticker', { kind: 'sticker', media: files.sticker.id }],
  ['a moving sticker', { kind: 'sticker', media: files.moving.id }],
  ['a place', { kind: 'location', latitude: 45.764, longitude: 4.8357, name: 'Roastery', address: '1 rue du Café, Lyon' }],
  ['a pole', place(-90, 180)],
  ['a contact with a name', contacts(card('Ana'))],
  [
    'a full contact',
    contacts({
      name: { formatted_name: 'Ana Silva', first_name: 'Ana', last_name: 'Silva' },
      phones: [{ phone: '+33 6 12 34 56 78', type: 'CELL', wa_id: '33612345678' }],
      emails: [{ email: 'ana@roastery.example', type: 'WORK' }],
      urls: [{ url: 'https://roastery.example', type: 'WORK' }],
      addresses: [{ street: '1 rue du Café', city: 'Lyon', zip: '69001', country: 'France', country_code: 'FR', type: 'WORK' }],
      org: { company: 'Roastery', title: 'Roaster' },
      birthday: '1990-04-30',
    }),
  ],
  ['257 contacts', contacts(...Array.from({ length: 257 }, (_, at) => card(`Person ${at}`)))],
  ['a reaction', reaction('❤️')],
  ['a reaction of a family', reaction('👩‍👩‍👧‍👦')],
  ['a reaction of a flag', reaction('🇫🇷')],
  ['a reaction of a keycap', reaction('1️⃣')],
  ['a reaction taken back', reaction('')],
  ['one button', buttons(['Yes'])],
  ['three buttons of 20 characters', buttons([a(20), 'b'.repeat(20), 'c'.repeat(20)])],
  ['buttons below a picture', buttons(['Yes'], { header: { kind: 'image', media: files.jpeg.id }, footer: a(60) })],
  ['buttons below a film', buttons(['Yes'], { header: { kind: 'video', media: files.mp4.id } })],
  ['buttons below a document', buttons(['Yes'], { header: { kind: 'document', media: files.pdf.id, filename: 'Menu.pdf' } })],
  ['buttons below 60 characters', buttons(['Yes'], { header: { kind: 'text', text: a(60) }, text: a(1024) })],
  ['buttons with ids of their own', buttons([], { buttons: [{ id: a(256), text: 'Yes' }, { id: 'no', text: 'No' }] })], // prettier-ignore
  ['a link', link('See it', 'https://roastery.example')],
  ['a link with a port', link(a(20), 'http://127.0.0.1:3300/a?b=c#d')],
  ['a list of one row', list([{ title: null, rows: rows(1) }])],
  ['a list of ten rows in two sections', list([{ title: a(24), rows: rows(5) }, { title: 'Tea', rows: rows(5) }], { text: a(4096), header: 'Menu', footer: 'Roastery' })], // prettier-ignore
  ['a row at its limits', list([{ title: null, rows: [{ id: a(200), title: a(24), description: a(72) }] }])],
  ['two cards with links', carousel([linkCard(), linkCard({ text: null })])],
  ['ten cards with replies', carousel(Array.from({ length: 10 }, () => replyCard('More', 'Less')))],
  ['cards of 160 characters on three lines', carousel([linkCard({ text: `${a(50)}\n${a(50)}\n${a(58)}` }), linkCard()])],
  ['cards below films', carousel([linkCard({ header: { kind: 'video', media: files.mp4.id } }), linkCard({ header: { kind: 'video', media: files.mp4.id } })])],
  ['a product', product()],
  ['a product with words', product({ text: 'Fruity', footer: 'Roastery' })],
  ['thirty products', products([{ title: 'A', products: Array.from({ length: 15 }, (_, at) => `a${at}`) }, { title: 'B', products: Array.from({ length: 15 }, (_, at) => `b${at}`) }])], // prettier-ignore
  ['two product cards', productCards(2)],
  ['ten product cards', productCards(10)],
  ['a catalogue', { kind: 'catalog', text: 'All we have', footer: null, thumbnail: null }],
  ['a catalogue with a picture', { kind: 'catalog', text: 'All we have', footer: 'Roastery', thumbnail: 'guji' }],
  ['a location request', { kind: 'location_request', text: 'Where are you?' }],
  ['a contact request', { kind: 'contact_request', text: 'May we call you?' }],
  ['an address in India', address('IN', { name: 'Asha', in_pin_code: '400063' })],
  ['an address in Singapore', address('sg')],
  ['a form', form()],
  ['a form at its first screen', form({ screen: null })],
  ['a form with data', form({ data: { drinks: ['Filter', 'Espresso'] } })],
];

/** How the emulator and our law part on a bad message: it is Meta's law as published; ours may be stricter, for a reason. */
type Bad = readonly [what: string, message: FreeMessage, at: string, code: FaultCode, stricter?: 'ours'];

/** Bad messages of every kind, each with the place and the fault. `ours`: WhatsApp's published laws let it pass, and a person should not. */
export const bad: readonly Bad[] = [
  ['nothing', text(''), '/text', 'text_empty'],
  ['nothing but blanks', text(' \n '), '/text', 'text_empty'],
  ['4,097 characters', text(a(4097)), '/text', 'text_long'],
  ['half an emoji', text('\ud83d'), '/text', 'text_broken'],
  ['a zero character', text('a\0b'), '/text', 'text_broken', 'ours'],
  ['a caption of 1,025 characters', image(files.jpeg.id, a(1025)), '/caption', 'caption_long'],
  ['no file', image(''), '/media', 'file_missing'],
  ['a file nobody has', image(mediaId(99)), '/media', 'file_unknown'],
  ['a film as a picture', image(files.mp4.id), '/media', 'image_type'],
  ['a sticker as a picture', image(files.sticker.id), '/media', 'image_type'],
  ['a GIF', image(files.gif.id), '/media', 'image_type'],
  ['a picture of more than 5 MB', image(files.hugeJpeg.id), '/media', 'file_large'],
  ['an address that is none', image('https://'), '/media', 'url_form'],
  ['a picture as a film', { kind: 'video', media: files.png.id, caption: null }, '/media', 'video_type'],
  ['a picture as a sound', { kind: 'audio', media: files.png.id, voice: false }, '/media', 'audio_type'],
  ['a song as a voice note', { kind: 'audio', media: files.mp3.id, voice: true }, '/media', 'voice_type'],
  ['a GIF as a document', { kind: 'document', media: files.gif.id, caption: null, filename: null }, '/media', 'document_type'],
  ['a picture as a sticker', { kind: 'sticker', media: files.png.id }, '/media', 'sticker_type'],
  ['a still sticker of more than 100 KB', { kind: 'sticker', media: files.hugeSticker.id }, '/media', 'file_large'],
  ['a moving sticker of more than 500 KB', { kind: 'sticker', media: files.hugeMoving.id }, '/media', 'file_large'],
  ['a place beyond the pole', place(90.1, 0), '/latitude', 'latitude'],
  ['a place beyond the date line', place(0, -180.5), '/longitude', 'longitude'],
  ['no contacts', contacts(), '/contacts', 'contacts_count'],
  ['258 contacts', contacts(...Array.from({ length: 258 }, () => card('Ana'))), '/contacts', 'contacts_count'],
  ['a contact without a name', contacts(card('')), '/contacts/0/name/formatted_name', 'contact_name_empty'],
  ['a birthday in words', contacts({ ...card('Ana'), birthday: '30 April' }), '/contacts/0/birthday', 'contact_birthday'],
  ['an endless address on a card', contacts({ ...card('Ana'), urls: [{ url: `https://a.example/${a(1000)}` }] }), '/contacts/0/urls/0/url', 'contact_url_long'],
  ['a reaction to nothing', reaction('❤️', ''), '/to', 'reaction_to'],
  ['a reaction of two', reaction('❤️👍'), '/emoji', 'reaction_emoji'],
  ['a reaction in words', reaction('ok'), '/emoji', 'reaction_emoji'],
  ['no buttons', buttons([]), '/buttons', 'reply_buttons_count'],
  ['four buttons', buttons(['a', 'b', 'c', 'd']), '/buttons', 'reply_buttons_count'],
  ['a button of 21 characters', buttons([a(21)]), '/buttons/0/text', 'button_long'],
  ['an empty button', buttons(['']), '/buttons/0/text', 'button_empty'],
  ['two equal buttons', buttons(['Yes', 'Yes']), '/buttons/1/text', 'button_same'],
  ['a button on two lines', buttons(['Yes\nNo']), '/buttons/0/text', 'button_line', 'ours'],
  ['two equal ids', buttons([], { buttons: [{ id: 'x', text: 'A' }, { id: 'x', text: 'B' }] }), '/buttons/1/id', 'reply_id_same'], // prettier-ignore
  ['an id like one that is made', buttons([], { buttons: [{ id: 'button.1', text: 'A' }, { text: 'B' }] }), '/buttons/1/id', 'reply_id_same'], // prettier-ignore
  ['an id of 257 characters', buttons([], { buttons: [{ id: a(257), text: 'A' }] }), '/buttons/0/id', 'reply_id_long'],
  ['buttons below 1,025 characters', buttons(['Yes'], { text: a(1025) }), '/text', 'text_long'],
  ['buttons without words', buttons(['Yes'], { text: '' }), '/text', 'text_empty'],
  ['buttons below a header of 61 characters', buttons(['Yes'], { header: { kind: 'text', text: a(61) } }), '/header/text', 'header_long'],
  ['buttons below an empty header', buttons(['Yes'], { header: { kind: 'text', text: '' } }), '/header/text', 'header_empty'],
  ['buttons below a sound', buttons(['Yes'], { header: { kind: 'video', media: files.mp3.id } }), '/header/media', 'video_type'],
  ['buttons above a footer of 61 characters', buttons(['Yes'], { footer: a(61) }), '/footer', 'footer_long'],
  ['a link without a label', link('', 'https://roastery.example'), '/button/text', 'button_empty'],
  ['a label of 21 characters', link(a(21), 'https://roastery.example'), '/button/text', 'button_long'],
  ['a link to nowhere', link('See', 'roastery'), '/button/url', 'url_form'],
  ['a link with a blank', link('See', 'https://roastery.example/a b'), '/button/url', 'url_form'],
  ['a link to a port there is not', link('See', 'https://roastery.example:70000/'), '/button/url', 'url_form'],
  ['a link to a number that is no address', link('See', 'https://1.2.3.456/'), '/button/url', 'url_form'],
  ['a link to a script', link('See', 'javascript:alert(1)'), '/button/url', 'url_form'],
  ['no sections', list([]), '/sections', 'sections_count'],
  ['eleven sections', list(Array.from({ length: 11 }, () => ({ title: 'A', rows: rows(1) }))), '/sections', 'sections_count'],
  ['eleven rows', list([{ title: 'A', rows: rows(6) }, { title: 'B', rows: rows(5) }]), '/sections', 'rows_many'], // prettier-ignore
  ['a section without rows', list([{ title: null, rows: [] }]), '/sections/0/rows', 'rows_none'],
  ['two sections and one title', list([{ title: 'A', rows: rows(1) }, { title: null, rows: rows(1) }]), '/sections/1/title', 'section_title_missing'], // prettier-ignore
  ['a section title of 25 characters', list([{ title: a(25), rows: rows(1) }]), '/sections/0/title', 'section_title_long'],
  ['a row without a title', list([{ title: null, rows: [{ title: '', description: null }] }]), '/sections/0/rows/0/title', 'row_title_empty'],
  ['a row title of 25 characters', list([{ title: null, rows: [{ title: a(25), description: null }] }]), '/sections/0/rows/0/title', 'row_title_long'],
  [
    'a description of 73 characters',
    list([{ title: null, rows: [{ title: 'A', description: a(73) }] }]),
    '/sections/0/rows/0/description',
    'row_description_long',
  ],
  ['a row id of 201 characters', list([{ title: null, rows: [{ id: a(201), title: 'A', description: null }] }]), '/sections/0/rows/0/id', 'reply_id_long'],
  ['a list button of 21 characters', list([{ title: null, rows: rows(1) }], { button: a(21) }), '/button', 'button_long'],
  ['a list header of 61 characters', list([{ title: null, rows: rows(1) }], { header: a(61) }), '/header', 'header_long'],
  ['a list of 4,097 characters', list([{ title: null, rows: rows(1) }], { text: a(4097) }), '/text', 'text_long'],
  ['one card', carousel([linkCard()]), '/cards', 'cards_count'],
  ['eleven cards', carousel(Array.from({ length: 11 }, () => linkCard())), '/cards', 'cards_count'],
  ['a card of 161 characters', carousel([linkCard({ text: a(161) }), linkCard()]), '/cards/0/text', 'card_text_long'],
  ['a card of four lines', carousel([linkCard({ text: 'a\nb\nc\nd' }), linkCard()]), '/cards/0/text', 'card_text_lines'],
  ['a card with three replies', carousel([replyCard('a', 'b', 'c'), replyCard('a', 'b', 'c')]), '/cards/0/buttons', 'card_buttons'],
  ['a card without a button', carousel([linkCard({ buttons: [] }), linkCard({ buttons: [] })]), '/cards/0/buttons', 'card_buttons'],
  ['cards of two builds', carousel([linkCard(), replyCard('a')]), '/cards/1', 'card_unlike'],
  ['cards below a picture and a film', carousel([linkCard(), linkCard({ header: { kind: 'video', media: files.mp4.id } })]), '/cards/1', 'card_unlike'],
  ['a card with equal replies', carousel([replyCard('a', 'a'), replyCard('a', 'b')]), '/cards/0/buttons/1/text', 'button_same', 'ours'],
  ['a carousel without words', carousel([linkCard(), linkCard()], ''), '/text', 'text_empty'],
  ['a product without a catalogue', product({ catalog: '' }), '/catalog', 'catalog_missing'],
  ['a product without a product', product({ product: '' }), '/product', 'product_missing'],
  ['a product of 1,025 characters', product({ text: a(1025) }), '/text', 'text_long'],
  ['31 products', products([{ title: null, products: Array.from({ length: 31 }, (_, at) => `p${at}`) }]), '/sections', 'products_many'],
  ['a section without products', products([{ title: null, products: [] }]), '/sections/0/products', 'products_none'],
  ['products without a header', products([{ title: null, products: ['guji'] }], ''), '/header', 'header_empty'],
  ['one product card', productCards(1), '/products', 'products_count'],
  ['eleven product cards', productCards(11), '/products', 'products_count'],
  ['a catalogue without words', { kind: 'catalog', text: '', footer: null, thumbnail: null }, '/text', 'text_empty'],
  ['a location request without words', { kind: 'location_request', text: '' }, '/text', 'text_empty'],
  ['a contact request of 1,025 characters', { kind: 'contact_request', text: a(1025) }, '/text', 'text_long'],
  ['an address in France', address('FR'), '/country', 'address_country'],
  ['a form without a label', form({ button: '' }), '/button', 'button_empty'],
  ['a form label of 31 characters', form({ button: a(31) }), '/button', 'button_long'],
  ['a form that is not named', form({ form: '' }), '/form', 'form_missing'],
  ['data without a screen', form({ screen: null, data: { a: 1 } }), '/screen', 'form_screen', 'ours'],
  ['data of 21 levels', form({ data: nested(21) }), '/data', 'form_data_deep'],
];
