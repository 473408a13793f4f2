import { entry, firstName, type GalleryFill, link, orderNumber, reply, title } from './shape.ts';

const product: GalleryFill = { from: 'order', attribute: 'items', fallback: '' };

/** Their money is on its way back. */
export const refund = entry(
  {
    key: 'refund',
    moment: 'after',
    category: 'utility',
    title: { en: 'Refund sent', fr: 'Remboursement effectué' },
    about: {
      en: 'Says that money was sent back, how much, for what, and when it should arrive.',
      fr: 'Dit qu’une somme a été remboursée, combien, pour quoi et quand elle devrait arriver.',
    },
    name: 'refund_sent',
    fills: {
      first_name: firstName,
      amount: { from: 'order', attribute: 'data.refunded', fallback: '' },
      order_number: orderNumber,
    },
  },
  {
    en: {
      body: 'Hello {{first_name}}, we have sent {{amount}} back to you for order {{order_number}}, the way you paid.\n\nYour bank needs three to five working days to show it. If your refund has not arrived by then, answer here and we will look into it.',
      buttons: [reply('It has not arrived')],
      samples: { first_name: 'Ana', amount: '€27.80', order_number: 'A-1042' },
    },
    fr: {
      body: 'Bonjour {{first_name}}, nous vous avons remboursé {{amount}} pour votre commande {{order_number}}, par le moyen que vous aviez utilisé.\n\nVotre banque met trois à cinq jours ouvrés à l’afficher. Passé ce délai, répondez ici et nous vérifierons.',
      buttons: [reply('Je ne l’ai pas reçu')],
      samples: { first_name: 'Ana', amount: '27,80 €', order_number: 'A-1042' },
    },
    es: {
      body: 'Hola, {{first_name}}: te hemos devuelto {{amount}} de tu pedido {{order_number}} por el mismo medio con el que pagaste.\n\nTu banco tarda entre tres y cinco días hábiles en mostrarlo. Si para entonces no ha llegado, responde por aquí y lo revisamos.',
      buttons: [reply('No me ha llegado')],
      samples: { first_name: 'Ana', amount: '27,80 €', order_number: 'A-1042' },
    },
    pt_BR: {
      body: 'Olá, {{first_name}}! Devolvemos {{amount}} referentes ao seu pedido {{order_number}} pelo mesmo meio em que você pagou.\n\nO banco leva de três a cinco dias úteis para mostrar o valor. Se não chegar até lá, responda por aqui e verificamos.',
      buttons: [reply('Ainda não chegou')],
      samples: { first_name: 'Ana', amount: 'R$ 127,80', order_number: 'A-1042' },
    },
    ar: {
      body: 'مرحبًا {{first_name}}، أعدنا إليك مبلغ {{amount}} عن طلبك رقم {{order_number}} بالطريقة نفسها التي دفعت بها.\n\nيحتاج البنك من ثلاثة إلى خمسة أيام عمل لإظهار المبلغ. وإن لم يصل بعدها فأجب هنا وسنتحقق من الأمر.',
      buttons: [reply('لم يصل المبلغ بعد')],
      samples: { first_name: 'سلمى', amount: '278 درهمًا', order_number: 'A-1042' },
    },
  },
);

/** The warranty of what they bought begins. */
export const warranty = entry(
  {
    key: 'warranty',
    moment: 'after',
    category: 'utility',
    title: { en: 'Warranty', fr: 'Garantie' },
    about: {
      en: 'Tells the buyer until when the warranty holds and where the papers are.',
      fr: 'Dit à l’acheteur jusqu’à quand court la garantie et où sont les papiers.',
    },
    name: 'warranty_registered',
    fills: {
      first_name: firstName,
      product,
      until: { from: 'order', attribute: 'data.warranty_until', fallback: '' },
      order: orderNumber,
    },
  },
  {
    en: {
      header: title('Your warranty'),
      body: 'Hello {{first_name}}, your warranty for {{product}} is registered and holds until {{until}} without anything for you to do.\n\nKeep this message: with it a repair needs no receipt. The papers are behind the link.',
      buttons: [link('Open the papers', 'warranty/{{order}}'), reply('Report a defect')],
      samples: { first_name: 'Ana', product: 'the coffee grinder', until: '22 November 2028', order: 'A-1042' },
    },
    fr: {
      header: title('Votre garantie'),
      body: 'Bonjour {{first_name}}, votre garantie pour {{product}} est enregistrée et court jusqu’au {{until}} sans démarche de votre part.\n\nGardez ce message : avec lui, une réparation ne demande pas de reçu. Les papiers se trouvent derrière le lien.',
      buttons: [link('Ouvrir les papiers', 'garantie/{{order}}'), reply('Signaler une panne')],
      samples: { first_name: 'Ana', product: 'le moulin à café', until: '22 novembre 2028', order: 'A-1042' },
    },
    es: {
      header: title('Tu garantía'),
      body: 'Hola, {{first_name}}: tu garantía de {{product}} está registrada y vale hasta el {{until}} sin que tengas que hacer nada.\n\nGuarda este mensaje: con él, una reparación no necesita recibo. Los papeles están en el enlace.',
      buttons: [link('Abrir los papeles', 'garantia/{{order}}'), reply('Avisar de una avería')],
      samples: { first_name: 'Ana', product: 'el molinillo de café', until: '22 de noviembre de 2028', order: 'A-1042' },
    },
    pt_BR: {
      header: title('Sua garantia'),
      body: 'Olá, {{first_name}}! Sua garantia de {{product}} está registrada e vale até {{until}} sem que você precise fazer nada.\n\nGuarde esta mensagem: com ela, um reparo não exige recibo. Os documentos estão no link.',
      buttons: [link('Abrir os documentos', 'garantia/{{order}}'), reply('Avisar de um defeito')],
      samples: { first_name: 'Ana', product: 'o moedor de café', until: '22 de novembro de 2028', order: 'A-1042' },
    },
    ar: {
      header: title('ضمان مشترياتك'),
      body: 'مرحبًا {{first_name}}، سُجّل ضمان {{product}} باسمك، وهو سارٍ حتى {{until}} دون أي إجراء منك.\n\nاحتفظ بهذه الرسالة، فهي تغنيك عن الفاتورة عند الإصلاح. وتجد الوثائق في الرابط.',
      buttons: [link('فتح الوثائق', 'warranty/{{order}}'), reply('الإبلاغ عن عطل')],
      samples: { first_name: 'سلمى', product: 'مطحنة القهوة', until: '22 نوفمبر 2028', order: 'A-1042' },
    },
  },
);

/** How was it? */
export const reviewRequest = entry(
  {
    key: 'review_request',
    moment: 'after',
    category: 'utility',
    title: { en: 'How was your order?', fr: 'Votre avis sur la commande' },
    about: {
      en: 'Some days after delivery, asks how an order was; three taps are enough. It sells nothing, so it stays utility.',
      fr: 'Quelques jours après la livraison, demande comment était la commande ; un geste suffit. Il ne vend rien et reste donc utilitaire.',
    },
    name: 'review_request',
    fills: { first_name: firstName, order_number: orderNumber, product },
  },
  {
    en: {
      body: 'Hello {{first_name}}, your order {{order_number}} with {{product}} reached you some days ago.\n\nHow was it, from the first click to the parcel? One tap is enough; whoever wants to say more can write to us here.',
      buttons: [reply('Very good'), reply('It was all right'), reply('Not good')],
      samples: { first_name: 'Ana', order_number: 'A-1042', product: 'the coffee grinder' },
    },
    fr: {
      body: 'Bonjour {{first_name}}, votre commande {{order_number}} avec {{product}} vous est parvenue il y a quelques jours.\n\nComment était-ce, du premier clic au colis ? Un geste suffit ; pour en dire plus, écrivez-nous ici.',
      buttons: [reply('Très bien'), reply('Correct'), reply('Pas bien')],
      samples: { first_name: 'Ana', order_number: 'A-1042', product: 'le moulin à café' },
    },
    es: {
      body: 'Hola, {{first_name}}: tu pedido {{order_number}} con {{product}} te llegó hace unos días.\n\n¿Cómo fue, desde el primer clic hasta el paquete? Basta un toque; si quieres contarnos más, escríbenos por aquí.',
      buttons: [reply('Muy bien'), reply('Correcto'), reply('Mal')],
      samples: { first_name: 'Ana', order_number: 'A-1042', product: 'el molinillo de café' },
    },
    pt_BR: {
      body: 'Olá, {{first_name}}! Seu pedido {{order_number}} com {{product}} chegou há alguns dias.\n\nComo foi, do primeiro clique ao pacote? Um toque basta; se quiser contar mais, escreva por aqui.',
      buttons: [reply('Muito bom'), reply('Razoável'), reply('Ruim')],
      samples: { first_name: 'Ana', order_number: 'A-1042', product: 'o moedor de café' },
    },
    ar: {
      body: 'مرحبًا {{first_name}}، وصلك طلبك {{order_number}} الذي يضم {{product}} قبل أيام.\n\nكيف كانت التجربة من أول نقرة حتى وصول الطرد؟ تكفي لمسة واحدة، ومن أراد أن يقول أكثر فليكتب لنا هنا.',
      buttons: [reply('جيدة جدًا'), reply('مقبولة'), reply('سيئة')],
      samples: { first_name: 'سلمى', order_number: 'A-1042', product: 'مطحنة القهوة' },
    },
  },
);
