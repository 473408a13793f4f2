import type { TemplateContent } from '#core/whatsapp/template.ts';

/** What the demo shop says: its templates in French and English, its consent wordings, and a few conversations. */

export const consentWordings = {
  shop: 'Oui, je veux recevoir les nouveautés et offres de la Brûlerie Lumière sur WhatsApp, deux fois par mois au plus. Je peux arrêter à tout moment en écrivant STOP. Confidentialité : brulerie-lumiere.example/vie-privee',
  till: 'Carte remplie à l’atelier : « J’accepte que la Brûlerie Lumière m’écrive sur WhatsApp pour ses nouveautés et offres. Pour arrêter : STOP. »',
} as const;

type Said = { name: string; category: 'marketing' | 'utility'; translations: { language: string; content(picture: string): TemplateContent }[] };

export const templates: readonly Said[] = [
  {
    name: 'christmas_coffee',
    category: 'marketing',
    translations: [
      {
        language: 'fr',
        content: (picture) => ({
          header: { kind: 'image', media: picture },
          body: 'Bonjour {{first_name}}, notre *café de Noël* est sorti du torréfacteur ce matin : orange confite, pain d’épices, une fin très douce. Il y en a 300 sachets, les premiers partent demain.',
          footer: 'Répondez STOP pour ne plus recevoir d’offres',
          buttons: [
            { kind: 'url', text: 'Voir la N° 7', url: 'https://brulerie-lumiere.example/cafe-de-noel' },
            { kind: 'reply', text: 'Gardez-m’en un' },
          ],
          samples: { first_name: 'Inès' },
        }),
      },
      {
        language: 'en',
        content: (picture) => ({
          header: { kind: 'image', media: picture },
          body: 'Hello {{first_name}}, our *Christmas coffee* left the roaster this morning: candied orange, gingerbread, a very gentle finish. There are 300 bags, and the first ones ship tomorrow.',
          footer: 'Reply STOP to get no more offers',
          buttons: [
            { kind: 'url', text: 'See N° 7', url: 'https://brulerie-lumiere.example/en/christmas-coffee' },
            { kind: 'reply', text: 'Keep one for me' },
          ],
          samples: { first_name: 'Priya' },
        }),
      },
    ],
  },
  {
    name: 'order_shipped',
    category: 'utility',
    translations: [
      {
        language: 'fr',
        content: () => ({
          header: { kind: 'text', text: 'Votre commande est partie' },
          body: 'Bonjour {{first_name}}, la commande {{order_number}} a quitté l’atelier aujourd’hui. Elle arrive chez vous dans deux ou trois jours.',
          footer: null,
          buttons: [{ kind: 'url', text: 'Suivre le colis', url: 'https://brulerie-lumiere.example/suivi/{{order_number}}' }],
          samples: { first_name: 'Théo', order_number: 'BL-1042' },
        }),
      },
      {
        language: 'en',
        content: () => ({
          header: { kind: 'text', text: 'Your order is on its way' },
          body: 'Hello {{first_name}}, order {{order_number}} left the roastery today. It will be with you in two or three days.',
          footer: null,
          buttons: [{ kind: 'url', text: 'Follow the parcel', url: 'https://brulerie-lumiere.example/en/track/{{order_number}}' }],
          samples: { first_name: 'Oliver', order_number: 'BL-1042' },
        }),
      },
    ],
  },
  {
    name: 'how_do_you_brew',
    category: 'marketing',
    translations: [
      {
        language: 'fr',
        content: () => ({
          header: null,
          body: 'Bonjour {{first_name}}, une question pour mieux vous conseiller : comment préparez-vous votre café, le plus souvent ?',
          footer: 'Répondez STOP pour ne plus recevoir d’offres',
          buttons: [
            { kind: 'reply', text: 'Espresso' },
            { kind: 'reply', text: 'Filtre' },
            { kind: 'reply', text: 'Piston ou autre' },
          ],
          samples: { first_name: 'Sophie' },
        }),
      },
      {
        language: 'en',
        content: () => ({
          header: null,
          body: 'Hello {{first_name}}, one question so that we can advise you better: how do you brew your coffee most of the time?',
          footer: 'Reply STOP to get no more offers',
          buttons: [
            { kind: 'reply', text: 'Espresso' },
            { kind: 'reply', text: 'Filter' },
            { kind: 'reply', text: 'Press, or other' },
          ],
          samples: { first_name: 'Amelia' },
        }),
      },
    ],
  },
];

/** Who writes first, by country of the featured person, and what is answered; null leaves it for you. */
export const conversations: readonly { country: string; lines: readonly string[]; answer: string | null }[] = [
  {
    country: 'DE',
    lines: ['Guten Tag, habt ihr den Guji auch gemahlen, für die Chemex?'],
    answer: 'Guten Tag Lukas, ja, wir mahlen ihn gern für die Chemex. Schreiben Sie es einfach in die Bestellung.',
  },
  { country: 'IT', lines: ['Buongiorno, il decaffeinato è trattato ad acqua?'], answer: 'Buongiorno Giulia, sì, con acqua di sorgente, senza solventi.' },
  { country: 'BR', lines: ['Oi! Meu pedido já saiu?', 'Moro em São Paulo, CEP 05409-000'], answer: null },
  { country: 'MA', lines: ['مرحبًا، هل توصلون إلى الدار البيضاء؟'], answer: null },
  { country: 'FR', lines: ['Bonjour, la moulue, elle part quand ? Et j’aimerais offrir un sachet à ma mère, elle préfère doux.'], answer: null },
];
