import { entry, firstName, type GalleryFill, link, stopReply, title } from './shape.ts';

const product: GalleryFill = { from: 'contact', attribute: 'fields.waits_for', fallback: '' };
const page: GalleryFill = { from: 'contact', attribute: 'fields.waits_for_page', fallback: '' };

/** What they waited for can be had again. */
export const backInStock = entry(
  {
    key: 'back_in_stock',
    moment: 'choosing',
    category: 'marketing',
    title: { en: 'Back in stock', fr: 'De retour en stock' },
    about: {
      en: 'Tells those who asked for it that a product can be had again.',
      fr: 'Prévient celles et ceux qui l’avaient demandé qu’un produit est de nouveau disponible.',
    },
    name: 'back_in_stock',
    fills: { first_name: firstName, product, product_page: page },
  },
  {
    en: {
      header: title('Back in stock'),
      body: 'Good news, {{first_name}}: {{product}} is back in stock.\n\nYou asked us to tell you, so here we are. We have a small number and do not know yet when more will come.',
      buttons: [link('See it', 'p/{{product_page}}'), stopReply('en')],
      samples: { first_name: 'Ana', product: 'the blue teapot', product_page: 'blue-teapot' },
    },
    fr: {
      header: title('De retour en boutique'),
      body: 'Bonne nouvelle, {{first_name}} : {{product}} est de nouveau disponible.\n\nVous nous aviez demandé de vous prévenir, c’est chose faite. Il y en a peu, et nous ne savons pas encore quand d’autres arriveront.',
      buttons: [link('Voir', 'p/{{product_page}}'), stopReply('fr')],
      samples: { first_name: 'Ana', product: 'la théière bleue', product_page: 'theiere-bleue' },
    },
    es: {
      header: title('De nuevo disponible'),
      body: 'Buenas noticias, {{first_name}}: {{product}} vuelve a estar disponible.\n\nNos pediste que te avisáramos y aquí estamos. Hay pocas unidades y todavía no sabemos cuándo llegarán más.',
      buttons: [link('Ver', 'p/{{product_page}}'), stopReply('es')],
      samples: { first_name: 'Ana', product: 'la tetera azul', product_page: 'tetera-azul' },
    },
    pt_BR: {
      header: title('De volta ao estoque'),
      body: 'Boa notícia, {{first_name}}: {{product}} está de volta ao estoque.\n\nVocê pediu para avisar, e aqui estamos. São poucas unidades, e ainda não sabemos quando chegam outras.',
      buttons: [link('Ver', 'p/{{product_page}}'), stopReply('pt_BR')],
      samples: { first_name: 'Ana', product: 'o bule azul', product_page: 'bule-azul' },
    },
    ar: {
      header: title('متوفر من جديد'),
      body: 'خبر سار يا {{first_name}}: عاد {{product}} إلى متجرنا بكمية قليلة.\n\nطلبت منا أن نخبرك، وها نحن نفعل. ولا نعرف بعد متى تصل كمية أخرى.',
      buttons: [link('عرض المنتج', 'p/{{product_page}}'), stopReply('ar')],
      samples: { first_name: 'سلمى', product: 'إبريق الشاي الأزرق', product_page: 'blue-teapot' },
    },
  },
);

/** What they looked at costs less. */
export const priceDrop = entry(
  {
    key: 'price_drop',
    moment: 'choosing',
    category: 'marketing',
    title: { en: 'Price drop', fr: 'Baisse de prix' },
    about: {
      en: 'Tells somebody that what they saved costs less now: the old price, the new one, nothing else.',
      fr: 'Dit à une personne que ce qu’elle a mis de côté coûte moins cher : l’ancien prix, le nouveau, rien d’autre.',
    },
    name: 'price_drop',
    fills: {
      first_name: firstName,
      product,
      old_price: { from: 'contact', attribute: 'fields.old_price', fallback: '' },
      new_price: { from: 'contact', attribute: 'fields.new_price', fallback: '' },
      product_page: page,
    },
  },
  {
    en: {
      body: 'Hello {{first_name}}, you saved {{product}} for later. Its price has dropped from {{old_price}} to {{new_price}} today.\n\nIt stays on your list either way, and we keep quiet about it from now on.',
      buttons: [link('See it', 'p/{{product_page}}'), stopReply('en')],
      samples: { first_name: 'Ana', product: 'the blue teapot', old_price: '€49', new_price: '€39', product_page: 'blue-teapot' },
    },
    fr: {
      body: 'Bonjour {{first_name}}, vous aviez mis de côté {{product}}. Baisse de prix aujourd’hui : de {{old_price}} à {{new_price}} seulement.\n\nDans tous les cas, cela reste dans votre liste, et nous n’en reparlerons plus.',
      buttons: [link('Voir', 'p/{{product_page}}'), stopReply('fr')],
      samples: { first_name: 'Ana', product: 'la théière bleue', old_price: '49 €', new_price: '39 €', product_page: 'theiere-bleue' },
    },
    es: {
      body: 'Hola, {{first_name}}: guardaste {{product}} para más tarde. Hoy bajó de precio: de {{old_price}} a {{new_price}} en la tienda.\n\nDe todos modos sigue en tu lista, y no te lo recordaremos más.',
      buttons: [link('Ver', 'p/{{product_page}}'), stopReply('es')],
      samples: { first_name: 'Ana', product: 'la tetera azul', old_price: '49 €', new_price: '39 €', product_page: 'tetera-azul' },
    },
    pt_BR: {
      body: 'Olá, {{first_name}}! Você guardou {{product}} para depois. Hoje baixou de preço: de {{old_price}} para {{new_price}} na loja.\n\nDe qualquer forma continua na sua lista, e não vamos insistir.',
      buttons: [link('Ver', 'p/{{product_page}}'), stopReply('pt_BR')],
      samples: { first_name: 'Ana', product: 'o bule azul', old_price: 'R$ 249', new_price: 'R$ 199', product_page: 'bule-azul' },
    },
    ar: {
      body: 'مرحبًا {{first_name}}، حفظت {{product}} لوقت لاحق. انخفض سعره اليوم من {{old_price}} إلى {{new_price}} في متجرنا.\n\nسيبقى في قائمتك على كل حال، ولن نذكّرك به مرة أخرى.',
      buttons: [link('عرض المنتج', 'p/{{product_page}}'), stopReply('ar')],
      samples: { first_name: 'سلمى', product: 'إبريق الشاي الأزرق', old_price: '490 درهمًا', new_price: '390 درهمًا', product_page: 'blue-teapot' },
    },
  },
);
