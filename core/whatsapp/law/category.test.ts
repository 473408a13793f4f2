import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TemplateCategory, TemplateContent } from '#core/whatsapp/template.ts';
import { categoryReasons, guessCategory, reasonWords } from './category.ts';

const content = (body: string, change: Partial<TemplateContent> = {}): TemplateContent => ({
  header: null,
  body,
  footer: null,
  buttons: [],
  samples: {},
  ...change,
});

/** Texts as shops write them, each with the category Meta's page on categorization (2025-11, read 2026-11-22) puts such texts in. */
const labelled: readonly (readonly [language: string, body: string, TemplateCategory])[] = [
  ['en', 'Hi {{name}}, your parcel {{number}} was handed to the courier and should arrive tomorrow before noon.', 'utility'],
  ['en', 'Your appointment with Dr. Lee is on {{day}}. Reply 1 to confirm or 2 to change it.', 'utility'],
  ['en', 'We could not charge your card for invoice {{invoice}}. Please update your payment details by Friday.', 'utility'],
  ['en', 'Your table for {{people}} at 8 pm is booked. See you tonight.', 'utility'],
  ['en', 'Your refund of {{amount}} was issued. It may take a few days to show.', 'utility'],
  ['en', 'The repair of your bike is finished, you can pick it up from 10 am.', 'utility'],
  ['en', 'Your account was signed in to from a new device in Lyon. If it was not you, tell us here.', 'utility'],
  ['en', 'Your subscription renews on {{day}} for {{amount}}. Nothing to do if you wish to go on.', 'utility'],
  ['en', 'Order {{number}} is delayed by two days because of the weather. We are sorry.', 'utility'],
  ['en', 'Your order is confirmed! While you wait, get 10% off your next one with code NEXT10.', 'marketing'],
  ['en', 'Our autumn sale begins today: coats and boots at half price until Sunday.', 'marketing'],
  ['en', 'Introducing the new espresso line, roasted in small batches.', 'marketing'],
  ['en', 'You left something in your cart, {{name}}. It is still there for you.', 'marketing'],
  ['en', 'Happy birthday {{name}}! A little gift is waiting for you in our shop.', 'marketing'],
  ['en', 'Hello {{name}}, we hope you are having a wonderful week.', 'marketing'],
  ['en', 'Save the date: our open evening is on Thursday.', 'marketing'],
  ['en', 'It has been a while, {{name}}. Here is what is new since your last visit.', 'marketing'],
  ['en', 'Your login code is {{number}}. Do not share it with anyone.', 'authentication'],
  ['en', 'Use {{number}} as your one-time password for the shop.', 'authentication'],
  ['fr', 'Bonjour {{name}}, votre colis {{number}} est en cours de livraison aujourd’hui entre 9 h et 12 h.', 'utility'],
  ['fr', 'Votre rendez-vous du {{day}} à {{time}} est confirmé avec notre équipe.', 'utility'],
  ['fr', 'Votre facture {{number}} de {{amount}} est disponible dans votre espace client.', 'utility'],
  ['fr', 'Nous avons bien reçu votre demande de retour, l’étiquette vous attend par e-mail.', 'utility'],
  ['fr', 'Votre abonnement prendra fin le {{day}} faute de paiement reçu.', 'utility'],
  ['fr', 'Les soldes commencent demain : jusqu’à -50 % sur toute la boutique.', 'marketing'],
  ['fr', 'Découvrez notre nouvelle collection de printemps, en boutique dès samedi.', 'marketing'],
  ['fr', 'Merci pour votre commande. Profitez de 10 % sur la prochaine avec le code MERCI.', 'marketing'],
  ['fr', 'Bonne année {{name}} ! Toute l’équipe vous souhaite le meilleur.', 'marketing'],
  ['fr', 'Votre code de connexion est {{number}}, valable dix minutes.', 'authentication'],
  ['es', 'Hola {{name}}, tu pedido {{number}} está en reparto y llegará hoy por la tarde.', 'utility'],
  ['es', 'Tu reserva para {{people}} personas el {{day}} está confirmada.', 'utility'],
  ['es', 'Hemos recibido tu pago de {{amount}} por la factura {{number}}.', 'utility'],
  ['es', 'Tu cita con la dentista es mañana a las 10. Responde SÍ para confirmar.', 'utility'],
  ['es', 'Rebajas de enero: hasta el 40 % menos en abrigos y botas.', 'marketing'],
  ['es', 'Descubre los nuevos sabores de la temporada en nuestra tienda.', 'marketing'],
  ['es', 'Te echamos de menos, {{name}}. Pásate a vernos cuando quieras.', 'marketing'],
  ['es', 'Tu código de verificación es {{number}}.', 'authentication'],
  ['pt_BR', 'Olá {{name}}, seu pedido {{number}} saiu para entrega e chega hoje.', 'utility'],
  ['pt_BR', 'Sua consulta está marcada para {{day}} às {{time}} no nosso endereço.', 'utility'],
  ['pt_BR', 'Seu reembolso de {{amount}} foi processado e aparece em até cinco dias.', 'utility'],
  ['pt_BR', 'A fatura {{number}} vence em {{day}}. Se já pagou, desconsidere.', 'utility'],
  ['pt_BR', 'Só hoje: frete grátis em toda a loja, sem valor mínimo.', 'marketing'],
  ['pt_BR', 'Chegaram novidades! Conheça a linha de verão feita para você.', 'marketing'],
  ['pt_BR', 'Seu código de acesso é {{number}} e vale por cinco minutos.', 'authentication'],
  ['ar', 'مرحبًا {{name}}، تم شحن طلبك رقم {{number}} وسيصل إليك غدًا.', 'utility'],
  ['ar', 'تذكير بموعدك يوم {{day}} الساعة {{time}} في عيادتنا.', 'utility'],
  ['ar', 'استلمنا دفعتك بقيمة {{amount}} عن الفاتورة {{number}} بنجاح.', 'utility'],
  ['ar', 'تخفيضات نهاية الموسم بدأت اليوم في جميع فروعنا.', 'marketing'],
  ['ar', 'اكتشف المجموعة الجديدة من العطور في متجرنا.', 'marketing'],
  ['ar', 'رمز التحقق الخاص بك هو {{number}} فلا تشاركه مع أحد.', 'authentication'],
];

for (const [language, body, category] of labelled) {
  test(`"${body}" is ${category}`, () => {
    const { guess, reasons } = guessCategory(content(body), language);

    assert.equal(guess, category, JSON.stringify(reasons));
    assert.ok(reasons.length > 0);
    for (const { at, words } of reasons) assert.ok(at === '/body' && body.toLowerCase().includes(words.toLowerCase()));
  });
}

test('a coupon, an offer, or a product makes a useful text marketing, and says where', () => {
  const body = 'Your order {{number}} is on its way to you.';

  assert.equal(guessCategory(content(body), 'en').guess, 'utility');
  assert.deepEqual(guessCategory(content(body, { buttons: [{ kind: 'copy_code', code: 'NEXT10' }] }), 'en'), {
    guess: 'marketing',
    reasons: [{ at: '/buttons/0', words: 'NEXT10', because: 'coupon' }],
  });
  assert.equal(guessCategory(content(body, { offer: { text: 'Today', expires: null } }), 'en').reasons[0]?.because, 'limited_offer');
  assert.equal(guessCategory(content(body, { header: { kind: 'product', catalog: '1', product: 'A' } }), 'en').reasons[0]?.because, 'shelf');
  assert.deepEqual(guessCategory(content(body, { buttons: [{ kind: 'url', text: 'Shop now', url: 'https://a.example' }] }), 'en').reasons, [
    { at: '/buttons/0/text', words: 'Shop now', because: 'invitation' },
  ]);
});

test('a text in a language without a vocabulary is looked at with all of them', () => {
  assert.equal(guessCategory(content('Große Promo: 20 % auf alles.'), 'de').guess, 'marketing');
  assert.equal(guessCategory(content('Ihr OTP lautet {{number}}, bitte.'), 'de').guess, 'authentication');
  assert.deepEqual(guessCategory(content('Guten Tag {{name}}, wir grüßen Sie.'), 'de').reasons, [{ at: '/body', words: '', because: 'nothing_asked' }]);
});

test('every reason has English and French words', () => {
  for (const [code, words] of Object.entries(categoryReasons)) assert.notEqual(words.en, words.fr, code);
  assert.equal(reasonWords('coupon', 'fr'), categoryReasons.coupon.fr);
});
