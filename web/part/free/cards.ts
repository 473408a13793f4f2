import type { FreeCard } from '#core/whatsapp/free.ts';

/** What all cards of a carousel share. */
export type CardFile = 'image' | 'video';
export type CardBuild = 'replies' | 'link';
type Build = { readonly file: CardFile; readonly buttons: CardBuild; readonly replies: number };

/** The build of a carousel, as its first card has it. */
export function cardBuild(cards: readonly FreeCard[]): Build {
  const first = cards[0];
  const isLink = first?.buttons[0]?.kind === 'url';
  return { file: first?.header.kind ?? 'image', buttons: isLink ? 'link' : 'replies', replies: isLink ? 1 : Math.max(1, first?.buttons.length ?? 1) };
}

/** Gives every card that build: words and files stay where they still have a place. A film is no picture, so another file kind begins empty. */
export function withBuild(cards: readonly FreeCard[], build: Build): FreeCard[] {
  return cards.map((card) => ({
    ...card,
    header: card.header.kind === build.file ? card.header : { kind: build.file, media: '' },
    buttons:
      build.buttons === 'link'
        ? [card.buttons.find((button) => button.kind === 'url') ?? { kind: 'url', text: card.buttons[0]?.text ?? '', url: '' }]
        : Array.from({ length: build.replies }, (_, at) => {
            const button = card.buttons[at];
            return button?.kind === 'reply' ? button : { kind: 'reply', text: button?.text ?? '' };
          }),
  }));
}

/** The number of answers is one for all cards: adding one to a card adds one to each. */
export function likeFirst(cards: readonly FreeCard[], changed: FreeCard): FreeCard[] {
  return withBuild(cards, { ...cardBuild([changed]), replies: Math.max(1, changed.buttons.length) });
}
