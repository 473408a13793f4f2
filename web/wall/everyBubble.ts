import type { Bubble, BubbleContent, BubbleProduct } from '#core/rehearsal/bubble.ts';

/** One bubble of each kind and shape, for the tests and pictures of the wall. Nothing of it is shown to anybody else. */
const coffee: BubbleProduct = { retailer_id: 'guji-250', name: 'Guji, 250 g', price: 13.5, currency: 'EUR', media: '801' };
const decaf: BubbleProduct = { retailer_id: 'decaf-250', name: 'Décaféiné de Noël', price: 14, currency: 'EUR', media: '802' };
const nameless: BubbleProduct = { retailer_id: 'sku-17', name: null, price: null, currency: null, media: null };

export const exampleNumber = '110000000000001';
/** The clock of the examples. */
export const exampleNow = '2026-11-24T10:42:00.000Z';

type Said = {
  readonly mine: boolean;
  readonly at: string;
  readonly content: BubbleContent;
  readonly quoted?: string;
  readonly read?: boolean;
  readonly delivered?: boolean;
};

const theirs = (at: string, content: BubbleContent, more: Partial<Said> = {}): Said => ({ mine: false, at, content, ...more });
const mine = (at: string, content: BubbleContent, more: Partial<Said> = {}): Said => ({ mine: true, at, content, ...more });
const text = (words: string, preview: string | null = null): BubbleContent => ({ kind: 'text', text: words, preview });

const said: Readonly<Record<string, Said>> = {
  system: theirs('2026-11-22T08:00:00Z', { kind: 'system', text: 'Inès changed her number to +33 6 12 34 50 00' }),
  template: theirs('2026-11-22T08:31:00Z', {
    kind: 'card',
    header: { kind: 'image', media: '701', link: null, filename: null },
    text: 'Bonjour Inès, notre *café de Noël* est sorti du torréfacteur ce matin.',
    footer: 'Répondez STOP pour ne plus rien recevoir',
    offer: null,
    buttons: [
      { kind: 'url', text: 'Voir la N° 7', url: 'https://brulerie.example/n7?utm_source=whatsapp&utm_campaign=noel', index: 0 },
      { kind: 'reply', text: 'Plus d’infos', index: 1, tapped: true },
    ],
    template: 'christmas_coffee',
  }),
  question: mine('2026-11-22T08:36:00Z', text('La moulue, elle part quand ?'), { read: true, delivered: true }),
  formatting: theirs(
    '2026-11-22T08:38:00Z',
    text(
      '*Gras*, _italique_, ~barré~, `code`\n```mono\nsur deux lignes```\n> une citation\n> qui continue\n- une liste\n- de deux\n1. d’abord\n2. ensuite\nhttps://brulerie.example/livraison',
    ),
    { quoted: 'question' },
  ),
  link: theirs('2026-11-22T08:39:00Z', text('Tout est ici : https://brulerie.example/livraison', 'https://brulerie.example/livraison')),
  emoji: mine('2026-11-22T08:40:00Z', text('☕️❤️'), { delivered: true }),
  unsent: mine('2026-11-22T08:41:00Z', text('Sans signal, ceci attend.')),
  list: theirs('2026-11-23T09:00:00Z', {
    kind: 'list',
    header: 'Trois cafés doux',
    text: 'Choisissez, nous moulons à la commande.',
    footer: 'Livrés jeudi',
    button: 'Voir les cafés',
    sections: [
      {
        title: 'De saison',
        rows: [
          { id: 'guji', title: 'Guji', description: 'Abricot, thé noir, 13,50 EUR' },
          { id: 'n4', title: 'N° 4', description: 'Noisette, cacao, 12,00 EUR' },
        ],
      },
      { title: 'Sans caféine', rows: [{ id: 'decaf', title: 'Décaféiné de Noël', description: null }] },
    ],
  }),
  offer: theirs('2026-11-23T09:05:00Z', {
    kind: 'card',
    header: { kind: 'image', media: '702', link: null, filename: null },
    text: 'Deux paquets, un offert. Cette semaine seulement.',
    footer: null,
    offer: { text: 'Offre de Noël', expires_at: '2026-11-24T13:10:07Z', code: 'NOEL25' },
    buttons: [
      { kind: 'copy_code', text: 'Copier le code', code: 'NOEL25', index: 0 },
      { kind: 'phone', text: 'Appeler la boutique', phone: '+33472000000', index: 1 },
      { kind: 'url', text: 'En profiter', url: 'https://brulerie.example/noel', index: 2 },
      { kind: 'send_location', text: 'Où êtes-vous ?', index: 3 },
    ],
    template: 'limited_offer',
  }),
  carousel: theirs('2026-11-23T09:10:00Z', {
    kind: 'carousel',
    text: 'Les cafés de la semaine :',
    template: 'week_carousel',
    cards: [
      {
        header: { kind: 'image', media: '801', link: null, filename: null },
        text: '*Guji*, abricot et thé noir',
        buttons: [
          { kind: 'reply', text: 'Le choisir', index: 0, tapped: false },
          { kind: 'url', text: 'La fiche', url: 'https://brulerie.example/guji', index: 1 },
        ],
      },
      {
        header: { kind: 'image', media: '802', link: null, filename: null },
        text: '*Décaféiné*, orange confite',
        buttons: [
          { kind: 'reply', text: 'Le choisir', index: 2, tapped: false },
          { kind: 'url', text: 'La fiche', url: 'https://brulerie.example/decaf', index: 3 },
        ],
      },
      { header: { kind: 'product', product: coffee }, text: null, buttons: [{ kind: 'product', text: 'Voir', catalog: 'cat1', product: coffee, index: 4 }] },
    ],
  }),
  products: theirs('2026-11-23T09:20:00Z', {
    kind: 'products',
    header: 'Nos cafés',
    text: 'Servez-vous.',
    footer: 'Prix TTC',
    catalog: 'cat1',
    sections: [
      { title: 'Cafés', products: [coffee, decaf] },
      { title: 'Autres', products: [nameless] },
    ],
  }),
  catalog: theirs('2026-11-23T09:21:00Z', {
    kind: 'card',
    header: { kind: 'product', product: coffee },
    text: 'Tout le catalogue',
    footer: null,
    offer: null,
    buttons: [
      { kind: 'catalog', text: 'Voir le catalogue', catalog: 'cat1', thumbnail: coffee, sections: [{ title: null, products: [coffee, decaf] }], index: 0 },
    ],
    template: null,
  }),
  order: mine(
    '2026-11-23T09:25:00Z',
    {
      kind: 'order',
      catalog: 'cat1',
      text: 'Moulu pour filtre, merci !',
      items: [
        { product: coffee, quantity: 2 },
        { product: decaf, quantity: 1 },
      ],
    },
    { read: true, delivered: true },
  ),
  image: theirs('2026-11-23T09:30:00Z', { kind: 'image', media: '703', link: null, caption: null, filename: null }),
  outside: theirs('2026-11-23T09:31:00Z', {
    kind: 'image',
    media: null,
    link: 'https://elsewhere.example/photo.jpg',
    caption: 'Une photo d’ailleurs',
    filename: null,
  }),
  video: theirs('2026-11-23T09:32:00Z', { kind: 'video', media: null, link: 'https://elsewhere.example/film.mp4', caption: 'Le torréfacteur', filename: null }),
  voice: mine('2026-11-23T09:33:00Z', { kind: 'audio', media: '901', link: null, voice: true }, { read: true, delivered: true }),
  audio: theirs('2026-11-23T09:34:00Z', { kind: 'audio', media: '901', link: null, voice: false }),
  document: theirs('2026-11-23T09:35:00Z', { kind: 'document', media: '902', link: null, caption: 'Votre facture', filename: 'facture-2026-1107.pdf' }),
  sticker: mine('2026-11-23T09:36:00Z', { kind: 'sticker', media: '704', link: null, animated: true }, { delivered: true }),
  location: theirs('2026-11-24T08:00:00Z', {
    kind: 'location',
    latitude: 45.764,
    longitude: 4.8357,
    name: 'Brûlerie Lumière',
    address: '12 rue des Marronniers, Lyon',
  }),
  contacts: theirs('2026-11-24T08:05:00Z', {
    kind: 'contacts',
    contacts: [{ name: 'Théo Vidal', org: 'Brûlerie Lumière', phones: [{ phone: '+33612345001', wa_id: '33612345001' }], emails: ['theo@brulerie.example'] }],
  }),
  flow: theirs('2026-11-24T08:10:00Z', {
    kind: 'card',
    header: { kind: 'text', text: 'Dégustation de samedi' },
    text: 'Réservez votre place en deux écrans.',
    footer: null,
    offer: null,
    buttons: [
      { kind: 'flow', text: 'Réserver', flow: '77', token: 'tok', action: 'navigate', screen: null, data: { first_name: 'Inès' }, index: 0, tapped: false },
    ],
    template: null,
  }),
  form: mine(
    '2026-11-24T08:12:00Z',
    { kind: 'form', name: 'Dégustation', answers: { name: 'Inès', people: '2', day: '2026-11-28' } },
    { read: true, delivered: true },
  ),
  ask_number: theirs('2026-11-24T08:15:00Z', {
    kind: 'card',
    header: null,
    text: 'À quel numéro vous joindre ?',
    footer: null,
    offer: null,
    buttons: [{ kind: 'share_contact', text: 'Communiquer mon numéro', index: 0, tapped: false }],
    template: null,
  }),
  ask_address: theirs('2026-11-24T08:16:00Z', {
    kind: 'card',
    header: null,
    text: 'Where should we deliver?',
    footer: null,
    offer: null,
    buttons: [
      {
        kind: 'address',
        text: 'Provide address',
        country: 'IN',
        values: { name: 'Inès' },
        errors: { in_pin_code: 'We do not deliver there' },
        index: 0,
        tapped: false,
      },
    ],
    template: null,
  }),
  film: theirs('2026-11-24T08:18:00Z', {
    kind: 'card',
    header: { kind: 'video', media: null, link: null, filename: null },
    text: 'En images',
    footer: null,
    offer: null,
    buttons: [],
    template: 'film',
  }),
  paper: theirs('2026-11-24T08:19:00Z', {
    kind: 'card',
    header: { kind: 'document', media: '902', link: null, filename: 'menu.pdf' },
    text: 'La carte',
    footer: null,
    offer: { text: 'Terminée', expires_at: '2026-11-20T00:00:00Z', code: null },
    buttons: [],
    template: 'paper',
  }),
  shop: theirs('2026-11-24T08:20:00Z', {
    kind: 'card',
    header: { kind: 'location', latitude: -33.9249, longitude: 18.4241, name: 'Le Cap', address: null },
    text: 'Notre boutique du Cap',
    footer: null,
    offer: null,
    buttons: [],
    template: 'place',
  }),
  arabic: theirs('2026-11-24T09:00:00Z', text('مرحبًا ياسمين، قهوة رقم ٧ جاهزة. Elle part demain.')),
  other: theirs('2026-11-24T09:10:00Z', { kind: 'other', type: 'ephemeral' }),
  reaction: mine('2026-11-24T09:11:00Z', { kind: 'reaction', emoji: '😍', to: 'template' }),
  thanks: mine('2026-11-24T10:40:00Z', text('Merci !'), { read: false, delivered: true, quoted: 'location' }),
};

/** The examples as a phone holds them, in the order they were said; a bubble's id is its name above. */
export const everyBubble: readonly Bubble[] = Object.entries(said).map(([id, one]) => ({
  id,
  number: exampleNumber,
  mine: one.mine,
  at: one.at,
  read: one.read ?? !one.mine,
  delivered: one.delivered ?? !one.mine,
  quoted: one.quoted ?? null,
  content: one.content,
}));
