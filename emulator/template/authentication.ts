import type { WireTemplateButton, WireTemplateComponent } from '#core/whatsapp/wire.ts';

import { badParameter } from '../graph/errors.ts';
import { asText, isRecord, listAt, textAt } from '../world/json.ts';
import { templateLimits } from './limits.ts';
import { type OtpWords, parseOtpButton } from './otp.ts';
import { badButtons, badComponents, missingField } from './refusals.ts';

/** The words of an authentication template in one language; nobody but Meta may write them. */
type AuthenticationWords = OtpWords & { body: string; security: string; expiry: string };

/**
 * English and Spanish are as Meta's page "Template previews" shows them (read 2026-11-22); the others say the same in our
 * own translation, and may differ from Meta's by a word. A language without a line here has the English words.
 */
const wordsByLanguage: Readonly<Record<string, AuthenticationWords>> = {
  en: {
    body: '*{{1}}* is your verification code.',
    security: 'For your security, do not share this code.',
    expiry: 'This code expires in # minutes.',
    copy: 'Copy code',
    autofill: 'Autofill',
  },
  es: {
    body: 'Tu código de verificación es *{{1}}*.',
    security: 'Por tu seguridad, no lo compartas.',
    expiry: 'Este código caduca en # minutos.',
    copy: 'Copiar código',
    autofill: 'Autocompletar',
  },
  fr: {
    body: '*{{1}}* est votre code de vérification.',
    security: 'Pour votre sécurité, ne le partagez pas.',
    expiry: 'Ce code expire dans # minutes.',
    copy: 'Copier le code',
    autofill: 'Saisie automatique',
  },
  pt: {
    body: 'Seu código de verificação é *{{1}}*.',
    security: 'Para sua segurança, não o compartilhe.',
    expiry: 'Este código expira em # minutos.',
    copy: 'Copiar código',
    autofill: 'Preencher',
  },
  de: {
    body: '*{{1}}* ist dein Verifizierungscode.',
    security: 'Gib diesen Code zu deiner Sicherheit nicht weiter.',
    expiry: 'Dieser Code läuft in # Minuten ab.',
    copy: 'Code kopieren',
    autofill: 'Automatisch ausfüllen',
  },
  it: {
    body: '*{{1}}* è il tuo codice di verifica.',
    security: 'Per la tua sicurezza, non condividerlo.',
    expiry: 'Questo codice scade tra # minuti.',
    copy: 'Copia codice',
    autofill: 'Compila',
  },
  nl: {
    body: '*{{1}}* is je verificatiecode.',
    security: 'Deel deze code voor je veiligheid met niemand.',
    expiry: 'Deze code verloopt over # minuten.',
    copy: 'Code kopiëren',
    autofill: 'Automatisch invullen',
  },
  ar: {
    body: '*{{1}}* هو رمز التحقق الخاص بك.',
    security: 'للحفاظ على أمانك، لا تشارك هذا الرمز.',
    expiry: 'تنتهي صلاحية هذا الرمز خلال # دقيقة.',
    copy: 'نسخ الرمز',
    autofill: 'تعبئة تلقائية',
  },
  hi: {
    body: '*{{1}}* आपका वेरिफ़िकेशन कोड है।',
    security: 'अपनी सुरक्षा के लिए, यह कोड किसी से शेयर न करें।',
    expiry: 'यह कोड # मिनट में एक्सपायर हो जाएगा।',
    copy: 'कोड कॉपी करें',
    autofill: 'ऑटोफ़िल करें',
  },
  id: {
    body: '*{{1}}* adalah kode verifikasi Anda.',
    security: 'Demi keamanan, jangan bagikan kode ini.',
    expiry: 'Kode ini kedaluwarsa dalam # menit.',
    copy: 'Salin kode',
    autofill: 'Isi otomatis',
  },
  tr: {
    body: '*{{1}}* doğrulama kodunuz.',
    security: 'Güvenliğiniz için bu kodu paylaşmayın.',
    expiry: 'Bu kodun geçerliliği # dakika sonra sona erer.',
    copy: 'Kodu kopyala',
    autofill: 'Otomatik doldur',
  },
};

/** Languages the previews answer when none are asked for. */
export const authenticationLanguages = ['en_US', 'es', 'fr', 'pt_BR', 'de', 'it', 'nl', 'ar', 'hi', 'id', 'tr'] as const;

function wordsOf(language: string): AuthenticationWords {
  const [base = 'en'] = language.split('_');
  const words = wordsByLanguage[base] ?? wordsByLanguage['en'];
  if (words === undefined) throw new Error('the English words are missing');
  return words;
}

/** The text of a body, with or without Meta's advice. */
export function authenticationBody(language: string, isSecure: boolean): string {
  const words = wordsOf(language);
  return isSecure ? `${words.body} ${words.security}` : words.body;
}

/** The text of a footer that says when the code ends. */
export function authenticationFooter(language: string, minutes: number): string {
  return wordsOf(language).expiry.replace('#', String(minutes));
}

/** The words of the button. */
export function authenticationButton(language: string): OtpWords {
  const { copy, autofill } = wordsOf(language);
  return { copy, autofill };
}

/** A whole number of minutes a code lives, as it may be asked for. */
export function parseExpirationMinutes(value: unknown): number {
  const minutes = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  const { leastExpirationMinutes: least, expirationMinutes: most } = templateLimits;
  if (typeof minutes !== 'number' || !Number.isInteger(minutes) || minutes < least || minutes > most)
    throw badParameter(`Param code_expiration_minutes must be a whole number from ${least} to ${most} - got "${asText(value).slice(0, 40)}".`);
  return minutes;
}

/** Reads a switch in any form clients write it. */
export function parseSwitch(name: string, value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 'false') return false;
  if (value === true || value === 'true' || value === 1 || value === '1') return true;
  throw badParameter(`Param ${name} must be a boolean - got "${asText(value).slice(0, 40)}".`);
}

/** Reads the components of an authentication template: its words are Meta's, it chooses among them. */
export function parseAuthentication(list: readonly unknown[], language: string): WireTemplateComponent[] {
  let isSecure = false;
  let footer: WireTemplateComponent | undefined;
  let button: WireTemplateButton | undefined;
  for (const one of list) {
    if (!isRecord(one)) throw badParameter('Param components must be an array of objects.');
    const type = asText(one['type'] ?? '').toUpperCase();
    if (type === 'BODY') {
      isSecure = parseSwitch('add_security_recommendation', one['add_security_recommendation']);
      checkWords('BODY', one, authenticationBody(language, isSecure));
    } else if (type === 'FOOTER') {
      if (one['code_expiration_minutes'] === undefined) {
        checkWords('FOOTER', one, '');
        continue;
      }
      const minutes = parseExpirationMinutes(one['code_expiration_minutes']);
      const text = authenticationFooter(language, minutes);
      checkWords('FOOTER', one, text);
      footer = { type: 'FOOTER', text, code_expiration_minutes: minutes };
    } else if (type === 'BUTTONS') button = parseOnlyButton(one, language);
    else
      throw badComponents(
        `A template of category AUTHENTICATION can't have a component of type ${type.slice(0, 40)}: no media, no links, no header of its own.`,
      );
  }
  if (button === undefined) throw missingField('BUTTONS', 'buttons');
  const body: WireTemplateComponent = {
    type: 'BODY',
    text: authenticationBody(language, isSecure),
    add_security_recommendation: isSecure,
    example: { body_text: [['123456']] },
  };
  return [body, ...(footer === undefined ? [] : [footer]), { type: 'BUTTONS', buttons: [button] }];
}

/** A text that is given must be the one Meta would write: a template that was read may be sent back. */
function checkWords(component: string, value: Record<string, unknown>, words: string): void {
  const text = textAt(value, 'text');
  if (text !== undefined && text !== words)
    throw badComponents(`The text of the ${component} of a template of category AUTHENTICATION is fixed. Leave "text" out.`);
}

function parseOnlyButton(value: Record<string, unknown>, language: string): WireTemplateButton {
  const list = listAt(value, 'buttons') ?? [];
  const [only] = list;
  if (only === undefined) throw missingField('BUTTONS', 'buttons');
  if (list.length > 1 || !isRecord(only) || asText(only['type'] ?? '').toUpperCase() !== 'OTP')
    throw badButtons('A template of category AUTHENTICATION has one button, of type OTP.');
  return parseOtpButton(only, authenticationButton(language));
}
