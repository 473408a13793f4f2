import type { WireTemplateComponent } from '#core/whatsapp/wire.ts';

/** What the robot says: approved (perhaps in another category), or why not. */
export type Verdict =
  | { approved: true; recategorised: boolean }
  | { approved: false; reason: 'INVALID_FORMAT' | 'ABUSIVE_CONTENT' | 'SCAM' | 'PROMOTIONAL'; why: string; advice: string };

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

/** Looks at a template as the review robot does. The rules are ours, after what Meta says it rejects. */
export function reviewTemplate(category: string, components: readonly WireTemplateComponent[]): Verdict {
  const text = wordsIn(components);
  const body = components.find((one) => one.type === 'BODY')?.text ?? '';
  if (/\}\}\s?\{\{/.test(body)) {
    return {
      approved: false,
      reason: 'INVALID_FORMAT',
      why: 'Your template has parameters placed next to each other, without any text or symbols in between.',
      advice: 'Separate parameters with text or symbols, so that readers can tell what each one means.',
    };
  }
  if (secretData.test(text)) {
    return {
      approved: false,
      reason: 'SCAM',
      why: 'Your template asks for sensitive information such as card, account or identity numbers.',
      advice: 'Remove the request; never ask for such numbers in a message.',
    };
  }
  if (bannedGoods.test(text)) {
    return {
      approved: false,
      reason: 'ABUSIVE_CONTENT',
      why: "Your template offers goods or services that WhatsApp's Business Messaging Policy does not allow.",
      advice: 'Remove the restricted goods from the template.',
    };
  }
  if (shorteners.test(text)) {
    return {
      approved: false,
      reason: 'INVALID_FORMAT',
      why: 'Your template has a shortened link, which hides where it leads.',
      advice: "Use the full link of your own website's domain.",
    };
  }
  return { approved: true, recategorised: category === 'UTILITY' && promotional.test(text) };
}

function wordsIn(components: readonly WireTemplateComponent[]): string {
  return components
    .map((one) => {
      if (one.type === 'BUTTONS') return one.buttons.map((button) => `${button.text} ${button.type === 'URL' ? button.url : ''}`).join('\n');
      return 'text' in one ? one.text : '';
    })
    .join('\n');
}
