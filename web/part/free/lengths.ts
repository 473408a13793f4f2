/**
 * What the counters of the editor count to. The law is `checkFree`, which says no by itself; a test holds these numbers
 * to it. Characters, by Meta's message pages (facts §2.1), read 2026-11-22.
 */
export const freeLengths = {
  text: 4096,
  caption: 1024,
  body: 1024,
  header: 60,
  footer: 60,
  button: 20,
  formButton: 30,
  sectionTitle: 24,
  rowTitle: 24,
  rowDescription: 72,
  card: 160,
} as const;

/** How many of each the editor lets one add; `checkFree` refuses more. */
export const freeCounts = { replies: 3, rows: 10, sections: 10, cards: 10, cardsLeast: 2, cardReplies: 2, products: 30, carouselProducts: 10 } as const;
