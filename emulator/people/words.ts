/** What people say by themselves, in the languages most of them speak. */
export type Words = { answers: readonly string[]; stop: string; who: string };

const english: Words = {
  answers: ['Thanks!', 'Is this still available?', 'Great, I will have a look.', 'Do you ship to my address?'],
  stop: 'STOP',
  who: 'Who is this? I think you have the wrong number.',
};

const words: Readonly<Record<string, Words>> = {
  en: english,
  fr: {
    answers: ['Merci !', 'C’est encore disponible ?', 'Super, je regarde ça.', 'Vous livrez chez moi ?'],
    stop: 'STOP',
    who: 'C’est qui ? Je crois que vous vous trompez de numéro.',
  },
  de: {
    answers: ['Danke!', 'Ist das noch verfügbar?', 'Super, schaue ich mir an.', 'Liefert ihr auch zu mir?'],
    stop: 'STOPP',
    who: 'Wer ist da? Ich glaube, Sie haben die falsche Nummer.',
  },
  es: {
    answers: ['¡Gracias!', '¿Todavía está disponible?', 'Genial, lo miro.', '¿Hacen envíos a mi ciudad?'],
    stop: 'BAJA',
    who: '¿Quién es? Creo que se equivoca de número.',
  },
  pt: { answers: ['Obrigada!', 'Ainda está disponível?', 'Ótimo, vou ver.', 'Vocês entregam aqui?'], stop: 'PARAR', who: 'Quem é? Acho que é engano.' },
  it: {
    answers: ['Grazie!', 'È ancora disponibile?', 'Ottimo, ci guardo.', 'Spedite anche da me?'],
    stop: 'STOP',
    who: 'Chi è? Credo che abbia sbagliato numero.',
  },
  nl: {
    answers: ['Bedankt!', 'Is dit nog beschikbaar?', 'Leuk, ik ga kijken.', 'Bezorgen jullie ook hier?'],
    stop: 'STOP',
    who: 'Wie is dit? Volgens mij heeft u het verkeerde nummer.',
  },
  pl: { answers: ['Dzięki!', 'Czy to jeszcze dostępne?', 'Super, zobaczę.', 'Wysyłacie do mnie?'], stop: 'STOP', who: 'Kto to? To chyba pomyłka.' },
  id: {
    answers: ['Terima kasih!', 'Masih ada?', 'Oke, saya lihat dulu.', 'Bisa kirim ke kota saya?'],
    stop: 'BERHENTI',
    who: 'Ini siapa? Sepertinya salah nomor.',
  },
  hi: {
    answers: ['धन्यवाद!', 'क्या यह अभी उपलब्ध है?', 'बढ़िया, देखता हूँ।', 'क्या आप मेरे शहर में भेजते हैं?'],
    stop: 'STOP',
    who: 'आप कौन? शायद गलत नंबर है।',
  },
  ar: { answers: ['شكراً!', 'هل لا يزال متوفراً؟', 'رائع، سألقي نظرة.', 'هل توصلون إلى مدينتي؟'], stop: 'إيقاف', who: 'من معي؟ أظن أن الرقم خطأ.' },
};

/** The words of a language (BCP 47); people of other languages speak English. */
export function wordsIn(language: string): Words {
  return words[language.slice(0, 2).toLowerCase()] ?? english;
}
