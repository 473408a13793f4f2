import type { BubbleContent } from '#core/rehearsal/rehearsal.ts';

import { tapButton, writeText } from './inbound.ts';
import { draw } from './random.ts';
import type { Chat, Message, Person, World } from './world.ts';

/** How a kind of person behaves when nobody plays them. Shares are of the messages they got; our choice, to look alive. */
type Habits = { readShare: number; readTimes: number; tapShare: number; writeShare: number; stopShare: number };

const habits: Readonly<Record<Person['persona'], Habits>> = {
  keen: { readShare: 0.97, readTimes: 1, tapShare: 0.35, writeShare: 0.15, stopShare: 0.005 },
  polite: { readShare: 0.85, readTimes: 10, tapShare: 0.12, writeShare: 0.05, stopShare: 0.01 },
  silent: { readShare: 0.5, readTimes: 10, tapShare: 0, writeShare: 0, stopShare: 0 },
  manual: { readShare: 0, readTimes: 1, tapShare: 0, writeShare: 0, stopShare: 0 },
};

type Words = { answers: readonly string[]; stop: string };

const english: Words = { answers: ['Thanks!', 'Is this still available?', 'Great, I will have a look.', 'Do you ship to my address?'], stop: 'STOP' };

/** A few natural answers in the languages people speak; others answer in English. */
const words: Readonly<Record<string, Words>> = {
  en: english,
  fr: { answers: ['Merci !', 'C’est encore disponible ?', 'Super, je regarde ça.', 'Vous livrez chez moi ?'], stop: 'STOP' },
  de: { answers: ['Danke!', 'Ist das noch verfügbar?', 'Super, schaue ich mir an.', 'Liefert ihr auch zu mir?'], stop: 'STOPP' },
  es: { answers: ['¡Gracias!', '¿Todavía está disponible?', 'Genial, lo miro.', '¿Hacen envíos a mi ciudad?'], stop: 'BAJA' },
  pt: { answers: ['Obrigada!', 'Ainda está disponível?', 'Ótimo, vou ver.', 'Vocês entregam aqui?'], stop: 'PARAR' },
  it: { answers: ['Grazie!', 'È ancora disponibile?', 'Ottimo, ci guardo.', 'Spedite anche da me?'], stop: 'STOP' },
  nl: { answers: ['Bedankt!', 'Is dit nog beschikbaar?', 'Leuk, ik ga kijken.', 'Bezorgen jullie ook hier?'], stop: 'STOP' },
  pl: { answers: ['Dzięki!', 'Czy to jeszcze dostępne?', 'Super, zobaczę.', 'Wysyłacie do mnie?'], stop: 'STOP' },
  id: { answers: ['Terima kasih!', 'Masih ada?', 'Oke, saya lihat dulu.', 'Bisa kirim ke kota saya?'], stop: 'BERHENTI' },
  hi: { answers: ['धन्यवाद!', 'क्या यह अभी उपलब्ध है?', 'बढ़िया, देखता हूँ।', 'क्या आप मेरे शहर में भेजते हैं?'], stop: 'STOP' },
  ar: { answers: ['شكراً!', 'هل لا يزال متوفراً؟', 'رائع، سألقي نظرة.', 'هل توصلون إلى مدينتي؟'], stop: 'إيقاف' },
};

/** After how many milliseconds this person reads a delivered message; undefined if not by themselves. */
export function readDelay(world: World, person: Person, message: Message): number | undefined {
  if (world.settings.people === 'everybody_reads') return 0;
  if (world.settings.people === 'still' || !person.online) return undefined;
  const habit = habits[person.persona];
  if (draw(world.seed, person.wa_id, message.turn, 'read') >= habit.readShare) return undefined;
  return world.settings.read_delay_ms * habit.readTimes * (0.1 + 0.9 * draw(world.seed, person.wa_id, message.turn, 'when read'));
}

/** Some answer what they have read: only templates, so that a person and a bot cannot talk for ever. */
export function answerByThemselves(world: World, person: Person, chat: Chat, message: Message): void {
  if (world.settings.people !== 'alive' || (message.category !== 'marketing' && message.category !== 'utility')) return;
  const habit = habits[person.persona];
  const chance = draw(world.seed, person.wa_id, message.turn, 'answer');
  const vocabulary = words[person.language.slice(0, 2).toLowerCase()] ?? english;
  const delay = world.settings.read_delay_ms * (0.2 + 0.8 * draw(world.seed, person.wa_id, message.turn, 'when answered'));
  const later = (act: () => void): void => world.wheel.at(world.clock.now() + delay, () => person.online && act());
  const stops = message.category === 'marketing' ? habit.stopShare : 0;

  if (chance < stops) later(() => writeText(world, person, chat, vocabulary.stop, null));
  else if (chance < stops + habit.tapShare) {
    const index = replyIndex(message.content, draw(world.seed, person.wa_id, message.turn, 'which'));
    if (index !== undefined) later(() => tapButton(world, person, chat, message, index));
  } else if (chance < stops + habit.tapShare + habit.writeShare) {
    const answer = vocabulary.answers[Math.floor(draw(world.seed, person.wa_id, message.turn, 'words') * vocabulary.answers.length)];
    if (answer !== undefined) later(() => writeText(world, person, chat, answer, null));
  }
}

/** Picks one of a card's reply buttons; people seldom tap the last of several, which is where "stop" stands. */
function replyIndex(content: BubbleContent, chance: number): number | undefined {
  if (content.kind !== 'card') return undefined;
  const replies = content.buttons.filter((button) => button.kind === 'reply');
  const likely = replies.length > 1 && chance > 0.05 ? replies.slice(0, -1) : replies;
  return likely[Math.floor(chance * likely.length)]?.index;
}
