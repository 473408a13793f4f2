import { entry, firstName, type GalleryFill, link, orderNumber, reply, title } from './shape.ts';

const tracking: GalleryFill = { from: 'order', attribute: 'data.tracking_number', fallback: '' };

/** The order was taken. */
export const orderConfirmed = entry(
  {
    key: 'order_confirmed',
    moment: 'order',
    category: 'utility',
    title: { en: 'Order confirmed', fr: 'Commande confirmée' },
    about: {
      en: 'Confirms an order with its number and total, and says what comes next.',
      fr: 'Confirme une commande avec son numéro et son total, et dit la suite.',
    },
    name: 'order_confirmed',
    fills: {
      first_name: firstName,
      order_number: orderNumber,
      total: { from: 'order', attribute: 'total', fallback: '' },
      order: orderNumber,
    },
  },
  {
    en: {
      header: title('Order {{order_number}}'),
      body: 'Thank you, {{first_name}}. We received your order over {{total}} and are getting it ready.\n\nYou will hear from us when it leaves. If something is wrong with it, answer here today and we will put it right.',
      buttons: [link('See my order', 'orders/{{order}}'), reply('Change something')],
      samples: { first_name: 'Ana', order_number: 'A-1042', total: '€27.80', order: 'A-1042' },
    },
    fr: {
      header: title('Commande {{order_number}}'),
      body: 'Merci {{first_name}}. Nous avons bien reçu votre commande de {{total}} et nous la préparons.\n\nVous aurez un message dès son départ. Une erreur ? Répondez ici aujourd’hui, nous corrigerons.',
      buttons: [link('Voir ma commande', 'commandes/{{order}}'), reply('Modifier')],
      samples: { first_name: 'Ana', order_number: 'A-1042', total: '27,80 €', order: 'A-1042' },
    },
    es: {
      header: title('Pedido {{order_number}}'),
      body: 'Gracias, {{first_name}}. Hemos recibido tu pedido de {{total}} y ya lo estamos preparando.\n\nTe avisaremos cuando salga. Si algo no está bien, responde hoy por aquí y lo arreglamos.',
      buttons: [link('Ver mi pedido', 'pedidos/{{order}}'), reply('Cambiar algo')],
      samples: { first_name: 'Ana', order_number: 'A-1042', total: '27,80 €', order: 'A-1042' },
    },
    pt_BR: {
      header: title('Pedido {{order_number}}'),
      body: 'Obrigado, {{first_name}}. Recebemos o seu pedido de {{total}} e já estamos preparando tudo.\n\nAvisaremos quando sair. Se algo estiver errado, responda hoje por aqui e corrigimos.',
      buttons: [link('Ver meu pedido', 'pedidos/{{order}}'), reply('Alterar algo')],
      samples: { first_name: 'Ana', order_number: 'A-1042', total: 'R$ 127,80', order: 'A-1042' },
    },
    ar: {
      header: title('الطلب {{order_number}}'),
      body: 'شكرًا {{first_name}}، استلمنا طلبك بقيمة {{total}} ونحن نجهّزه الآن.\n\nسنخبرك عند إرساله. وإن كان فيه خطأ فأجب هنا اليوم وسنصححه.',
      buttons: [link('عرض طلبي', 'orders/{{order}}'), reply('تعديل الطلب')],
      samples: { first_name: 'سلمى', order_number: 'A-1042', total: '278 درهمًا', order: 'A-1042' },
    },
  },
);

/** The parcel left the house. */
export const orderShipped = entry(
  {
    key: 'order_shipped',
    moment: 'delivery',
    category: 'utility',
    title: { en: 'Order shipped', fr: 'Commande expédiée' },
    about: {
      en: 'Says that a parcel has left, who brings it, and when it should be there.',
      fr: 'Dit qu’un colis est parti, qui l’apporte et quand il devrait arriver.',
    },
    name: 'order_shipped',
    fills: {
      first_name: firstName,
      order_number: orderNumber,
      carrier: { from: 'order', attribute: 'data.carrier', fallback: '' },
      day: { from: 'order', attribute: 'data.expected_day', fallback: '' },
      tracking,
    },
  },
  {
    en: {
      body: 'Hello {{first_name}}, your order {{order_number}} is on its way. {{carrier}} brings it and expects to be with you on {{day}}.\n\nThe link below shows where the parcel is.',
      buttons: [link('Follow the parcel', 'track/{{tracking}}'), reply('I will not be home')],
      samples: { first_name: 'Ana', order_number: 'A-1042', carrier: 'DHL', day: 'Thursday, 3 December', tracking: '00340434' },
    },
    fr: {
      body: 'Bonjour {{first_name}}, votre commande {{order_number}} est en route. {{carrier}} vous l’apporte et pense passer le {{day}}.\n\nLe lien ci-dessous montre où se trouve le colis.',
      buttons: [link('Suivre le colis', 'suivi/{{tracking}}'), reply('Je ne serai pas là')],
      samples: { first_name: 'Ana', order_number: 'A-1042', carrier: 'Colissimo', day: 'jeudi 3 décembre', tracking: '00340434' },
    },
    es: {
      body: 'Hola, {{first_name}}: tu pedido {{order_number}} está en camino. Lo lleva {{carrier}} y prevé llegar el {{day}}.\n\nEn el enlace puedes ver dónde está el paquete.',
      buttons: [link('Seguir el paquete', 'seguimiento/{{tracking}}'), reply('No estaré en casa')],
      samples: { first_name: 'Ana', order_number: 'A-1042', carrier: 'Correos', day: 'jueves 3 de diciembre', tracking: '00340434' },
    },
    pt_BR: {
      body: 'Olá, {{first_name}}! Seu pedido {{order_number}} está a caminho. Quem leva é {{carrier}}, com chegada prevista para {{day}}.\n\nPelo link você vê onde está o pacote.',
      buttons: [link('Rastrear o pacote', 'rastreio/{{tracking}}'), reply('Não estarei em casa')],
      samples: { first_name: 'Ana', order_number: 'A-1042', carrier: 'Correios', day: 'quinta-feira, 3 de dezembro', tracking: '00340434' },
    },
    ar: {
      body: 'مرحبًا {{first_name}}، طلبك {{order_number}} في الطريق إليك مع {{carrier}}، ومن المتوقع وصوله يوم {{day}}.\n\nيمكنك معرفة مكان الطرد من الرابط أدناه.',
      buttons: [link('تتبع الطرد', 'track/{{tracking}}'), reply('لن أكون في البيت')],
      samples: { first_name: 'سلمى', order_number: 'A-1042', carrier: 'أمانة', day: 'الخميس 3 ديسمبر', tracking: '00340434' },
    },
  },
);

/** When shall we come? */
export const deliveryBooking = entry(
  {
    key: 'delivery_booking',
    moment: 'delivery',
    category: 'utility',
    title: { en: 'Delivery: choose a time', fr: 'Livraison : choisir un créneau' },
    about: {
      en: 'The parcel is near: they choose with one tap when it comes. The answer arrives in the inbox, or starts a flow.',
      fr: 'Le colis est tout près : un geste suffit pour choisir le moment. La réponse arrive dans la boîte de réception, ou lance un scénario.',
    },
    name: 'delivery_booking',
    fills: { first_name: firstName, order_number: orderNumber, day: { from: 'order', attribute: 'data.expected_day', fallback: '' } },
  },
  {
    en: {
      header: title('When may we come?'),
      body: 'Hello {{first_name}}, your order {{order_number}} has reached our depot and can be with you on {{day}}.\n\nWhich time suits you? Without an answer we come in the afternoon, between 2 and 6.',
      buttons: [reply('In the morning'), reply('In the afternoon'), reply('Another day')],
      samples: { first_name: 'Ana', order_number: 'A-1042', day: 'Thursday, 3 December' },
    },
    fr: {
      header: title('Quand pouvons-nous passer ?'),
      body: 'Bonjour {{first_name}}, votre commande {{order_number}} est arrivée à notre dépôt et peut être chez vous le {{day}}.\n\nQuel moment vous convient ? Sans réponse, nous passerons l’après-midi, entre 14 h et 18 h.',
      buttons: [reply('Le matin'), reply('L’après-midi'), reply('Un autre jour')],
      samples: { first_name: 'Ana', order_number: 'A-1042', day: 'jeudi 3 décembre' },
    },
    es: {
      header: title('¿Cuándo podemos pasar?'),
      body: 'Hola, {{first_name}}: tu pedido {{order_number}} ya está en nuestro almacén y puede llegar a tu casa el {{day}}.\n\n¿Qué momento te viene bien? Si no respondes, pasaremos por la tarde, entre las 16 y las 20 h.',
      buttons: [reply('Por la mañana'), reply('Por la tarde'), reply('Otro día')],
      samples: { first_name: 'Ana', order_number: 'A-1042', day: 'jueves 3 de diciembre' },
    },
    pt_BR: {
      header: title('Quando podemos passar?'),
      body: 'Olá, {{first_name}}! Seu pedido {{order_number}} chegou ao nosso depósito e pode ser entregue em {{day}}.\n\nQual horário é melhor para receber? Sem resposta, passamos à tarde, entre 14h e 18h.',
      buttons: [reply('De manhã'), reply('À tarde'), reply('Outro dia')],
      samples: { first_name: 'Ana', order_number: 'A-1042', day: 'quinta-feira, 3 de dezembro' },
    },
    ar: {
      header: title('متى يناسبك أن نأتي؟'),
      body: 'مرحبًا {{first_name}}، وصل طلبك {{order_number}} إلى مستودعنا ويمكننا توصيله إليك يوم {{day}}.\n\nأي وقت يناسبك؟ إن لم تُجب فسنأتي بعد الظهر بين الثانية والسادسة.',
      buttons: [reply('في الصباح'), reply('بعد الظهر'), reply('في يوم آخر')],
      samples: { first_name: 'سلمى', order_number: 'A-1042', day: 'الخميس 3 ديسمبر' },
    },
  },
);

/** It is there. */
export const delivered = entry(
  {
    key: 'delivered',
    moment: 'delivery',
    category: 'utility',
    title: { en: 'Delivered', fr: 'Livrée' },
    about: {
      en: 'Says that and where a parcel was delivered, and asks whether all is well.',
      fr: 'Dit qu’un colis a été livré, et où, et demande si tout va bien.',
    },
    name: 'order_delivered',
    fills: { first_name: firstName, order_number: orderNumber, place: { from: 'order', attribute: 'data.delivered_to', fallback: '' } },
  },
  {
    en: {
      body: 'Hello {{first_name}}, your order {{order_number}} has been delivered. The carrier noted: {{place}}.\n\nIs everything there, and in one piece? If not, tell us within 14 days and we will sort it out.',
      buttons: [reply('All is well'), reply('Something is wrong')],
      samples: { first_name: 'Ana', order_number: 'A-1042', place: 'handed to a neighbour' },
    },
    fr: {
      body: 'Bonjour {{first_name}}, votre commande {{order_number}} a été livrée. Le transporteur a noté : {{place}}.\n\nTout est là, et en bon état ? Sinon, dites-le-nous dans les 14 jours et nous nous en occuperons.',
      buttons: [reply('Tout va bien'), reply('Il y a un souci')],
      samples: { first_name: 'Ana', order_number: 'A-1042', place: 'remis à un voisin' },
    },
    es: {
      body: 'Hola, {{first_name}}: tu pedido {{order_number}} ha sido entregado. El repartidor anotó: {{place}}.\n\n¿Ha llegado todo y en buen estado? Si no, dínoslo en 14 días y lo solucionamos.',
      buttons: [reply('Todo bien'), reply('Hay un problema')],
      samples: { first_name: 'Ana', order_number: 'A-1042', place: 'entregado a un vecino' },
    },
    pt_BR: {
      body: 'Olá, {{first_name}}! Seu pedido {{order_number}} foi entregue. O entregador anotou: {{place}}.\n\nChegou tudo e em bom estado? Se não, avise em até 14 dias e resolvemos.',
      buttons: [reply('Tudo certo'), reply('Há um problema')],
      samples: { first_name: 'Ana', order_number: 'A-1042', place: 'deixado com o vizinho' },
    },
    ar: {
      body: 'مرحبًا {{first_name}}، تم تسليم طلبك {{order_number}}، وكتب الموصّل: {{place}}.\n\nهل وصل كل شيء سليمًا؟ إن لم يكن كذلك فأخبرنا خلال 14 يومًا وسنعالج الأمر.',
      buttons: [reply('كل شيء على ما يرام'), reply('توجد مشكلة')],
      samples: { first_name: 'سلمى', order_number: 'A-1042', place: 'سُلّم إلى الجار' },
    },
  },
);
