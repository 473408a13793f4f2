import type { BubbleContent } from '#core/rehearsal/bubble.ts';

import { contentOf, type Message } from '../world/ledger.ts';
import type { Chat, Person } from '../world/person.ts';
import { draw, drawInteger } from '../world/random.ts';
import { personOf, type World } from '../world/world.ts';
import { archiveChat, blockChat, type ComplaintReason, muteChat, preferChat, reportChat } from './complaints.ts';
import { habits, type Odds, weighOdds, whoShare } from './habits.ts';
import { outOfNight } from './hours.ts';
import { buttonsOf, chooseRow, clickButton, sendReaction, tapButton, writeText } from './inbound.ts';
import { resumePopulations } from './population.ts';
import { planScript, scriptFor } from './scripts.ts';
import { feelingOf, truthsOf } from './truths.ts';
import { wordsIn } from './words.ts';

/** What a person may do by themselves about a message. The place in the list is kept on the wheel. */
export const answers = ['nothing', 'report', 'block', 'stop', 'preference', 'mute', 'archive', 'tap', 'write', 'react', 'who'] as const;
export type Answer = (typeof answers)[number];

/** A planned answer is the message's id times this, plus the answer's place. */
const answerRadix = 16;

/** After how many milliseconds more a message reaches this person: a phone is without signal now and then. */
export function reachDelay(world: World, person: Person, message: Message): number {
  if (world.settings.people !== 'alive') return 0;
  const { reach, away } = habits[person.persona];
  if (reach >= 1 || draw(world.seed, message.waId, message.n, 'reach') < reach) return 0;
  const [least, most] = away;
  return world.settings.read_delay_ms * (least + (most - least) * draw(world.seed, message.waId, message.n, 'away'));
}

/** After how many milliseconds this person reads a delivered message; undefined if not by themselves. */
export function readDelay(world: World, person: Person, message: Message): number | undefined {
  const { settings, seed } = world;
  if (settings.people === 'everybody_reads') return 0;
  if (settings.people === 'still' || !person.online || !person.installed) return undefined;
  const script = scriptFor(person, message);
  // A script's first line comes after it was read.
  if (script !== undefined) return Math.min(...script.map((line) => line.after_ms)) / 2;
  const { read, readTimes } = habits[person.persona];
  if (read === 0 || draw(seed, message.waId, message.n, 'read') >= read) return undefined;
  const delay = settings.read_delay_ms * readTimes * (0.1 + 0.9 * draw(seed, message.waId, message.n, 'when read'));
  return outOfNight(world, person, message.n, message.deliveredAt + delay) - message.deliveredAt;
}

/** Plans what a person does about a message they have just read. */
export function planAnswer(world: World, person: Person, message: Message): void {
  if (world.settings.people !== 'alive') return;
  const script = scriptFor(person, message);
  if (script !== undefined) {
    planScript(world, { person, chat: world.people.openChat(person, message.number), message }, script);
    return;
  }
  const answer = decideAnswer(world, person, message);
  if (answer === 'nothing') return;
  const { seed, settings } = world;
  const delay = settings.reply_delay_ms * (0.2 + 0.8 * draw(seed, message.waId, message.n, 'when answered'));
  const due = outOfNight(world, person, message.n, world.clock.now() + delay);
  const tie = drawInteger(seed, message.waId, message.n, 'answer tie');
  world.wheel.plan(due, 'answer', message.id * answerRadix + answers.indexOf(answer), tie);
}

/**
 * Decides by habits, truths and the message; a draw of its own for each deed, so that a person who minds more never does
 * less. The most serious deed wins. Bots are answered by taps only, and never for certain, so that nobody talks for ever.
 */
export function decideAnswer(world: World, person: Person, message: Message): Answer {
  const habit = habits[person.persona];
  const { category, n, waId } = message;
  if (person.persona === 'manual' || category === 'authentication' || category === 'reaction') return 'nothing';
  const isMarketing = category === 'marketing';
  const happens = (share: number, purpose: string): boolean => share > 0 && draw(world.seed, waId, n, purpose) < share;
  if (category === 'service') {
    const canTap = message.type === 'interactive' && tapPlace(contentOf(message), 0.5) !== undefined;
    return canTap && happens(habit.tap, 'tap') ? 'tap' : 'nothing';
  }
  if (person.persona === 'wrong_number' && n === 1 && happens(whoShare, 'who')) return 'who';
  const odds = weighOdds(habit, feelingOf(world, person, message), isMarketing);
  for (const [answer, share] of inOrder(odds)) if (happens(share, answer)) return answer;
  return 'nothing';
}

function inOrder(odds: Odds): [Answer, number][] {
  return [
    ['report', odds.report],
    ['block', odds.block],
    ['stop', odds.optOut],
    ['preference', odds.preference],
    ['mute', odds.mute],
    ['archive', odds.archive],
    ['tap', odds.tap],
    ['write', odds.write],
    ['react', odds.react],
  ];
}

/** Says what the wheel does with planned answers, and brings populations back; once for each world. */
export function wirePeople(world: World): void {
  world.wheel.on('answer', (id) => {
    const answer = answers[id % answerRadix];
    const message = world.ledger.get(Math.floor(id / answerRadix));
    const person = message === undefined ? undefined : personOf(world, message);
    if (message === undefined || person === undefined || answer === undefined || world.settings.people !== 'alive') return;
    const chat = world.people.openChat(person, message.number);
    if (person.online && person.installed && !chat.blocked) giveAnswer(world, { person, chat, message }, answer);
  });
  resumePopulations(world);
}

type Place = { person: Person; chat: Chat; message: Message };

/** Share of those who report who also block: the phone offers both on one sheet. */
const reportedAndBlocked = 0.7;

function giveAnswer(world: World, place: Place, answer: Answer): void {
  const { person, chat, message } = place;
  const number = world.numbers.get(chat.number);
  if (number === undefined) return;
  const chance = (purpose: string): number => draw(world.seed, message.waId, message.n, purpose);
  const vocabulary = wordsIn(person.language);
  switch (answer) {
    case 'nothing':
      return;
    case 'report':
      reportChat(world, chat, reasonOf(world, place));
      if (chance('report and block') < reportedAndBlocked) blockChat(world, chat, reasonOf(world, place));
      return;
    case 'block':
      blockChat(world, chat, reasonOf(world, place));
      return;
    case 'stop':
      writeText(world, person, chat, vocabulary.stop, null);
      return;
    case 'preference':
      preferChat(world, number, chat, 'stop');
      return;
    case 'mute':
      muteChat(world, chat, true);
      return;
    case 'archive':
      archiveChat(world, chat, true);
      return;
    case 'tap':
      tapSomething(world, place, chance('which'));
      return;
    case 'write':
      writeText(world, person, chat, vocabulary.answers[Math.floor(chance('words') * vocabulary.answers.length)] ?? '', null);
      return;
    case 'react':
      sendReaction(world, person, chat, message.wamid, reactions[Math.floor(chance('emoji') * reactions.length)] ?? '👍');
      return;
    case 'who':
      writeText(world, person, chat, vocabulary.who, null);
      return;
  }
}

const reactions = ['👍', '❤️', '😂', '🙏', '😮'];

/** Why somebody has had enough: what is true of them, most serious first. */
function reasonOf(world: World, { person, message }: Place): ComplaintReason {
  const { agreed } = truthsOf(world, person);
  if (!agreed) return 'did_not_sign_up';
  const { pressure, liked } = feelingOf(world, person, message);
  if (pressure > 1.5) return 'spam';
  return liked === false ? 'no_longer_needed' : 'other';
}

function tapSomething(world: World, { person, chat, message }: Place, chance: number): void {
  const place = tapPlace(contentOf(message), chance);
  if (place === undefined) return;
  if (place.kind === 'button') tapButton(world, person, chat, message, place.index);
  else if (place.kind === 'click') clickButton(world, message, place.index);
  else chooseRow(world, person, chat, message, place.row);
}

type TapPlace = { kind: 'button'; index: number } | { kind: 'click'; index: number } | { kind: 'row'; row: string };

/** Picks a button to send or follow, or a row; people seldom tap the last of several replies, which is where "stop" stands. */
function tapPlace(content: BubbleContent, chance: number): TapPlace | undefined {
  if (content.kind === 'list') {
    const rows = content.sections.flatMap((section) => section.rows);
    const row = rows[Math.floor(chance * rows.length)];
    return row === undefined ? undefined : { kind: 'row', row: row.id };
  }
  const buttons = buttonsOf(content);
  const replies = buttons.filter((button) => button.kind === 'reply');
  const links = buttons.filter((button) => button.kind === 'url' || button.kind === 'phone' || button.kind === 'copy_code');
  const likely = [...links, ...(replies.length > 1 && chance > 0.05 ? replies.slice(0, -1) : replies)];
  const button = likely[Math.floor(chance * likely.length)];
  return button === undefined ? undefined : { kind: button.kind === 'reply' ? 'button' : 'click', index: button.index };
}
