import type { WireTemplateComponent } from '#core/whatsapp/wire.ts';

import type { Template } from '../world/world.ts';

/** What the robot says: approved, or why not. */
export type Verdict = { approved: true } | { approved: false; reason: string; why: string; advice: string };

/** Goods WhatsApp's Business Policy bans, whatever licence one holds (facts/consent §1.5). Word stems, several languages. */
const bannedGoods =
  /\b(firearms?|guns?|ammunition|cocaine|cannabis|marijuana|heroin|tobacco|cigarettes?|vap(?:e|es|ing)|casino|poker|sports? ?bet(?:s|ting)?|payday loans?|debt collection|escorts?|porn\w*|dating (?:site|app)|multi-?level marketing|counterfeit|ivory|armes? à feu|cigarettes électroniques|waffen|munition|drogen|drogas|armas de fuego|cigarros)\b/i;

/** Asking for what nobody should send in a chat. */
const secretData =
  /\b(full )?(card number|credit card|debit card|cvv|account number|bank account|passport number|social security|pin code|password|numéro de carte|kartennummer|número de (?:la )?tarjeta|número do cartão)\b/i;

/** Links that hide where they lead; Meta rejects shortened links. */
const shorteners = /\b(bit\.ly|tinyurl\.com|goo\.gl|t\.co|ow\.ly|is\.gd|buff\.ly|rebrand\.ly|cutt\.ly|shorturl\.at|wa\.me)\b/i;

/** Words that make a utility template a promotion. */
const promotional =
  /(\b\d+ ?% ?(off|de réduction|rabatt|de descuento|de desconto|di sconto|korting)|\b(sale|discount|coupon|promo(tion|tional)?|special offer|limited[- ]time|buy now|shop now|new collection|black friday|soldes?|promotion|réduction|code promo|angebot|rabatt|ausverkauf|oferta|descuento|rebajas|desconto|promoção|sconto|saldi|offerta|korting|aanbieding|wyprzedaż|rabat|promocja|diskon|promo)\b)/i;

/** A one-time passcode belongs into an authentication template. */
const passcode =
  /\b(verification code|one[- ]time (?:password|passcode|code)|login code|otp|code de vérification|código de verificaci[óo]n|código de verificação|verifizierungscode)\b/i;

/** "More than ten emoji" is what people report of reviewers; Meta publishes no number. */
const emojiMost = 10;

/** Languages with a writing of their own: a body with letters, and none of that writing, is in another language. */
const writings: Readonly<Record<string, RegExp>> = {
  ar: /\p{Script=Arabic}/u,
  fa: /\p{Script=Arabic}/u,
  ur: /\p{Script=Arabic}/u,
  he: /\p{Script=Hebrew}/u,
  ru: /\p{Script=Cyrillic}/u,
  uk: /\p{Script=Cyrillic}/u,
  bg: /\p{Script=Cyrillic}/u,
  el: /\p{Script=Greek}/u,
  th: /\p{Script=Thai}/u,
  ko: /\p{Script=Hangul}/u,
  ja: /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u,
  zh: /\p{Script=Han}/u,
};

/**
 * Looks at a template as the review robot does. The rules are ours, after what Meta says it rejects; `mayReclassify` says
 * whether a utility template that sells becomes marketing instead of being rejected.
 */
export function reviewTemplate(template: Pick<Template, 'category' | 'language' | 'components'>, mayReclassify: boolean): Verdict {
  if (template.category === 'AUTHENTICATION') return { approved: true };
  const text = wordsIn(template.components);
  const body = template.components.find((one) => one.type === 'BODY')?.text ?? '';
  const form = reviewForm(text, body);
  if (form !== null) return rejected('INVALID_FORMAT', form.why, form.advice);
  if (secretData.test(text)) {
    const why = 'Your template asks for sensitive information such as card, account or identity numbers.';
    return rejected('SCAM', why, 'Remove the request; never ask for such numbers in a message.');
  }
  if (bannedGoods.test(text)) {
    const why = "Your template offers goods or services that WhatsApp's Business Messaging Policy does not allow.";
    return rejected('ABUSIVE_CONTENT', why, 'Remove the restricted goods from the template.');
  }
  const writing = writings[template.language.split('_')[0] ?? ''];
  if (writing !== undefined && /\p{L}/u.test(body.replaceAll(/\{\{[^{}]*\}\}/g, '')) && !writing.test(body)) {
    const why = `Your template is not written in its language, ${template.language}.`;
    return rejected('TAG_CONTENT_MISMATCH', why, 'Translate the template, or create it in the language it is written in.');
  }
  if (passcode.test(body)) {
    const why = `Your template carries a one-time passcode but has the category ${template.category}.`;
    return rejected('INCORRECT_CATEGORY', why, 'Create it with the category AUTHENTICATION and a one-time passcode button.');
  }
  if (!mayReclassify && isPromotional(template)) {
    return rejected('INCORRECT_CATEGORY', 'Your template promotes something but has the category UTILITY.', 'Create it with the category MARKETING.');
  }
  return { approved: true };
}

/** Does a utility template sell? */
export function isPromotional(template: Pick<Template, 'category' | 'components'>): boolean {
  return template.category === 'UTILITY' && promotional.test(wordsIn(template.components));
}

function rejected(reason: string, why: string, advice: string): Verdict {
  return { approved: false, reason, why, advice };
}

function reviewForm(text: string, body: string): { why: string; advice: string } | null {
  if (/\}\}\s?\{\{/.test(text)) {
    return {
      why: 'Your template has parameters placed next to each other, without any text or symbols in between.',
      advice: 'Separate parameters with text or symbols, so that readers can tell what each one means.',
    };
  }
  if (shorteners.test(text))
    return { why: 'Your template has a shortened link, which hides where it leads.', advice: "Use the full link of your own website's domain." };
  if ((body.match(/\p{Extended_Pictographic}/gu)?.length ?? 0) > emojiMost)
    return { why: `The body of your template has more than ${emojiMost} emoji.`, advice: 'Use fewer emoji.' };
  return null;
}

function wordsIn(components: readonly WireTemplateComponent[]): string {
  return components
    .map((one): string => {
      switch (one.type) {
        case 'HEADER':
          return one.format === 'TEXT' ? one.text : '';
        case 'BODY':
        case 'FOOTER':
          return one.text;
        case 'BUTTONS':
          return one.buttons.map((button) => `${button.text} ${button.type === 'URL' ? button.url : ''}`).join('\n');
        case 'CAROUSEL':
          return one.cards.map((card) => wordsIn(card.components)).join('\n');
        case 'LIMITED_TIME_OFFER':
          return one.limited_time_offer.text;
        case 'CALL_PERMISSION_REQUEST':
          return '';
      }
    })
    .join('\n');
}
