import type { ContactId, ConversationId, NumberId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { FreeMessage } from '#core/whatsapp/free.ts';
import type { MessageContent } from '#core/whatsapp/message.ts';

/** One thing a person sent us, understood. */
export type InboundMessage = {
  readonly wamid: string;
  /** When they sent it, by Meta's clock. */
  readonly at: Instant;
  readonly content: MessageContent;
  /** The wamid of the message they answered, when they quoted one. */
  readonly quoted: string | null;
};

/** A contact and what concerns it, loaded and locked for one turn. What is decided is decided on this. */
export type Scene = {
  readonly contact: ContactId;
  readonly number: NumberId;
  readonly conversation: ConversationId;
  /** BCP 47, null when not known. */
  readonly language: string | null;
  /** ISO 3166-1 of the phone. */
  readonly country: string | null;
  readonly marketingConsent: 'given' | 'withdrawn' | 'none';
  /** When they said what holds now; null when they never said anything. */
  readonly consentSince: Instant | null;
  /** How the business calls itself on WhatsApp. */
  readonly businessName: string;
};

/**
 * What a program asks for; engagement/act carries it out, all effects of a turn in one transaction. Nothing here says
 * how, and nothing is done by the one who asks.
 */
export type Effect =
  /** Keeps what they sent, opens the service window, and shows it to the agents; `needsAnswer` false does not count as unread. */
  | { readonly do: 'receive'; readonly inbound: InboundMessage; readonly needsAnswer: boolean }
  /** Marks the broadcast they answer, if one reached them lately; `tapped` is the button of it that they tapped instead of writing. */
  | {
      readonly do: 'note_reply';
      readonly quoted: string | null;
      readonly at: Instant;
      readonly tapped?: { readonly text: string; readonly payload: string };
    }
  /** Writes the consent ledger: what they said, in their words. */
  | { readonly do: 'consent'; readonly state: 'given' | 'withdrawn'; readonly source: string; readonly wording: string; readonly at: Instant }
  /**
   * Says something by itself, of any kind WhatsApp carries, in the window their message has just opened. `quoted`, and what a
   * reaction is `to`, are wamids. Lawfulness is checked once more when it leaves.
   */
  | { readonly do: 'say'; readonly message: FreeMessage; readonly quoted: string | null }
  /** Puts something on the timeline. */
  | { readonly do: 'fact'; readonly kind: string; readonly at: Instant; readonly data: Readonly<Record<string, unknown>> };
