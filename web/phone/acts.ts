import type { ReactNode } from 'react';
import type { BubbleButton, BubbleContact, BubbleProductSection } from '#core/rehearsal/bubble.ts';

/** What may be done with what is in a bubble. A bubble that gets none is a picture of itself: a preview. */
export type BubbleActs = {
  readonly onTap: (button: BubbleButton) => void;
  /** Opens the rows of a list message. */
  readonly onList: () => void;
  readonly onProducts: (sections: readonly BubbleProductSection[], catalog: string | null) => void;
  /** Opens a picture in full. */
  readonly onPicture: (url: string, name: string) => void;
  /** Shows who is on a card. */
  readonly onContact: (contact: BubbleContact) => void;
  /** Shows what was ordered, or what was answered in a form. */
  readonly onDetail: () => void;
};

/** What is written at a button of a drawn bubble, such as how many tapped it; `card` is its place in a carousel. */
export type ButtonMark = (button: BubbleButton, card: number | null) => ReactNode;
