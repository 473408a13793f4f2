import type { Message } from '#core/contract/conversations.ts';
import type { OutboundState } from '#core/whatsapp/message.ts';

/** A line of a thread: a day, or a message with the reactions that hang on it. */
export type ThreadLine =
  | { readonly kind: 'day'; readonly key: string; readonly at: string }
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly message: Message;
      readonly reactions: readonly string[];
      /** Whether one of them is ours, and can be taken back. */
      readonly hasOurs: boolean;
    };

/**
 * Messages as they come (newest first, pages joined) turned into lines, oldest first. A reaction hangs on the message it
 * names, one of each side, the latest; one whose message is not loaded, or that did not go out, stands alone, so that nothing is hidden.
 */
export function threadLines(newestFirst: readonly Message[], dayOf: (iso: string) => string): ThreadLine[] {
  const ordered = newestFirst.toReversed();
  const hung = new Map<string, { in?: string; out?: string }>();
  const hidden = new Set<string>();
  for (const message of ordered) {
    const target = message.content.kind === 'reaction' ? message.quoted?.id : undefined;
    if (target === undefined || message.content.kind !== 'reaction' || !ordered.some((one) => one.id === target)) continue;
    if (message.state === 'failed' || message.state === 'in_doubt') continue;
    hidden.add(message.id);
    hung.set(target, { ...hung.get(target), [message.direction]: message.content.emoji });
  }
  const lines: ThreadLine[] = [];
  let day = '';
  for (const message of ordered) {
    if (hidden.has(message.id)) continue;
    const its = dayOf(message.at);
    if (its !== day) lines.push({ kind: 'day', key: `day-${its}`, at: message.at });
    day = its;
    const given = hung.get(message.id);
    lines.push({ kind: 'message', key: message.id, message, reactions: reactionsOf(given), hasOurs: (given?.out ?? '') !== '' });
  }
  return lines;
}

/** Theirs before ours; who took theirs back has none. */
function reactionsOf(given: { readonly in?: string; readonly out?: string } = {}): string[] {
  return [given.in ?? '', given.out ?? ''].filter((emoji) => emoji !== '');
}

/** The ticks beneath a message of ours; none beneath theirs. */
export function ticksOf(message: Message): OutboundState | undefined {
  return message.direction === 'in' || message.state === 'received' ? undefined : message.state;
}

/** What stands above an answer: who had said it, and its words. */
export type Quote = { readonly author: string; readonly preview: string };

/** The quote of a message. Who answers by a tap answers us, so that is what is said of a message not loaded here. */
export function quoteOf(message: Message, loaded: readonly Message[], names: { person: string; business: string }): Quote | undefined {
  if (message.quoted === null || message.content.kind === 'reaction') return undefined;
  const { id, preview } = message.quoted;
  const said = loaded.find((one) => one.id === id)?.direction ?? (message.direction === 'in' ? 'out' : 'in');
  return { author: said === 'out' ? names.business : names.person, preview };
}
