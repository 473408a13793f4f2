/**
 * The words by which a person takes back or gives their consent to offers, in the languages of the shops we know.
 *
 * English after the FCC's list (47 CFR 64.1200(a)(10), since 2025-04-11: stop, quit, end, revoke, opt out, cancel,
 * unsubscribe), with the labels of Meta's own "Stop promotions" button; others by the same sense. Read 2026-11-22.
 * Left out: words that mean something else in a neighbour's language (Italian "fine", "resume" against "résumé").
 * Written as people write them; they are compared folded, so case, accents and punctuation need no second entry.
 */
export const wordLanguages = ['en', 'fr', 'de', 'es', 'pt', 'it', 'nl', 'ar', 'hi', 'id'] as const;
export type WordLanguage = (typeof wordLanguages)[number];

const stopWords: Readonly<Record<WordLanguage, readonly string[]>> = {
  en: [
    'stop',
    'quit',
    'end',
    'revoke',
    'opt out',
    'optout',
    'opt-out',
    'cancel',
    'unsubscribe',
    'stop all',
    'stopall',
    'stop please',
    'please stop',
    'stop it',
    'stop promotions',
    'stop messages',
    'stop messaging me',
    'unsubscribe me',
    'opt me out',
    'remove me',
    'no more messages',
  ],
  fr: [
    'arrêt',
    'arrêter',
    'arrêtez',
    'arrête',
    'stopper',
    'stop pub',
    'désabonner',
    'désabonnez-moi',
    'désabonnement',
    'me désabonner',
    'se désabonner',
    'désinscrire',
    'désinscription',
    'désinscrivez-moi',
    'me désinscrire',
    'se désinscrire',
    'résilier',
    'plus de messages',
    'plus de pub',
    'arrêter les promotions',
    'arrêtez les messages',
    'ne plus recevoir',
  ],
  de: [
    'stopp',
    'stoppen',
    'abmelden',
    'abmeldung',
    'abbestellen',
    'austragen',
    'beenden',
    'ende',
    'kündigen',
    'widerruf',
    'widerrufen',
    'keine werbung',
    'keine werbung mehr',
    'keine nachrichten',
    'keine nachrichten mehr',
    'werbung stoppen',
    'aufhören',
    'bitte abmelden',
  ],
  es: [
    'parar',
    'pare',
    'para ya',
    'baja',
    'dar de baja',
    'darme de baja',
    'darse de baja',
    'cancelar',
    'cancelar suscripción',
    'anular suscripción',
    'desuscribir',
    'desuscribirme',
    'detener',
    'alto',
    'no más',
    'no más mensajes',
    'no quiero más mensajes',
    'detener promociones',
  ],
  pt: [
    'parar',
    'pare',
    'sair',
    'cancelar',
    'cancelar inscrição',
    'descadastrar',
    'descadastre-me',
    'me descadastre',
    'desinscrever',
    'remover',
    'me remova',
    'chega',
    'parar promoções',
    'não quero mais',
    'não quero mais receber',
    'sem mensagens',
  ],
  it: [
    'basta',
    'ferma',
    'fermare',
    'annulla',
    'annulla iscrizione',
    'cancella',
    'cancellami',
    'cancella iscrizione',
    'disiscrivimi',
    'disiscriviti',
    'disiscrizione',
    'disdici',
    'rimuovimi',
    'basta messaggi',
    'basta pubblicità',
    'niente pubblicità',
    'interrompi promozioni',
  ],
  nl: ['stoppen', 'afmelden', 'uitschrijven', 'schrijf me uit', 'meld me af', 'opzeggen', 'geen berichten', 'geen reclame', 'geen reclame meer'],
  ar: [
    'إيقاف',
    'أوقف',
    'أوقفوا',
    'توقف',
    'توقفوا',
    'قف',
    'وقف',
    'إلغاء',
    'إلغاء الاشتراك',
    'الغي الاشتراك',
    'إيقاف الرسائل',
    'لا أريد رسائل',
    'ستوب',
    'حبس',
    'باراكا',
  ],
  hi: ['रोकें', 'बंद करो', 'बंद करें'],
  id: ['berhenti', 'batal langganan'],
};

const startWords: Readonly<Record<WordLanguage, readonly string[]>> = {
  en: ['start', 'unstop', 'subscribe', 'subscribe me', 'opt in', 'optin', 'opt-in', 'opt me in', 'start promotions', 'resume promotions'],
  fr: [
    "s'abonner",
    "m'abonner",
    'abonnez-moi',
    'réabonner',
    'me réabonner',
    "s'inscrire",
    "m'inscrire",
    'inscrivez-moi',
    'reprendre',
    'reprendre les promotions',
    'démarrer',
  ],
  de: ['starten', 'anmelden', 'abonnieren', 'wieder anmelden'],
  es: ['alta', 'dar de alta', 'darme de alta', 'empezar', 'suscribir', 'suscribirme', 'suscribirse', 'reanudar'],
  pt: ['iniciar', 'começar', 'inscrever', 'inscrever-me', 'me inscreva', 'cadastrar', 'quero receber', 'retomar'],
  it: ['inizia', 'iscrivimi', 'iscriviti', 'riattiva', 'riprendi'],
  nl: ['aanmelden', 'inschrijven', 'schrijf me in', 'meld me aan'],
  ar: ['ابدأ', 'بدء', 'اشتراك', 'اشترك', 'استئناف', 'ستارت'],
  hi: ['शुरू करें'],
  id: ['mulai', 'langganan'],
};

/** What a message wishes. `maybe_stop`: a stop word stands in a longer text, so a person must read it. */
export type Wish = { readonly wish: 'stop' | 'start' | 'maybe_stop'; readonly word: string; readonly language: WordLanguage } | { readonly wish: 'none' };

/** Longer texts are letters, not words; only their beginning is looked at. */
const charactersReadMost = 2000;

const stops = index(stopWords);
const starts = index(startWords);
const longestPhraseInWords = Math.max(...[...stops.keys()].map((phrase) => phrase.split(' ').length));

/**
 * Folds a text so that ways of writing one word become one: compatibility forms, case, accents, invisible characters,
 * Arabic lengthening and short vowels go; punctuation and emoji become one space and are trimmed at the ends.
 *
 * @example foldWords('  ARRÊT !! 🙏') // "arret"
 */
export function foldWords(text: string): string {
  return text
    .slice(0, charactersReadMost)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}\u0640]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * Reads what a message wishes. Only a message that is nothing but the word counts as the word; a stop word in a longer
 * text is `maybe_stop`, which withdraws nothing. Where two languages share a word the first of `wordLanguages` is told.
 *
 * @example readWish('Stop!')                  // { wish: 'stop', word: 'stop', language: 'en' }
 * @example readWish('can you stop by later?') // { wish: 'maybe_stop', word: 'stop', language: 'en' }
 */
export function readWish(text: string): Wish {
  const folded = foldWords(text);
  const stop = stops.get(folded);
  if (stop !== undefined) return { wish: 'stop', word: folded, language: stop };
  const start = starts.get(folded);
  if (start !== undefined) return { wish: 'start', word: folded, language: start };
  const inside = stopWithin(folded.split(' '));
  return inside === undefined ? { wish: 'none' } : { wish: 'maybe_stop', ...inside };
}

function stopWithin(words: readonly string[]): { word: string; language: WordLanguage } | undefined {
  for (let length = Math.min(longestPhraseInWords, words.length); length > 0; length -= 1) {
    for (let from = 0; from + length <= words.length; from += 1) {
      const word = words.slice(from, from + length).join(' ');
      const language = stops.get(word);
      if (language !== undefined) return { word, language };
    }
  }
  return undefined;
}

function index(words: Readonly<Record<WordLanguage, readonly string[]>>): ReadonlyMap<string, WordLanguage> {
  const found = new Map<string, WordLanguage>();
  for (const language of wordLanguages) {
    for (const word of words[language]) if (!found.has(foldWords(word))) found.set(foldWords(word), language);
  }
  return found;
}

/** All words, folded, for the docs and the tests. */
export const knownWords = { stop: [...stops.keys()], start: [...starts.keys()] } as const;
