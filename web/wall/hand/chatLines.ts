import type { Bubble } from '#core/rehearsal/bubble.ts';

/** A bubble with the reactions that hang on it, and whether a day begins with it. */
export type ChatBubble = { readonly bubble: Bubble; readonly reactions: readonly string[]; readonly newDay: boolean };

/** Bubbles as a chat shows them: reactions hung on what they react to, each author's last one counts. `dayOf` is the phone's own day. */
export function chatLines(bubbles: readonly Bubble[], dayOf: (at: string) => string): ChatBubble[] {
  const reactions = new Map<string, { mine: string; theirs: string }>();
  for (const { content, mine } of bubbles) {
    if (content.kind !== 'reaction') continue;
    const both = reactions.get(content.to) ?? { mine: '', theirs: '' };
    reactions.set(content.to, mine ? { ...both, mine: content.emoji } : { ...both, theirs: content.emoji });
  }
  let day = '';
  const lines: ChatBubble[] = [];
  for (const bubble of bubbles) {
    if (bubble.content.kind === 'reaction') continue;
    const own = dayOf(bubble.at);
    const hung = reactions.get(bubble.id);
    lines.push({ bubble, reactions: hung === undefined ? [] : [hung.theirs, hung.mine].filter((emoji) => emoji !== ''), newDay: own !== day });
    day = own;
  }
  return lines;
}

/** The emoji this phone hung on a message, so that the same one takes it back. */
export function ownReaction(bubbles: readonly Bubble[], id: string): string {
  const last = bubbles.findLast((one) => one.mine && one.content.kind === 'reaction' && one.content.to === id);
  return last?.content.kind === 'reaction' ? last.content.emoji : '';
}
