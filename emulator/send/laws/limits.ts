/** Limits of Meta's message pages, read 2026-11-22 (facts §2.1). Characters, unless said. */
export const messageLimits = {
  text: 4096,
  caption: 1024,
  interactiveBody: 1024,
  listBody: 4096,
  header: 60,
  footer: 60,
  buttons: 3,
  buttonTitle: 20,
  buttonId: 256,
  listButton: 20,
  sections: 10,
  rows: 10,
  sectionTitle: 24,
  rowId: 200,
  rowTitle: 24,
  rowDescription: 72,
  linkText: 20,
  contacts: 257,
  products: 30,
  formButton: 30,
  cardsLeast: 2,
  cardsMost: 10,
  cardBody: 160,
  /** Line breaks in the body of a card. */
  cardBreaks: 2,
  cardButtons: 2,
} as const;

/** Limits Meta does not publish; ours keep one message small enough to remember a million. Characters. */
export const ownLimits = { link: 8192, filename: 240, place: 1000, id: 200, formToken: 4096, contactField: 1000 } as const;
