/**
 * What texts of each category say, in the languages of the gallery: pieces of regular expressions, each a word or a phrase of its
 * own. Ours, after Meta's "Template categorization" page (2025-11, read 2026-11-22): marketing is what sells, invites, announces or
 * greets; utility is about something the person asked for or bought; authentication hands over a code. Arabic words may carry
 * articles and endings, so they are looked for inside words.
 */
export type Vocabulary = {
  /** Offers, discounts, coupons. */
  readonly offer: readonly string[];
  /** Calls to come, buy, look, finish a purchase. */
  readonly invitation: readonly string[];
  /** News of the shop, greetings, celebrations, "we miss you". */
  readonly news: readonly string[];
  /** A one-time passcode. */
  readonly code: readonly string[];
  /** Something of theirs: an order, a booking, an invoice, an account. */
  readonly matter: readonly string[];
};

const en: Vocabulary = {
  offer: [
    'sale',
    'discount(?:s|ed)?',
    '(?:coupon|voucher|promo(?:tion(?:s|al)?)?)(?: codes?)?',
    "(?:special|exclusive|latest|best|new|our|this|today[’']s) offers?",
    'offers? (?:ends?|runs|valid|for you)',
    'deals?',
    '(?:save|get) (?:up to )?(?:[$€£]?\\d+|(?=\\{\\{))',
    '\\d+ ?% (?:off|discount)',
    '(?:% )?off (?:your|everything|all|the|selected|any)',
    'limited[- ]time',
    'black friday|cyber monday',
    'clearance|half price|price drops?|lower price|reduced',
    'reward points|bonus|gift card|free (?:gift|shipping|delivery)',
  ],
  invitation: [
    '(?:shop|buy|order|book|subscribe|sign up) (?:now|today|yours|here)',
    '(?:shop|see|discover|explore|browse|try) (?:the|our|all|more|this|it)',
    'discover|check out|have a look|take a look|treat yourself',
    "(?:come|drop) by|visit (?:us|our)|join us|(?:you are|you[’']re) invited|save the date",
    '(?:may|might|will|would) (?:also )?(?:like|love|enjoy)',
    'recommend(?:ed)? (?:for you|you)?|goes? well with|pairs? (?:well )?with|made for you|picked for you',
    '(?:in|to) your (?:cart|basket|bag)|finish (?:your|the) (?:order|purchase)|complete your purchase|still (?:thinking|interested|looking)',
    'back in stock|available again|last pieces?|while stocks? lasts?',
    'refer a friend|invite (?:a|your) friends?|vote|take part|poll|which (?:one )?do you prefer',
  ],
  news: [
    'new (?:collection|arrivals?|range|season|menu|opening|shop|store|products?)',
    'introducing|just (?:arrived|landed|launched)|now open|grand opening|newsletter',
    "happy (?:birthday|anniversary|holidays|new year|easter|diwali|eid)|merry christmas|season[’']s greetings|celebrat\\w+",
    "(?:we )?miss(?:ed)? you|(?:it[’']s|it has) been a while|long time no see",
    'welcome to|thank you for (?:joining|subscribing|signing up)',
  ],
  code: [
    '(?:verification|security|login|log-in|sign-in|one[- ]time|access|confirmation) (?:code|pin|passcode|password)',
    'otp|passcode|2fa',
    '(?:is )?your code (?:is|to)|(?:enter|use) (?:this|the) code to (?:log|sign|verify|confirm)',
  ],
  matter: [
    'your (?:\\w+ )?(?:order|booking|reservation|appointment|delivery|parcel|package|payment|invoice|refund|return|ticket|account|shipment|receipt|bill|table|warranty|repair|request|claim|visit|flight|stay|exchange|purchase|contract|application|subscription|session|statement|balance|policy|prescription|enquiry|address|password)',
    '(?:order|invoice|booking|tracking|reference) (?:number|no\\.?|#|(?=\\{\\{))',
    '(?:has|have) (?:been )?(?:shipped|dispatched|delivered|received|confirmed|cancell?ed|refunded|paid|updated|rescheduled|approved)',
    'out for delivery|on its way|ready (?:for|to be) (?:pick|collect)\\w*|due (?:on|date)|was due|we received your|pick (?:it|them) up|the (?:repair|delivery|return) of your|you (?:bought|ordered|asked|requested|booked)',
    'appointment|reminder: ',
  ],
};

const fr: Vocabulary = {
  offer: [
    "soldes?|remises?|rabais|réductions?|promos?|promotions?|bons? d[’']achat|codes? promo|bons? plans?",
    'offres? (?:spéciale|exclusive|du moment|de|valable|limitée|réservée)\\w*|(?:nos|notre|cette|une) offres?',
    '-? ?\\d+ ?% (?:de|sur)|\\d+ ?% offerts?|\\d+ ?%',
    'prix (?:baissé|réduit|cassé|doux|mini)s?|baisse de prix|moins cher|moitié prix',
    'offerte?s?|livraison (?:gratuite|offerte)|cadeaux?|ventes? (?:privée|flash)s?|black friday|points? de fidélité|carte cadeau',
  ],
  invitation: [
    'achetez|commandez|abonnez-vous|inscrivez-vous|profitez(?:-en)?|découvrez|craquez|offrez-vous|rejoignez|passez nous voir|venez (?:découvrir|nous|fêter)',
    'réservez (?:vite|maintenant|dès|votre place)|essayez-(?:le|la|les)',
    '(?:dans|sur) (?:votre|ton) panier|panier vous attend|terminer (?:votre|la) commande|finaliser votre (?:commande|achat)',
    "(?:pourrait|pourraient|devrait|va|vont) (?:aussi )?vous plaire|vous aimerez|pour vous aussi|recommand\\w+|s[’']accorde|va bien avec|vous (?:hésitez|cherchez) encore",
    "de retour en (?:stock|boutique|rayon)|à nouveau disponible|de nouveau disponible|dernières pièces|jusqu[’']à épuisement",
    'invitation|vous êtes invité\\w*|nous vous invitons|vous convions|parrain\\w+|votez|que préférez-vous|votre avis nous aide à choisir',
  ],
  news: [
    "nouvelles? (?:collection|gamme|saison|carte|boutique|arrivées?)|nouveautés?|vient d[’']arriver|ouverture|lettre d[’']information",
    'joyeux (?:anniversaire|noël)|bon anniversaire|bonne année|joyeuses fêtes|fêt(?:er|ons)',
    '(?:vous nous manquez|cela fait (?:un moment|longtemps)|ça fait (?:un moment|longtemps))',
    'bienvenue (?:chez|à|dans|au)|merci de (?:votre inscription|nous rejoindre)',
  ],
  code: [
    "codes? (?:de vérification|de sécurité|de connexion|de confirmation|d[’']accès|à usage unique|otp)",
    '(?:saisissez|entrez|utilisez) (?:ce|le) code pour|votre code est|mot de passe à usage unique',
  ],
  matter: [
    '(?:votre|ta|ton|vos) (?:\\w+ )?(?:commande|réservation|rendez-vous|livraison|colis|paiement|facture|remboursement|retour|billet|compte|reçu|table|garantie|réparation|demande|visite|vol|séjour|échange|achat|contrat|dossier|abonnement|relevé|solde|ordonnance|adresse|mot de passe)s?',
    '(?:commande|facture|réservation|colis|suivi|dossier) (?:n°|numéro|(?=\\{\\{))',
    'a (?:bien )?été (?:expédiée?|livrée?|reçue?|confirmée?|annulée?|remboursée?|payée?|modifiée?|déplacée?|validée?)',
    'en (?:cours de|route|chemin)|est (?:arrivée?|partie?|prête?)|nous avons (?:bien )?reçu|vous avez (?:acheté|commandé|demandé|réservé)|échéance|rendez-vous|rappel :',
  ],
};

const es: Vocabulary = {
  offer: [
    'ofertas?|descuentos?|rebajas?|promoción|promociones|promos?|cup(?:ón|ones)|liquidación|vales? de (?:descuento|compra|regalo)',
    '\\d+ ?%|ahorr(?:a|e|ar)|baj(?:ó|a) de precio|precio (?:rebajado|especial|más bajo)|mitad de precio|por tiempo limitado',
    'envío gratis|regalos?|black friday|tarjeta regalo|puntos extra',
  ],
  invitation: [
    'cómpral[oa]s?|pídel[oa]s?|aprovecha|descubre|visítanos|únete|suscríbete|echa un vistazo|date un capricho|ven a',
    '(?:compra|pide|reserva|visita|prueba) (?:ya|ahora|hoy|tu plaza|nuestr[oa]s?)',
    '(?:en|de) tu (?:carrito|cesta)|termina(?:r)? tu (?:compra|pedido)|completa(?:r)? tu compra|sigues (?:pensando|interesad)\\w*',
    'te (?:puede|podría|va a) (?:gustar|interesar|encantar)|te gustará|recomend\\w+|combina con|va muy bien con|para ti',
    'de nuevo (?:en stock|disponible)|vuelve a estar disponible|ha vuelto|últimas unidades|hasta agotar existencias',
    'te invitamos|estás invitad[oa]|vota|cuál prefieres|invita a un amigo',
  ],
  news: [
    'nuev[oa]s? (?:colección|gama|temporada|tienda|carta|llegadas?)|novedades|acaba de llegar|inauguración|boletín',
    'feliz (?:cumpleaños|navidad|año)|felices fiestas|celebr\\w+',
    'te (?:echamos de menos|extrañamos)|hace (?:tiempo|mucho) que no',
    'bienvenid[oa] a|gracias por (?:unirte|suscribirte)',
  ],
  code: ['códigos? (?:de verificación|de seguridad|de acceso|de un solo uso|de confirmación)', 'clave de un solo uso|otp|tu código es|usa este código para'],
  matter: [
    '(?:tu|su) (?:\\w+ )?(?:pedido|reserva|cita|entrega|paquete|pago|factura|reembolso|devolución|entrada|cuenta|recibo|mesa|garantía|reparación|solicitud|visita|vuelo|estancia|cambio|compra|contrato|suscripción|saldo|receta|dirección|contraseña)',
    '(?:pedido|factura|reserva|seguimiento) (?:n\\.?º|número|(?=\\{\\{))',
    'ha sido (?:enviad|entregad|recibid|confirmad|cancelad|reembolsad|pagad|modificad)[oa]|(?:hemos|ya hemos) (?:recibido|enviado)|en (?:camino|reparto)|list[oa] para recoger',
    'has (?:comprado|pedido|solicitado|reservado)|compraste|pediste|vence el|recordatorio|cita',
  ],
};

const pt: Vocabulary = {
  offer: [
    'ofertas?|descontos?|promoção|promoções|promos?|cup(?:om|ons|ão)|liquidação|vales?[- ](?:desconto|compras?|presente)',
    '\\d+ ?%|economize|poupe|baixou de preço|preço (?:mais baixo|menor|especial|reduzido)|metade do preço|por tempo limitado',
    'frete grátis|brindes?|black friday|cartão-presente|pontos extras',
  ],
  invitation: [
    'compre|aproveite|descubra|conheça|participe|assine|experimente|dê uma olhada|venha',
    '(?:peça|reserve|visite|confira) (?:já|agora|hoje|sua vaga|seu lugar|noss[oa]s?|as novidades|a coleção)',
    '(?:no|do) seu carrinho|(?:finalize|concluir|terminar|finalizar) (?:a |sua |a sua )?(?:compra|pedido)|ainda (?:pensando|interessad)\\w*',
    '(?:pode|vai|deve) (?:gostar|te interessar|adorar)|recomend\\w+|combina com|vai bem com|para você|separamos',
    'de volta (?:ao estoque|à loja)|disponível novamente|voltou (?:ao estoque|à loja)|últimas (?:peças|unidades)|enquanto durarem',
    'convite|você (?:está )?convidad[oa]|convidamos|vote|qual você prefere|indique um amigo',
  ],
  news: [
    'nov[oa]s? (?:coleção|linha|temporada|loja|cardápio|chegadas?)|novidades|acabou de chegar|inauguração|newsletter',
    'feliz (?:aniversário|natal|ano novo|páscoa)|boas festas|celebr\\w+|comemor\\w+',
    'sentimos (?:a )?sua falta|faz (?:tempo|um tempo) que',
    'boas-vindas|bem-vind[oa] (?:à|a|ao)|obrigad[oa] por (?:se inscrever|se juntar)',
  ],
  code: ['códigos? (?:de verificação|de segurança|de acesso|de uso único|de confirmação)', 'senha de uso único|otp|seu código é|use este código para'],
  matter: [
    '(?:seu|sua|o seu|a sua) (?:\\w+ )?(?:pedido|reserva|consulta|agendamento|entrega|pacote|encomenda|pagamento|fatura|reembolso|devolução|ingresso|conta|recibo|mesa|garantia|reparo|solicitação|visita|voo|estadia|troca|compra|contrato|assinatura|saldo|receita|endereço|senha)',
    '(?:pedido|fatura|reserva|rastreio|rastreamento) (?:n\\.?º|número|(?=\\{\\{))',
    'foi (?:enviad|entregue|recebid|confirmad|cancelad|reembolsad|pag|alterad)[oa]?|(?:recebemos|enviamos) (?:o |a )?(?:seu|sua)|a caminho|saiu para entrega|pront[oa] para retirada',
    'você (?:comprou|pediu|solicitou|reservou)|vence em|vencimento|lembrete|consulta',
  ],
};

const ar: Vocabulary = {
  offer: [
    'خصم',
    'خصومات',
    'تخفيض',
    'تخفيضات',
    'عرض(?:نا)? (?:خاص|حصري|محدود)',
    'عروض',
    'كوبون',
    'قسيمة',
    'كود الخصم',
    'رمز الخصم',
    '(?<!\\d)\\d{1,3} ?[%٪]',
    'هدية',
    'شحن مجاني',
    'سعر (?:أقل|مخفض|جديد)',
    'انخفض سعر',
  ],
  invitation: [
    'تسوق',
    'اشتر',
    'اطلب(?:ي|ه|ها)? الآن',
    'اكتشف',
    'استفد',
    'ندعوك',
    'دعوة',
    'انضم',
    'زورونا|تفضل بزيارت',
    'سلة (?:التسوق|مشترياتك)|سلتك|إتمام (?:الشراء|طلبك)|أكمل طلبك',
    '(?:قد|سوف|ربما) (?:يعجبك|تعجبك|يناسبك)|نقترح|نوصي|يتماشى مع|اخترنا لك',
    'متوفر(?:ة)? (?:من جديد|مرة أخرى)|عاد (?:إلى|من جديد)|آخر القطع',
    'صوّ?ت|أيهما تفضل|ما رأيك في',
  ],
  news: [
    'مجموعة جديدة|تشكيلة جديدة|المجموعة الجديدة',
    'وصل حديثا|جديدنا',
    'افتتاح',
    'عيد ميلاد سعيد|كل عام وأنت|رمضان كريم|عيد مبارك',
    'اشتقنا',
    'مرّ? وقت',
    'مرحب[اًا]+ بك في|أهل[اًا]+ بك في',
  ],
  code: ['رمز (?:التحقق|الدخول|الأمان|التأكيد)', 'كلمة مرور لمرة واحدة', 'رمزك هو'],
  matter: [
    'طلبك',
    'طلب رقم',
    'حجزك',
    'موعدك',
    'شحنتك',
    'طردك',
    'فاتورت',
    'دفعتك|تم الدفع|استلمنا دفع',
    'استرداد',
    'إرجاع',
    'حسابك',
    'ضمان',
    'تم (?:شحن|تسليم|تأكيد|إلغاء|استلام|توصيل|تحديث)',
    'في الطريق',
    'تذكير',
    'اشتريت|طلبت',
  ],
};

/** By base language; a text in another is looked at with all of them. */
export const vocabularies = { en, fr, es, pt, ar } as const;
