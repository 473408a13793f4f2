import type { Effect, InboundMessage, Scene } from '#core/effect/effect.ts';
import { confirmationLanguage, confirmationText } from '#core/policy/confirmations.ts';
import { readWish, type Wish } from '#core/policy/words.ts';
import type { MessageContent } from '#core/whatsapp/message.ts';

/**
 * Decides what comes of one message a person sent us: an opt-out word, an opt-in word, else the agents' thread.
 * Pure; the first that fits wins, and what they sent is always kept.
 *
 * A withdrawal is confirmed once: a second STOP finds the consent withdrawn already and is only kept. A stop word inside
 * a longer text withdraws nothing; it goes to an agent with a mark on the timeline.
 */
export function route(scene: Scene, inbound: InboundMessage): Effect[] {
  const wish = wishOf(inbound.content);
  // The reply comes last: it holds the row of a broadcast, which others want as well.
  const replied: Effect[] = isSilent(inbound.content) ? [] : [{ do: 'note_reply', quoted: inbound.quoted, at: inbound.at, ...tapOf(inbound.content) }];
  return [{ do: 'receive', inbound, needsAnswer: needsAnswer(inbound.content, wish) }, ...effectsOf(scene, inbound, wish), ...replied];
}

function effectsOf(scene: Scene, inbound: InboundMessage, wish: Wish): Effect[] {
  switch (wish.wish) {
    case 'stop':
      return scene.marketingConsent === 'withdrawn' ? [] : consentEffects(scene, inbound, wish, 'withdrawn');
    case 'start':
      return scene.marketingConsent === 'given' || isOutdated(scene, inbound) ? [] : consentEffects(scene, inbound, wish, 'given');
    case 'maybe_stop':
      return [
        { do: 'fact', kind: 'message.maybe_opt_out', at: inbound.at, data: { word: wish.word, text: wordsOf(inbound.content)[0] ?? '', wamid: inbound.wamid } },
      ];
    case 'none':
      return [];
  }
}

/** A START that comes late, after they wrote STOP, gives nothing back. (A STOP that comes late still stops: that is the safe side.) */
function isOutdated(scene: Scene, inbound: InboundMessage): boolean {
  return scene.consentSince !== null && inbound.at < scene.consentSince;
}

function consentEffects(scene: Scene, inbound: InboundMessage, wish: Extract<Wish, { word: string }>, state: 'given' | 'withdrawn'): Effect[] {
  const language = confirmationLanguage({ language: scene.language, country: scene.country, word: wish.language });
  const text = confirmationText(state === 'withdrawn' ? 'stop' : 'start', language, scene.businessName);
  return [
    {
      do: 'consent',
      state,
      source: state === 'withdrawn' ? 'WhatsApp: opt-out word' : 'WhatsApp: opt-in word',
      wording: wordsOf(inbound.content)[0] ?? wish.word,
      at: inbound.at,
    },
    { do: 'say', message: { kind: 'text', text, preview: true }, quoted: inbound.wamid },
  ];
}

/** A word that we answered ourselves, a mere reaction, and what they did not write wait for nobody. */
function needsAnswer(content: MessageContent, wish: Wish): boolean {
  return !isSilent(content) && wish.wish !== 'stop' && wish.wish !== 'start';
}

/** A reaction, and what WhatsApp tells of them (a chat opened, a message taken back), are no reply. */
function isSilent(content: MessageContent): boolean {
  return content.kind === 'reaction' || content.kind === 'system';
}

/** The button they tapped, if that is what they did. */
function tapOf(content: MessageContent): { tapped: { text: string; payload: string } } | Record<never, never> {
  return content.kind === 'choice' ? { tapped: { text: content.text, payload: content.payload } } : {};
}

/** A tapped button tells by its label or by its payload; the clearer of the two counts. */
function wishOf(content: MessageContent): Wish {
  const wishes = wordsOf(content).map(readWish);
  return wishes.find(({ wish }) => wish === 'stop' || wish === 'start') ?? wishes.find(({ wish }) => wish === 'maybe_stop') ?? { wish: 'none' };
}

/** What they said in words: free text and tapped buttons. A caption speaks about its picture. */
function wordsOf(content: MessageContent): string[] {
  switch (content.kind) {
    case 'text':
    case 'order':
    case 'product_question':
      return [content.text];
    case 'choice':
      return [content.text, content.payload];
    case 'image':
    case 'video':
    case 'document':
      return content.caption === null ? [] : [content.caption];
    case 'card':
    case 'carousel':
    case 'list':
    case 'products':
    case 'audio':
    case 'sticker':
    case 'location':
    case 'contacts':
    case 'reaction':
    case 'answers':
    case 'system':
    case 'unknown':
      return [];
  }
}
