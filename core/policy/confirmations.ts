/** Languages in which we confirm by ourselves that somebody opted out or in. */
export const confirmationLanguages = ['en', 'fr', 'de', 'es', 'pt', 'it', 'nl', 'ar'] as const;
export type ConfirmationLanguage = (typeof confirmationLanguages)[number];

/**
 * The one answer to an opt-out or opt-in. It says who speaks, what has ended, what goes on, and the way back, and sells
 * nothing: the FCC allows one confirmation that is no marketing (47 CFR 64.1200(a)(12), read 2026-11-22).
 */
const confirmations: Readonly<Record<ConfirmationLanguage, { stop: string; start: string }>> = {
  en: {
    stop: '{business}: you will get no more offers from us. Messages about your orders still come. Write START to get offers again.',
    start: '{business}: you will get our offers again. Write STOP at any time to end them.',
  },
  fr: {
    stop: '{business} : vous ne recevrez plus nos offres. Les messages sur vos commandes continuent. Écrivez START pour les recevoir à nouveau.',
    start: '{business} : vous recevrez à nouveau nos offres. Écrivez STOP à tout moment pour les arrêter.',
  },
  de: {
    stop: '{business}: Sie erhalten keine Angebote mehr von uns. Nachrichten zu Ihren Bestellungen kommen weiterhin. Mit START erhalten Sie wieder Angebote.',
    start: '{business}: Sie erhalten wieder unsere Angebote. Mit STOP können Sie sie jederzeit beenden.',
  },
  es: {
    stop: '{business}: ya no recibirá nuestras ofertas. Los mensajes sobre sus pedidos siguen llegando. Escriba START para volver a recibirlas.',
    start: '{business}: volverá a recibir nuestras ofertas. Escriba STOP en cualquier momento para dejar de recibirlas.',
  },
  pt: {
    stop: '{business}: você não receberá mais nossas ofertas. As mensagens sobre seus pedidos continuam. Escreva START para voltar a recebê-las.',
    start: '{business}: você voltará a receber nossas ofertas. Escreva STOP a qualquer momento para parar.',
  },
  it: {
    stop: '{business}: non riceverà più le nostre offerte. I messaggi sui suoi ordini continuano ad arrivare. Scriva START per riceverle di nuovo.',
    start: '{business}: riceverà di nuovo le nostre offerte. Scriva STOP in qualsiasi momento per interromperle.',
  },
  nl: {
    stop: '{business}: u krijgt geen aanbiedingen meer van ons. Berichten over uw bestellingen komen nog wel. Stuur START om ze weer te krijgen.',
    start: '{business}: u krijgt weer onze aanbiedingen. Stuur STOP om ze te beëindigen.',
  },
  ar: {
    stop: '{business}: لن تصلك عروضنا بعد الآن. ستصلك رسائل طلباتك كالمعتاد. اكتب START لاستقبال العروض من جديد.',
    start: '{business}: ستصلك عروضنا من جديد. اكتب STOP في أي وقت لإيقافها.',
  },
};

/** The language most people of a country read, where nothing better is known of a person. */
const languageOfCountry: Readonly<Record<string, ConfirmationLanguage>> = {
  FR: 'fr',
  BE: 'fr',
  DE: 'de',
  AT: 'de',
  CH: 'de',
  GB: 'en',
  US: 'en',
  IE: 'en',
  CA: 'en',
  ES: 'es',
  MX: 'es',
  AR: 'es',
  CO: 'es',
  CL: 'es',
  PE: 'es',
  BR: 'pt',
  PT: 'pt',
  IT: 'it',
  NL: 'nl',
  MA: 'ar',
  EG: 'ar',
  SA: 'ar',
  AE: 'ar',
  DZ: 'ar',
  TN: 'ar',
};

/**
 * Chooses the language of a confirmation: the person's own; else that of the word they used, unless half the world uses
 * it ("stop", told as English); else their country's; else English.
 */
export function confirmationLanguage(person: { language: string | null; country: string | null; word: string }): ConfirmationLanguage {
  return (
    asConfirmationLanguage(person.language) ??
    (person.word === 'en' ? undefined : asConfirmationLanguage(person.word)) ??
    languageOfCountry[person.country ?? ''] ??
    'en'
  );
}

function asConfirmationLanguage(tag: string | null): ConfirmationLanguage | undefined {
  const base = tag?.toLowerCase().split(/[-_]/u)[0];
  return confirmationLanguages.find((language) => language === base);
}

/** The sentence itself. */
export function confirmationText(wish: 'stop' | 'start', language: ConfirmationLanguage, business: string): string {
  return confirmations[language][wish].replace('{business}', () => business);
}
