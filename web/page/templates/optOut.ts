/**
 * What a button says that ends offers, in the languages whose stop words Parley knows (core/policy/words.ts): the button's words
 * come back as the answer, and the policy reads them. At most 25 characters each, as Meta takes them.
 */
const replies: Readonly<Record<string, string>> = {
  en: 'Stop promotions',
  fr: 'Arrêter les promotions',
  de: 'Werbung stoppen',
  es: 'Detener promociones',
  pt: 'Parar promoções',
  it: 'Interrompi promozioni',
  nl: 'Geen reclame meer',
  ar: 'إيقاف الرسائل',
  hi: 'बंद करें',
  id: 'Berhenti',
};

/** The languages with words of their own. */
export const stopLanguages = Object.keys(replies);

/** The reply that ends offers in a template's language; English where we have no words of our own. */
export function stopReply(language: string): string {
  return replies[language.split('_')[0] ?? ''] ?? 'Stop promotions';
}

/** The same as a sentence, where no reply may stand beside what is offered: the word to answer with is one the policy reads. */
const sentences: Readonly<Record<string, string>> = {
  en: 'Reply STOP to end these messages.',
  fr: 'Répondez STOP pour ne plus recevoir ces messages.',
  de: 'Antworten Sie mit STOP, um diese Nachrichten zu beenden.',
  es: 'Responde PARAR para no recibir más mensajes como este.',
  pt: 'Responda SAIR para não receber mais mensagens como esta.',
  it: 'Rispondi STOP per non ricevere più questi messaggi.',
  nl: 'Antwoord STOP om deze berichten niet meer te krijgen.',
  ar: 'أرسل «إيقاف» لكي لا تصلك هذه الرسائل.',
  hi: 'ये संदेश बंद करने के लिए STOP लिखें।',
  id: 'Balas BERHENTI agar tidak menerima pesan ini lagi.',
};

/** The sentence that tells how to end offers, in a template's language; English where we have none of our own. */
export function stopSentence(language: string): string {
  return sentences[language.split('_')[0] ?? ''] ?? 'Reply STOP to end these messages.';
}
