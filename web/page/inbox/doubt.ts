import type { Message } from '#core/contract/conversations.ts';

/** Where the doubt about a message is decided: with its broadcast, or by itself. */
type DoubtTarget =
  | { readonly kind: 'recipient'; readonly campaign: string; readonly broadcast: string; readonly seq: number }
  | { readonly kind: 'message'; readonly id: string };

/** Reads `bro_…:seq` apart; any other id is a single message. */
export function doubtTarget(message: Pick<Message, 'id' | 'campaign'>): DoubtTarget {
  const [broadcast = '', seq] = message.id.split(':');
  if (seq === undefined || message.campaign === null) return { kind: 'message', id: message.id };
  return { kind: 'recipient', campaign: message.campaign.id, broadcast, seq: Number(seq) };
}
