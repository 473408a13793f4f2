/**
 * Words on a phone that Meta writes itself: labels of buttons that have none of ours, and the text of authentication templates.
 * Needed to draw a message before it is sent; on the wire they are left out. English and Spanish of the passcode are as Meta's
 * page "Template previews" shows them, "Copy offer code" as its coupon page does, read 2026-11-22; the others say the same in our
 * own translation and may differ from Meta's by a word. A language without a line here has the English words.
 */
type MetaWords = {
  readonly copyCoupon: string;
  readonly shareContact: string;
  readonly copyPasscode: string;
  /** `{code}` is the passcode. */
  readonly passcode: string;
  readonly security: string;
  /** `{minutes}` is how long it lives. */
  readonly expiry: string;
};

const english: MetaWords = {
  copyCoupon: 'Copy offer code',
  shareContact: 'Share contact info',
  copyPasscode: 'Copy code',
  passcode: '*{code}* is your verification code.',
  security: 'For your security, do not share this code.',
  expiry: 'This code expires in {minutes} minutes.',
};

const words: Readonly<Record<string, MetaWords>> = {
  en: english,
  fr: {
    copyCoupon: 'Copier le code promo',
    shareContact: 'Partager mes coordonnées',
    copyPasscode: 'Copier le code',
    passcode: '*{code}* est votre code de vérification.',
    security: 'Pour votre sécurité, ne le partagez pas.',
    expiry: 'Ce code expire dans {minutes} minutes.',
  },
  es: {
    copyCoupon: 'Copiar código de oferta',
    shareContact: 'Compartir mis datos',
    copyPasscode: 'Copiar código',
    passcode: 'Tu código de verificación es *{code}*.',
    security: 'Por tu seguridad, no lo compartas.',
    expiry: 'Este código caduca en {minutes} minutos.',
  },
  pt: {
    copyCoupon: 'Copiar código da oferta',
    shareContact: 'Compartilhar meus dados',
    copyPasscode: 'Copiar código',
    passcode: 'Seu código de verificação é *{code}*.',
    security: 'Para sua segurança, não o compartilhe.',
    expiry: 'Este código expira em {minutes} minutos.',
  },
  ar: {
    copyCoupon: 'نسخ رمز العرض',
    shareContact: 'مشاركة بيانات الاتصال',
    copyPasscode: 'نسخ الرمز',
    passcode: '*{code}* هو رمز التحقق الخاص بك.',
    security: 'للحفاظ على أمانك، لا تشارك هذا الرمز.',
    expiry: 'تنتهي صلاحية هذا الرمز خلال {minutes} دقيقة.',
  },
};

/** Meta's own words in a template's language (`pt_BR` has those of `pt`). */
export function metaWords(language: string): MetaWords {
  return words[language.split(/[-_]/)[0] ?? ''] ?? english;
}
