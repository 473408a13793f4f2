import type { BubbleContent } from '#core/rehearsal/bubble.ts';
import type { ScriptLine } from '#core/rehearsal/rehearsal.ts';

import { contentOf, type Message } from '../world/ledger.ts';
import type { Chat, Person } from '../world/person.ts';
import type { World } from '../world/world.ts';
import { blockChat, preferChat } from './complaints.ts';
import { buttonsOf, chooseRow, tapButton, writeText } from './inbound.ts';

/** The lines of a person's script that a message sets off; undefined for everybody who has none. */
export function scriptFor(person: Person, message: Message): ScriptLine[] | undefined {
  const { script } = person.own;
  if (script === undefined || script.length === 0) return undefined;
  const text = wordsOfBubble(contentOf(message)).toLowerCase();
  const lines = script.filter((line) => text.includes(line.on.toLowerCase()));
  return lines.length === 0 ? undefined : lines;
}

/** Everything a person can read in a bubble. */
export function wordsOfBubble(content: BubbleContent): string {
  switch (content.kind) {
    case 'text':
    case 'system':
      return content.text;
    case 'card': {
      const header = content.header?.kind === 'text' ? content.header.text : '';
      return [header, content.text, content.footer ?? '', content.offer?.text ?? '', ...content.buttons.map((button) => button.text)].join('\n');
    }
    case 'carousel':
      return [content.text, ...content.cards.map((card) => card.text ?? ''), ...buttonsOf(content).map((button) => button.text)].join('\n');
    case 'list': {
      const rows = content.sections.flatMap((section) => [section.title ?? '', ...section.rows.flatMap((row) => [row.title, row.description ?? ''])]);
      return [content.header ?? '', content.text, content.footer ?? '', content.button, ...rows].join('\n');
    }
    case 'products':
    case 'order':
      return content.text;
    case 'image':
    case 'video':
    case 'document':
      return [content.caption ?? '', content.filename ?? ''].join('\n');
    case 'location':
      return [content.name ?? '', content.address ?? ''].join('\n');
    case 'contacts':
      return content.contacts.map((contact) => contact.name).join('\n');
    case 'reaction':
      return content.emoji;
    case 'audio':
    case 'sticker':
    case 'form':
    case 'other':
      return '';
  }
}

/** Plans what the lines say, each after its while from the moment the message arrived. */
export function planScript(world: World, place: { person: Person; chat: Chat; message: Message }, lines: readonly ScriptLine[]): void {
  for (const line of lines) {
    const due = Math.max(world.clock.now(), place.message.deliveredAt + line.after_ms);
    world.wheel.at(due, () => playLine(world, place, line));
  }
}

function playLine(world: World, { person, chat, message }: { person: Person; chat: Chat; message: Message }, line: ScriptLine): void {
  if (!person.online || !person.installed || chat.blocked || world.settings.people !== 'alive') return;
  const number = world.numbers.get(chat.number);
  if (line.tap !== undefined) tapByText(world, { person, chat, message }, line.tap);
  if (line.say !== undefined) writeText(world, person, chat, line.say, null);
  if (line.stop_marketing && number !== undefined) preferChat(world, number, chat, 'stop');
  if (line.block) blockChat(world, chat, 'other');
}

/** Taps the reply button or chooses the row with this text; nothing, if the message has none. */
function tapByText(world: World, { person, chat, message }: { person: Person; chat: Chat; message: Message }, text: string): void {
  const content = contentOf(message);
  const button = buttonsOf(content).find((one) => one.kind === 'reply' && one.text === text);
  if (button !== undefined) tapButton(world, person, chat, message, button.index);
  else if (content.kind === 'list') {
    const row = content.sections.flatMap((section) => section.rows).find((one) => one.title === text);
    if (row !== undefined) chooseRow(world, person, chat, message, row.id);
  }
}
