import type { TemplateCard } from '#core/whatsapp/template.ts';
import { entry, firstName, type GalleryFill, link, picture } from './shape.ts';

const places = [1, 2, 3] as const;
const recommended = (place: number, attribute: 'name' | 'price' | 'image' | 'retailer_id'): GalleryFill => ({
  from: 'recommendation',
  by: 'bought_together',
  place,
  attribute,
  fallback: '',
});

/** Three cards of one build, each for a product recommended to this person; `words` stand around its name and price. */
function cards(words: { readonly before: string; readonly between: string; readonly after: string; readonly button: string }): TemplateCard[] {
  return places.map((place) => ({
    header: picture(`image_${place}`),
    body: `${words.before} {{product_${place}}}${words.between} {{price_${place}}} ${words.after}`,
    buttons: [link(words.button, `p/{{page_${place}}}`)],
  }));
}

function samples(first_name: string, products: readonly (readonly [name: string, price: string, page: string])[]): Record<string, string> {
  const each = products.flatMap(([name, price, page], index) => [
    [`product_${index + 1}`, name],
    [`price_${index + 1}`, price],
    [`page_${index + 1}`, page],
  ]);
  return { first_name, ...Object.fromEntries(each) };
}

const fills = Object.fromEntries(
  places.flatMap((place) => [
    [`image_${place}`, recommended(place, 'image')],
    [`product_${place}`, recommended(place, 'name')],
    [`price_${place}`, recommended(place, 'price')],
    [`page_${place}`, recommended(place, 'retailer_id')],
  ]),
);

/** What others bought with what they bought. */
export const crossSell = entry(
  {
    key: 'cross_sell',
    moment: 'after',
    category: 'marketing',
    title: { en: 'Goes well with your order', fr: 'Va bien avec votre commande' },
    about: {
      en: 'A carousel of three products that people buy together with what this person bought. It needs a sample picture for each card; when it is sent, each card shows the picture of the product recommended.',
      fr: 'Un carrousel de trois produits achetés d’ordinaire avec ce que la personne a commandé. Il faut une image d’exemple par carte ; à l’envoi, chaque carte montre l’image du produit recommandé.',
    },
    name: 'cross_sell',
    fills: { first_name: firstName, ...fills },
  },
  {
    en: {
      body: 'Hello {{first_name}}, people who bought what you bought often took one of these as well. Perhaps one is made for you.\n\nReply STOP and we will not send such ideas again.',
      cards: cards({ before: 'Often bought with yours:', between: ',', after: 'in our shop.', button: 'See it' }),
      samples: samples('Ana', [
        ['Filter papers', '€4.90', 'filter-papers'],
        ['Milk jug', '€18.00', 'milk-jug'],
        ['House blend', '€12.50', 'house-blend'],
      ]),
    },
    fr: {
      body: 'Bonjour {{first_name}}, ceux qui ont acheté la même chose que vous ont souvent pris aussi l’un de ces produits. L’un d’eux pourrait vous plaire.\n\nRépondez STOP pour ne plus recevoir ce genre d’idées.',
      cards: cards({ before: 'Souvent pris avec le vôtre :', between: ',', after: 'en boutique.', button: 'Voir' }),
      samples: samples('Ana', [
        ['Filtres en papier', '4,90 €', 'filtres'],
        ['Pot à lait', '18,00 €', 'pot-a-lait'],
        ['Mélange maison', '12,50 €', 'melange-maison'],
      ]),
    },
    es: {
      body: 'Hola, {{first_name}}: quienes compraron lo mismo que tú suelen llevarse también alguno de estos productos. Quizá alguno te puede gustar.\n\nResponde PARAR y no te enviaremos más ideas como estas.',
      cards: cards({ before: 'Suele acompañar a lo tuyo:', between: ',', after: 'en la tienda.', button: 'Ver' }),
      samples: samples('Ana', [
        ['Filtros de papel', '4,90 €', 'filtros'],
        ['Jarra de leche', '18,00 €', 'jarra'],
        ['Mezcla de la casa', '12,50 €', 'mezcla'],
      ]),
    },
    pt_BR: {
      body: 'Olá, {{first_name}}! Quem comprou o mesmo que você costuma levar também um destes produtos. Talvez um deles seja para você.\n\nResponda SAIR e não enviaremos mais ideias assim.',
      cards: cards({ before: 'Costuma acompanhar o seu:', between: ',', after: 'na loja.', button: 'Ver' }),
      samples: samples('Ana', [
        ['Filtros de papel', 'R$ 24,90', 'filtros'],
        ['Leiteira', 'R$ 98,00', 'leiteira'],
        ['Café da casa', 'R$ 62,50', 'cafe-da-casa'],
      ]),
    },
    ar: {
      body: 'مرحبًا {{first_name}}، من اشترى ما اشتريته أخذ معه في الغالب واحدًا من هذه المنتجات، وقد يعجبك أحدها.\n\nأرسل كلمة إيقاف ولن نرسل إليك مثل هذه الأفكار.',
      cards: cards({ before: 'يُشترى غالبًا مع ما لديك:', between: ' بسعر', after: 'في متجرنا.', button: 'عرض المنتج' }),
      samples: samples('سلمى', [
        ['ورق ترشيح', '49 درهمًا', 'filter-papers'],
        ['إبريق الحليب', '180 درهمًا', 'milk-jug'],
        ['خلطة البيت', '125 درهمًا', 'house-blend'],
      ]),
    },
  },
);
