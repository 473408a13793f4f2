import type { BubbleContent, BubbleHeader } from '#core/rehearsal/bubble.ts';

/** A message that has passed the laws of its type: what the phone draws, and what each button sends back (`''`: nothing), by its index. */
export type Draft = { content: BubbleContent; replies: readonly string[] | null };

/** The words around the buttons of an interactive message. */
export type Frame = { header: BubbleHeader | null; text: string; footer: string | null };
