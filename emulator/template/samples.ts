/** Kinds of values a library template takes (Meta, "Template library" of 2026-04-09, read 2026-11-22). */
type SampleKind = 'TEXT' | 'AMOUNT' | 'DATE' | 'PHONE NUMBER' | 'EMAIL' | 'NUMBER' | 'ADDRESS';

/** A button of a sample, without what the business must add: an address or a phone number. */
export type SampleButton = { type: 'URL' | 'PHONE_NUMBER' | 'QUICK_REPLY'; text: string };

/** A sample of the library in its languages. An authentication sample has no words: they are Meta's. */
export type Sample = {
  name: string;
  category: 'UTILITY' | 'AUTHENTICATION';
  topic: string;
  usecase: string;
  industry: readonly string[];
  kinds: readonly SampleKind[];
  texts: Readonly<Record<string, { header?: string; body: string; params: readonly string[]; buttons: readonly SampleButton[] }>>;
};

const shops = ['E_COMMERCE'];
const anyBusiness = ['E_COMMERCE', 'FINANCIAL_SERVICES'];

const link = (text: string): SampleButton => ({ type: 'URL', text });
const call = (text: string): SampleButton => ({ type: 'PHONE_NUMBER', text });
const reply = (text: string): SampleButton => ({ type: 'QUICK_REPLY', text });

/**
 * The library of this emulator. Topics, use cases and industries are named as Meta's are; the texts are ours, so names
 * and words differ from Meta's library.
 */
export const samples: readonly Sample[] = [
  {
    name: 'order_confirmed_1',
    category: 'UTILITY',
    topic: 'ORDER_MANAGEMENT',
    usecase: 'ORDER_CONFIRMATION',
    industry: shops,
    kinds: ['TEXT', 'TEXT', 'AMOUNT'],
    texts: {
      en_US: {
        header: 'Order confirmed',
        body: 'Hello {{1}}, we have received your order {{2}} over {{3}}. We will write again when it leaves.',
        params: ['Ana', '#10482', '$49.90'],
        buttons: [link('View order')],
      },
      fr: {
        header: 'Commande confirmée',
        body: 'Bonjour {{1}}, nous avons bien reçu votre commande {{2}} de {{3}}. Nous vous écrirons à son départ.',
        params: ['Ana', '#10482', '49,90 €'],
        buttons: [link('Voir la commande')],
      },
      es: {
        header: 'Pedido confirmado',
        body: 'Hola {{1}}, hemos recibido su pedido {{2}} por {{3}}. Le escribiremos cuando salga.',
        params: ['Ana', '#10482', '49,90 €'],
        buttons: [link('Ver pedido')],
      },
    },
  },
  {
    name: 'order_shipped_1',
    category: 'UTILITY',
    topic: 'ORDER_MANAGEMENT',
    usecase: 'SHIPMENT_CONFIRMATION',
    industry: shops,
    kinds: ['TEXT', 'DATE'],
    texts: {
      en_US: { body: 'Your order {{1}} is on its way and should arrive on {{2}} at the latest.', params: ['#10482', 'June 3'], buttons: [link('Track order')] },
      fr: {
        body: 'Votre commande {{1}} est en route et devrait arriver le {{2}} au plus tard.',
        params: ['#10482', '3 juin'],
        buttons: [link('Suivre le colis')],
      },
      es: {
        body: 'Su pedido {{1}} está en camino y debería llegar el {{2}} como muy tarde.',
        params: ['#10482', '3 de junio'],
        buttons: [link('Seguir el envío')],
      },
    },
  },
  {
    name: 'delivery_failed_1',
    category: 'UTILITY',
    topic: 'ORDER_MANAGEMENT',
    usecase: 'DELIVERY_FAILED',
    industry: shops,
    kinds: ['TEXT'],
    texts: {
      en_US: { body: 'We could not hand over your order {{1}} today. Please choose another day.', params: ['#10482'], buttons: [link('Choose a day')] },
      fr: {
        body: 'Nous n’avons pas pu vous remettre la commande {{1}} aujourd’hui. Veuillez choisir un autre jour.',
        params: ['#10482'],
        buttons: [link('Choisir un jour')],
      },
      es: { body: 'Hoy no pudimos entregarle el pedido {{1}}. Elija otro día, por favor.', params: ['#10482'], buttons: [link('Elegir un día')] },
    },
  },
  {
    name: 'order_ready_1',
    category: 'UTILITY',
    topic: 'ORDER_MANAGEMENT',
    usecase: 'ORDER_PICK_UP',
    industry: shops,
    kinds: ['TEXT', 'ADDRESS'],
    texts: {
      en_US: {
        body: 'Your order {{1}} is ready. You can fetch it at {{2}} during opening hours.',
        params: ['#10482', '12 Main Street'],
        buttons: [call('Call the shop')],
      },
      fr: {
        body: 'Votre commande {{1}} est prête. Vous pouvez la retirer au {{2}} aux heures d’ouverture.',
        params: ['#10482', '12 rue du Port'],
        buttons: [call('Appeler')],
      },
      es: {
        body: 'Su pedido {{1}} está listo. Puede recogerlo en {{2}} en horario de apertura.',
        params: ['#10482', 'Calle Mayor 12'],
        buttons: [call('Llamar')],
      },
    },
  },
  {
    name: 'payment_received_1',
    category: 'UTILITY',
    topic: 'PAYMENTS',
    usecase: 'PAYMENT_CONFIRMATION',
    industry: anyBusiness,
    kinds: ['AMOUNT', 'TEXT'],
    texts: {
      en_US: { body: 'We have received your payment of {{1}} for invoice {{2}}. Thank you.', params: ['$49.90', '2041'], buttons: [] },
      fr: { body: 'Nous avons reçu votre paiement de {{1}} pour la facture {{2}}. Merci.', params: ['49,90 €', '2041'], buttons: [] },
      es: { body: 'Hemos recibido su pago de {{1}} por la factura {{2}}. Gracias.', params: ['49,90 €', '2041'], buttons: [] },
    },
  },
  {
    name: 'payment_due_1',
    category: 'UTILITY',
    topic: 'PAYMENTS',
    usecase: 'PAYMENT_DUE_REMINDER',
    industry: anyBusiness,
    kinds: ['TEXT', 'AMOUNT', 'DATE'],
    texts: {
      en_US: {
        body: 'Your invoice {{1}} over {{2}} is due on {{3}}. You can see it below.',
        params: ['2041', '$49.90', 'June 3'],
        buttons: [link('View invoice')],
      },
      fr: {
        body: 'Votre facture {{1}} de {{2}} est à régler le {{3}}. Vous pouvez la voir ci-dessous.',
        params: ['2041', '49,90 €', '3 juin'],
        buttons: [link('Voir la facture')],
      },
      es: { body: 'Su factura {{1}} de {{2}} vence el {{3}}. Puede verla abajo.', params: ['2041', '49,90 €', '3 de junio'], buttons: [link('Ver factura')] },
    },
  },
  {
    name: 'payment_failed_1',
    category: 'UTILITY',
    topic: 'PAYMENTS',
    usecase: 'AUTO_PAY_REMINDER',
    industry: anyBusiness,
    kinds: ['AMOUNT'],
    texts: {
      en_US: { body: 'Your payment of {{1}} did not go through. Please look at your payment method.', params: ['$49.90'], buttons: [link('Open account')] },
      fr: {
        body: 'Votre paiement de {{1}} n’a pas abouti. Veuillez vérifier votre moyen de paiement.',
        params: ['49,90 €'],
        buttons: [link('Ouvrir le compte')],
      },
      es: { body: 'Su pago de {{1}} no se ha realizado. Revise su método de pago, por favor.', params: ['49,90 €'], buttons: [link('Abrir cuenta')] },
    },
  },
  {
    name: 'appointment_reminder_1',
    category: 'UTILITY',
    topic: 'EVENT_REMINDER',
    usecase: 'APPOINTMENT_REMINDER',
    industry: anyBusiness,
    kinds: ['TEXT', 'DATE', 'ADDRESS'],
    texts: {
      en_US: {
        body: 'Hello {{1}}, this is a reminder of your appointment on {{2}} at {{3}}. See you then.',
        params: ['Ana', 'June 3, 10:00', '12 Main Street'],
        buttons: [reply('I will come'), reply('I cannot come')],
      },
      fr: {
        body: 'Bonjour {{1}}, nous vous rappelons votre rendez-vous du {{2}} au {{3}}. À bientôt.',
        params: ['Ana', '3 juin, 10 h', '12 rue du Port'],
        buttons: [reply('Je viendrai'), reply('Je ne peux pas')],
      },
      es: {
        body: 'Hola {{1}}, le recordamos su cita del {{2}} en {{3}}. Hasta pronto.',
        params: ['Ana', '3 de junio, 10:00', 'Calle Mayor 12'],
        buttons: [reply('Iré'), reply('No puedo ir')],
      },
    },
  },
  {
    name: 'account_changed_1',
    category: 'UTILITY',
    topic: 'ACCOUNT_UPDATES',
    usecase: 'ACCOUNT_UPDATE',
    industry: anyBusiness,
    kinds: ['TEXT', 'DATE'],
    texts: {
      en_US: {
        body: 'The {{1}} of your account was changed on {{2}}. If this was not you, please call us.',
        params: ['address', 'June 3'],
        buttons: [call('Call us')],
      },
      fr: {
        body: 'L’élément {{1}} de votre compte a été modifié le {{2}}. Si ce n’était pas vous, appelez-nous.',
        params: ['adresse', '3 juin'],
        buttons: [call('Nous appeler')],
      },
      es: {
        body: 'El dato {{1}} de su cuenta se modificó el {{2}}. Si no fue usted, llámenos.',
        params: ['dirección', '3 de junio'],
        buttons: [call('Llamarnos')],
      },
    },
  },
  {
    name: 'feedback_request_1',
    category: 'UTILITY',
    topic: 'CUSTOMER_FEEDBACK',
    usecase: 'FEEDBACK_SURVEY',
    industry: shops,
    kinds: ['TEXT'],
    texts: {
      en_US: { body: 'Thank you for your order {{1}}. How was it? Your answer takes one minute.', params: ['#10482'], buttons: [link('Answer')] },
      fr: { body: 'Merci pour votre commande {{1}}. Comment était-ce ? Répondre prend une minute.', params: ['#10482'], buttons: [link('Répondre')] },
      es: { body: 'Gracias por su pedido {{1}}. ¿Qué tal fue? Responder lleva un minuto.', params: ['#10482'], buttons: [link('Responder')] },
    },
  },
  {
    name: 'verify_code_1',
    category: 'AUTHENTICATION',
    topic: 'IDENTITY_VERIFICATION',
    usecase: 'VERIFY_ACCOUNT',
    industry: anyBusiness,
    kinds: ['NUMBER'],
    texts: {
      en_US: { body: '', params: ['123456'], buttons: [] },
      fr: { body: '', params: ['123456'], buttons: [] },
      es: { body: '', params: ['123456'], buttons: [] },
    },
  },
  {
    name: 'login_code_1',
    category: 'AUTHENTICATION',
    topic: 'IDENTITY_VERIFICATION',
    usecase: 'LOGIN',
    industry: anyBusiness,
    kinds: ['NUMBER'],
    texts: {
      en_US: { body: '', params: ['123456'], buttons: [] },
      fr: { body: '', params: ['123456'], buttons: [] },
      es: { body: '', params: ['123456'], buttons: [] },
    },
  },
];
