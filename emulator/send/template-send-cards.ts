import type { BubbleCard } from '#core/rehearsal/bubble.ts';
import type { WireParameterFormat } from '#core/whatsapp/wire.ts';

import { sendRefusal } from '../graph/errors.ts';
import { templateLimits } from '../template/limits.ts';
import type { World } from '../world/world.ts';
import { checkCardCount, checkCardIndex } from './laws/carousel.ts';
import { type Part, partIn } from './laws/read.ts';
import { fillButtons } from './template-send-buttons.ts';
import { sortComponents } from './template-send-components.ts';
import { catalogOf, fillHeader } from './template-send-header.ts';
import type { Face } from './template-send-parts.ts';
import { fillText, wrongCount } from './template-send-text.ts';

const path = "template['components']['carousel']['cards']";

/** Cards of a carousel, and what their buttons send back, counted through all of them. */
export type FilledCards = { cards: BubbleCard[]; replies: string[] };

/**
 * Fills the cards of a carousel template. A carousel of pictures has as many cards as the template; one of products
 * repeats the template's card for two to ten products.
 */
export function fillCards(world: World, format: WireParameterFormat, faces: readonly Face[], sent: readonly unknown[] | null): FilledCards {
  const count = sent?.length ?? 0;
  const isOfProducts = faces[0]?.header?.kind === 'product';
  if (sent === null || (!isOfProducts && count !== faces.length))
    throw sendRefusal(132018, `carousel: number of cards (${count}) does not match the expected number of cards (${faces.length})`);
  checkCardCount(sent);
  const filled: FilledCards = { cards: [], replies: [] };
  for (const [i, one] of sent.entries()) {
    const part = partIn(one, `${path}[${i}]`);
    checkCardIndex(part, i, `${path}[${i}]`);
    const face = faces[i] ?? faces[0];
    if (face === undefined) throw new Error('a carousel template without cards was let in');
    const { card, replies } = fillCard(world, format, face, part, { at: i, first: filled.replies.length });
    filled.cards.push(card);
    filled.replies.push(...replies);
  }
  return filled;
}

type Spot = { at: number; first: number };

function fillCard(world: World, format: WireParameterFormat, face: Face, part: Part, spot: Spot): { card: BubbleCard; replies: readonly string[] } {
  const place = `carousel card ${spot.at}`;
  const sent = sortComponents(part['components'], `${path}[${spot.at}]['components']`);
  if (sent.cards !== null || sent.offer !== null) throw sendRefusal(132018, `${place}: a card has a header, a body and buttons only`);
  const header = fillHeader(world, face.header, { parameters: sent.header, format, place: `${place} header`, takesGif: false });
  if (face.body === null && sent.body !== null && sent.body.length > 0) throw wrongCount(`${place} body`, sent.body.length, 0);
  const body = face.body === null ? null : fillText(`${place} body`, format, face.body, sent.body ?? [], templateLimits.cardBody);
  const { buttons, replies } = fillButtons(world, face, sent.buttons, {
    place: `${place} buttons`,
    first: spot.first,
    header,
    catalog: catalogOf(sent.header),
    values: body?.values ?? [],
  });
  return { card: { header, text: body?.text ?? null, buttons }, replies };
}
