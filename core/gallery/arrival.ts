import { entry, firstName, link, reply, stopReply, title } from './shape.ts';

/** The first message after somebody said yes to offers. */
export const welcome = entry(
  {
    key: 'welcome',
    moment: 'arrival',
    category: 'marketing',
    title: { en: 'Welcome', fr: 'Bienvenue' },
    about: {
      en: 'Greets somebody who has just agreed to hear from you, and says what to expect and how to end it.',
      fr: 'Accueille une personne qui vient d’accepter vos messages, et dit à quoi s’attendre et comment y mettre fin.',
    },
    name: 'welcome',
    fills: { first_name: firstName },
  },
  {
    en: {
      body: 'Hello {{first_name}}, good to have you with us.\n\nOnce or twice a month we write about what is new in the shop and what our regulars like. Questions are welcome at any time: a person answers here.',
      footer: 'One tap ends these messages',
      buttons: [link('Look around', 'welcome'), stopReply('en')],
      samples: { first_name: 'Ana' },
    },
    fr: {
      body: 'Bonjour {{first_name}}, ravis de vous compter parmi nous.\n\nUne ou deux fois par mois, nous vous écrirons les nouveautés de la boutique et ce qu’aiment nos habitués. Une question ? Répondez ici, quelqu’un vous lira.',
      footer: 'Un geste suffit pour ne plus en recevoir',
      buttons: [link('Faire un tour', 'bienvenue'), stopReply('fr')],
      samples: { first_name: 'Ana' },
    },
    es: {
      body: 'Hola, {{first_name}}: qué bien tenerte aquí.\n\nUna o dos veces al mes te contaremos qué hay de nuevo en la tienda y qué gusta a nuestros clientes. Si tienes una pregunta, escríbenos: te responde una persona.',
      footer: 'Con un toque dejas de recibirlos',
      buttons: [link('Echar un vistazo', 'bienvenida'), stopReply('es')],
      samples: { first_name: 'Ana' },
    },
    pt_BR: {
      body: 'Olá, {{first_name}}! Que bom ter você por aqui.\n\nUma ou duas vezes por mês contamos as novidades da loja e o que nossos clientes mais gostam. Se tiver uma pergunta, é só escrever: uma pessoa responde.',
      footer: 'Um toque encerra estas mensagens',
      buttons: [link('Ver a loja', 'boas-vindas'), stopReply('pt_BR')],
      samples: { first_name: 'Ana' },
    },
    ar: {
      body: 'مرحبًا {{first_name}}، سعداء بانضمامك إلينا.\n\nسنكتب إليك مرة أو مرتين في الشهر عن جديد المتجر وما يفضله زبائننا. وإن كان لديك سؤال فاكتب لنا هنا وسيجيبك أحد أفراد فريقنا.',
      footer: 'بلمسة واحدة تتوقف هذه الرسائل',
      buttons: [link('تصفح المتجر', 'welcome'), stopReply('ar')],
      samples: { first_name: 'سلمى' },
    },
  },
);

/** They looked at a thing and left. */
export const browseAbandoned = entry(
  {
    key: 'browse_abandoned',
    moment: 'choosing',
    category: 'marketing',
    title: { en: 'Looked, did not buy', fr: 'Regardé, pas acheté' },
    about: {
      en: 'For somebody who looked at a product and left: answers questions rather than pressing.',
      fr: 'Pour qui a regardé un produit puis est parti : répondre aux questions plutôt que presser.',
    },
    name: 'browse_abandoned',
    fills: {
      first_name: firstName,
      product: { from: 'contact', attribute: 'fields.last_viewed', fallback: '' },
      product_page: { from: 'contact', attribute: 'fields.last_viewed_page', fallback: '' },
    },
  },
  {
    en: {
      body: 'Hello {{first_name}}, you had a look at {{product}} the other day.\n\nAre you still thinking about it? Tell us what you would like to know about size, delivery or care, and we will answer here.',
      buttons: [link('See it again', 'p/{{product_page}}'), reply('I have a question'), stopReply('en')],
      samples: { first_name: 'Ana', product: 'the stoneware mug', product_page: 'stoneware-mug' },
    },
    fr: {
      body: 'Bonjour {{first_name}}, vous avez regardé {{product}} il y a peu.\n\nVous hésitez encore ? Taille, livraison, entretien : dites-nous ce que vous aimeriez savoir, nous vous répondons ici.',
      buttons: [link('Le revoir', 'p/{{product_page}}'), reply('J’ai une question'), stopReply('fr')],
      samples: { first_name: 'Ana', product: 'la tasse en grès', product_page: 'tasse-en-gres' },
    },
    es: {
      body: 'Hola, {{first_name}}: hace poco estuviste mirando {{product}} en nuestra tienda.\n\n¿Sigues pensando en ello? Si tienes dudas sobre tamaño, envío o cuidado, pregúntanos y te respondemos por aquí.',
      buttons: [link('Volver a verlo', 'p/{{product_page}}'), reply('Tengo una pregunta'), stopReply('es')],
      samples: { first_name: 'Ana', product: 'la taza de gres', product_page: 'taza-de-gres' },
    },
    pt_BR: {
      body: 'Olá, {{first_name}}! Outro dia você olhou {{product}} na nossa loja.\n\nAinda pensando? Se tiver dúvidas sobre tamanho, entrega ou cuidados, pergunte e respondemos por aqui.',
      buttons: [link('Ver de novo', 'p/{{product_page}}'), reply('Tenho uma pergunta'), stopReply('pt_BR')],
      samples: { first_name: 'Ana', product: 'a caneca de cerâmica', product_page: 'caneca-de-ceramica' },
    },
    ar: {
      body: 'مرحبًا {{first_name}}، لاحظنا أنك تصفحت {{product}} قبل أيام.\n\nهل ما زلت تفكر في الأمر؟ إن أردت معرفة شيء عن المقاس أو التوصيل أو العناية فاسألنا هنا، وقد يعجبك ما لدينا من ألوان أخرى.',
      buttons: [link('إلقاء نظرة أخرى', 'p/{{product_page}}'), reply('لدي سؤال'), stopReply('ar')],
      samples: { first_name: 'سلمى', product: 'الكوب الفخاري', product_page: 'stoneware-mug' },
    },
  },
);

/** They filled a cart and left. */
export const cartAbandoned = entry(
  {
    key: 'cart_abandoned',
    moment: 'choosing',
    category: 'marketing',
    title: { en: 'Cart left behind', fr: 'Panier oublié' },
    about: {
      en: 'Some hours after a cart was left: says what waits there and for how long, without a discount.',
      fr: 'Quelques heures après l’abandon d’un panier : dit ce qui attend et jusqu’à quand, sans remise.',
    },
    name: 'cart_abandoned',
    fills: {
      first_name: firstName,
      items: { from: 'cart', attribute: 'items', fallback: '' },
      total: { from: 'cart', attribute: 'total', fallback: '' },
      cart: { from: 'cart', attribute: 'data.id', fallback: '' },
    },
  },
  {
    en: {
      header: title('Your cart is waiting'),
      body: 'Hello {{first_name}}, these are still in your cart: {{items}}.\n\nTogether they come to {{total}}. We keep them for you for two days, so there is no need to search again.',
      buttons: [link('Go to my cart', 'cart/{{cart}}'), reply('I need help'), stopReply('en')],
      samples: { first_name: 'Ana', items: 'stoneware mug, filter papers', total: '€27.80', cart: 'c8812' },
    },
    fr: {
      header: title('Votre panier vous attend'),
      body: 'Bonjour {{first_name}}, voici ce qui se trouve encore dans votre panier : {{items}}.\n\nLe tout fait {{total}}. Nous vous le gardons deux jours, inutile de tout chercher à nouveau.',
      buttons: [link('Ouvrir mon panier', 'panier/{{cart}}'), reply('J’ai besoin d’aide'), stopReply('fr')],
      samples: { first_name: 'Ana', items: 'tasse en grès, filtres', total: '27,80 €', cart: 'c8812' },
    },
    es: {
      header: title('Tu carrito te espera'),
      body: 'Hola, {{first_name}}: esto sigue en tu carrito: {{items}}.\n\nEn total son {{total}}. Te lo guardamos dos días, así no tendrás que volver a buscarlo.',
      buttons: [link('Ir a mi carrito', 'carrito/{{cart}}'), reply('Necesito ayuda'), stopReply('es')],
      samples: { first_name: 'Ana', items: 'taza de gres, filtros', total: '27,80 €', cart: 'c8812' },
    },
    pt_BR: {
      header: title('Seu carrinho está à espera'),
      body: 'Olá, {{first_name}}! Isto ainda está no seu carrinho: {{items}}.\n\nO total é de {{total}}. Guardamos tudo por dois dias, assim você não precisa procurar de novo.',
      buttons: [link('Abrir meu carrinho', 'carrinho/{{cart}}'), reply('Preciso de ajuda'), stopReply('pt_BR')],
      samples: { first_name: 'Ana', items: 'caneca de cerâmica, filtros', total: 'R$ 127,80', cart: 'c8812' },
    },
    ar: {
      header: title('سلتك في انتظارك'),
      body: 'مرحبًا {{first_name}}، ما زالت هذه المنتجات في سلة مشترياتك: {{items}}.\n\nالمجموع {{total}}، وسنحتفظ بها لك يومين حتى لا تضطر إلى البحث عنها من جديد.',
      buttons: [link('فتح السلة', 'cart/{{cart}}'), reply('أحتاج إلى مساعدة'), stopReply('ar')],
      samples: { first_name: 'سلمى', items: 'كوب فخاري، ورق ترشيح', total: '278 درهمًا', cart: 'c8812' },
    },
  },
);
