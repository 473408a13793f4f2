import type { TemplateButton } from '#core/whatsapp/template.ts';
import { entry, firstName, type GalleryFill, link, picture, stopReply, title } from './shape.ts';

const coupon: GalleryFill = { from: 'contact', attribute: 'fields.coupon', fallback: '' };
const copy = (code: string): TemplateButton => ({ kind: 'copy_code', code });

/** They have not been for a long time. */
export const winBack = entry(
  {
    key: 'win_back',
    moment: 'return',
    category: 'marketing',
    title: { en: 'We miss you', fr: 'Vous nous manquez' },
    about: {
      en: 'For somebody who has not bought for months: one message with a coupon of their own, and then silence.',
      fr: 'Pour qui n’a rien acheté depuis des mois : un seul message avec un code à soi, puis le silence.',
    },
    name: 'win_back',
    fills: { first_name: firstName, coupon, last_day: { from: 'text', text: '31.12.' } },
  },
  {
    en: {
      body: 'Hello {{first_name}}, it has been a while. We would be glad to see you again.\n\nThe code below takes 15% off your next order until {{last_day}}, on everything we have. If you would rather hear nothing more, one tap will do.',
      buttons: [copy('{{coupon}}'), link('Look around', 'hello-again'), stopReply('en')],
      samples: { first_name: 'Ana', coupon: 'ANA-15', last_day: '31 December' },
    },
    fr: {
      body: 'Bonjour {{first_name}}, cela fait un moment. Nous serions heureux de vous revoir.\n\nLe code ci-dessous vaut 15 % de remise sur votre prochaine commande jusqu’au {{last_day}}, sur toute la boutique. Vous préférez ne plus rien recevoir ? Un geste suffit.',
      buttons: [copy('{{coupon}}'), link('Faire un tour', 'a-bientot'), stopReply('fr')],
      samples: { first_name: 'Ana', coupon: 'ANA-15', last_day: '31 décembre' },
    },
    es: {
      body: 'Hola, {{first_name}}: hace tiempo que no sabemos de ti y nos gustaría volver a verte.\n\nCon el código de abajo tienes un 15 % de descuento en tu próximo pedido hasta el {{last_day}}, en toda la tienda. Si prefieres no saber más de nosotros, basta un toque.',
      buttons: [copy('{{coupon}}'), link('Echar un vistazo', 'de-nuevo'), stopReply('es')],
      samples: { first_name: 'Ana', coupon: 'ANA-15', last_day: '31 de diciembre' },
    },
    pt_BR: {
      body: 'Olá, {{first_name}}! Faz um tempo que não nos vemos, e seria bom ter você de volta.\n\nO código abaixo dá 15% de desconto no próximo pedido até {{last_day}}, em toda a loja. Se preferir não receber mais nada, um toque basta.',
      buttons: [copy('{{coupon}}'), link('Ver a loja', 'de-volta'), stopReply('pt_BR')],
      samples: { first_name: 'Ana', coupon: 'ANA-15', last_day: '31 de dezembro' },
    },
    ar: {
      body: 'مرحبًا {{first_name}}، مر وقت طويل ويسعدنا أن نراك مجددًا.\n\nيمنحك الرمز أدناه خصمًا قدره 15% على طلبك القادم حتى {{last_day}} وعلى كل ما لدينا. وإن كنت لا ترغب في رسائلنا فتكفي لمسة واحدة.',
      buttons: [copy('{{coupon}}'), link('تصفح المتجر', 'hello-again'), stopReply('ar')],
      samples: { first_name: 'سلمى', coupon: 'SALMA-15', last_day: '31 ديسمبر' },
    },
  },
);

/** A birthday with a gift. */
export const birthday = entry(
  {
    key: 'birthday',
    moment: 'return',
    category: 'marketing',
    title: { en: 'Birthday coupon', fr: 'Code d’anniversaire' },
    about: {
      en: 'Wishes a happy birthday and brings a coupon that is valid for a month.',
      fr: 'Souhaite un bon anniversaire et apporte un code valable un mois.',
    },
    name: 'birthday',
    fills: { first_name: firstName, coupon },
  },
  {
    en: {
      header: title('Happy birthday'),
      body: 'All the best for your birthday, {{first_name}}!\n\nWe have a small thing for you: the code below takes 10% off whatever you like. It is valid for a month, so there is time to celebrate first.',
      buttons: [copy('{{coupon}}'), link('Choose something', 'birthday'), stopReply('en')],
      samples: { first_name: 'Ana', coupon: 'BDAY-7K2' },
    },
    fr: {
      header: title('Bon anniversaire'),
      body: 'Très bon anniversaire, {{first_name}} !\n\nNous avons pensé à vous : le code ci-dessous vous donne 10 % de remise sur ce que vous voudrez. Il vaut un mois, vous avez donc le temps de souffler vos bougies.',
      buttons: [copy('{{coupon}}'), link('Choisir', 'anniversaire'), stopReply('fr')],
      samples: { first_name: 'Ana', coupon: 'ANNIV-7K2' },
    },
    es: {
      header: title('Feliz cumpleaños'),
      body: '¡Que cumplas muchos más, {{first_name}}!\n\nTenemos un detalle para ti: con el código de abajo tienes un 10 % de descuento en lo que quieras. Vale un mes, así que primero disfruta de tu día.',
      buttons: [copy('{{coupon}}'), link('Elegir algo', 'cumple'), stopReply('es')],
      samples: { first_name: 'Ana', coupon: 'CUMPLE-7K2' },
    },
    pt_BR: {
      header: title('Feliz aniversário'),
      body: 'Muitas felicidades, {{first_name}}!\n\nSeparamos uma lembrança: o código abaixo dá 10% de desconto no que você quiser. Vale por um mês, então aproveite o seu dia primeiro.',
      buttons: [copy('{{coupon}}'), link('Escolher algo', 'aniversario'), stopReply('pt_BR')],
      samples: { first_name: 'Ana', coupon: 'NIVER-7K2' },
    },
    ar: {
      header: title('عيد ميلاد سعيد'),
      body: 'كل عام وأنت بخير يا {{first_name}}!\n\nلدينا هدية صغيرة لك: يمنحك الرمز أدناه خصمًا قدره 10% على ما تختاره. وهو صالح لشهر كامل، فاحتفل بيومك أولًا.',
      buttons: [copy('{{coupon}}'), link('اختيار شيء', 'birthday'), stopReply('ar')],
      samples: { first_name: 'سلمى', coupon: 'BDAY-7K2' },
    },
  },
);

/** An offer that ends, with a clock on the phone. */
export const limitedOffer = entry(
  {
    key: 'limited_offer',
    moment: 'return',
    category: 'marketing',
    title: { en: 'Limited-time offer', fr: 'Offre limitée dans le temps' },
    about: {
      en: 'An offer with a clock that runs on the phone and a coupon to copy. It needs a picture, and the moment the offer ends.',
      fr: 'Une offre dont le compte à rebours tourne sur le téléphone, avec un code à copier. Il faut une image, et l’instant où l’offre prend fin.',
    },
    name: 'limited_offer',
    fills: { first_name: firstName, ends: { from: 'text', text: '2027-01-04T18:00:00+01:00' }, coupon: { from: 'text', text: 'MUGS20' } },
  },
  {
    en: {
      header: picture(),
      body: 'Hello {{first_name}}, for a few days every mug costs 20% less with the code below. When the clock above has run out, prices are as before.\n\nReply STOP to hear of no more offers.',
      offer: { text: 'Mugs at 20% less', expires: '{{ends}}' },
      buttons: [copy('{{coupon}}'), link('See the mugs', 'mugs')],
      samples: { first_name: 'Ana', ends: '2027-01-04T18:00:00+01:00', coupon: 'MUGS20' },
    },
    fr: {
      header: picture(),
      body: 'Bonjour {{first_name}}, pendant quelques jours, toutes les tasses coûtent 20 % de moins avec le code ci-dessous. Quand le compteur sera à zéro, les prix reviendront.\n\nRépondez STOP pour ne plus recevoir d’offres.',
      offer: { text: 'Tasses à -20 %', expires: '{{ends}}' },
      buttons: [copy('{{coupon}}'), link('Voir les tasses', 'tasses')],
      samples: { first_name: 'Ana', ends: '2027-01-04T18:00:00+01:00', coupon: 'MUGS20' },
    },
    es: {
      header: picture(),
      body: 'Hola, {{first_name}}: durante unos días todas las tazas cuestan un 20 % menos con el código de abajo. Cuando el reloj llegue a cero, vuelven los precios de siempre.\n\nResponde PARAR para no recibir más ofertas.',
      offer: { text: 'Tazas al -20 %', expires: '{{ends}}' },
      buttons: [copy('{{coupon}}'), link('Ver las tazas', 'tazas')],
      samples: { first_name: 'Ana', ends: '2027-01-04T18:00:00+01:00', coupon: 'MUGS20' },
    },
    pt_BR: {
      header: picture(),
      body: 'Olá, {{first_name}}! Por alguns dias todas as canecas saem com 20% de desconto usando o código abaixo. Quando o relógio zerar, os preços voltam ao normal.\n\nResponda SAIR para não receber mais ofertas.',
      offer: { text: 'Canecas -20%', expires: '{{ends}}' },
      buttons: [copy('{{coupon}}'), link('Ver as canecas', 'canecas')],
      samples: { first_name: 'Ana', ends: '2027-01-04T18:00:00-03:00', coupon: 'MUGS20' },
    },
    ar: {
      header: picture(),
      body: 'مرحبًا {{first_name}}، لأيام قليلة تحصل على خصم 20% على كل الأكواب بالرمز أدناه. وعندما ينتهي العدّ تعود الأسعار كما كانت.\n\nأرسل كلمة إيقاف حتى لا تصلك عروض أخرى.',
      offer: { text: 'الأكواب أقل 20%', expires: '{{ends}}' },
      buttons: [copy('{{coupon}}'), link('عرض الأكواب', 'mugs')],
      samples: { first_name: 'سلمى', ends: '2027-01-04T18:00:00+01:00', coupon: 'MUGS20' },
    },
  },
);
