import type { WireParameterFormat, WireTemplateCard, WireTemplateComponent } from '#core/whatsapp/wire.ts';

import { badParameter } from '../graph/errors.ts';
import { asText, isRecord, lengthOf, listAt, recordAt, textAt } from '../world/json.ts';
import { parseSwitch } from './authentication.ts';
import { parseButtons } from './buttons.ts';
import { parseHeader } from './header.ts';
import { templateLimits } from './limits.ts';
import { badComponents, missingField, tooLong } from './refusals.ts';
import { parseBody } from './texts.ts';

/** Reads a carousel: 2 to 10 cards of one make (Meta, "Media card carousel" and "Product card carousel" templates, read 2026-11-22). */
export function parseCarousel(value: Record<string, unknown>, format: WireParameterFormat): WireTemplateComponent {
  const list = listAt(value, 'cards') ?? [];
  if (list.length === 0) throw missingField('CAROUSEL', 'cards');
  const { leastCards, cards: most } = templateLimits;
  if (list.length < leastCards || list.length > most) throw badComponents(`A carousel must have ${leastCards} to ${most} cards.`);
  const cards = list.map((one) => parseCard(one, format));
  const [first] = cards;
  const make = first === undefined ? '' : makeOf(first);
  const other = cards.findIndex((card) => makeOf(card) !== make);
  if (other !== -1) throw badComponents(`The cards of a carousel must have the same components and button types; card ${other} differs from card 0.`);
  return { type: 'CAROUSEL', cards };
}

function parseCard(value: unknown, format: WireParameterFormat): WireTemplateCard {
  const list = isRecord(value) ? listAt(value, 'components') : undefined;
  if (list === undefined) throw missingField('CAROUSEL', 'components');
  const components = list.map((one) => parseCardComponent(one, format));
  const types = components.map((one) => one.type);
  if (new Set(types).size !== types.length) throw badComponents('A card can have one component of each type.');
  const header = components.find((one) => one.type === 'HEADER');
  if (header === undefined) throw missingField('CAROUSEL', 'HEADER');
  const buttons = components.find((one) => one.type === 'BUTTONS');
  if (buttons === undefined) throw missingField('CAROUSEL', 'BUTTONS');
  const isProduct = header.format === 'PRODUCT';
  const allowed: readonly string[] = isProduct ? ['SPM', 'URL'] : ['QUICK_REPLY', 'URL', 'PHONE_NUMBER'];
  const strange = buttons.buttons.find((one) => !allowed.includes(one.type));
  if (strange !== undefined)
    throw badComponents(`The buttons of a ${isProduct ? 'product' : 'media'} card must be of type ${allowed.join(', ')} - got ${strange.type}.`);
  if (isProduct && types.includes('BODY')) throw badComponents("A product card can't have a body.");
  return { components };
}

function parseCardComponent(value: unknown, format: WireParameterFormat): WireTemplateComponent {
  if (!isRecord(value)) throw badParameter('Param components must be an array of objects.');
  const type = asText(value['type'] ?? '').toUpperCase();
  if (type === 'HEADER') return parseHeader(value, format, 'card');
  if (type === 'BODY') return parseBody(value, format, 'card');
  if (type === 'BUTTONS') return { type: 'BUTTONS', buttons: parseButtons(value, templateLimits.cardButtons) };
  throw badComponents(`A card can have components of type HEADER, BODY and BUTTONS - got "${type.slice(0, 40)}".`);
}

/** What cards must have in common. */
function makeOf(card: WireTemplateCard): string {
  return card.components
    .map((one) => {
      if (one.type === 'HEADER') return `HEADER ${one.format}`;
      return one.type === 'BUTTONS' ? `BUTTONS ${one.buttons.map((button) => button.type).join(' ')}` : one.type;
    })
    .toSorted()
    .join(', ');
}

/** Reads the strip of a limited-time offer (Meta, "Limited-time offer templates", read 2026-11-22). */
export function parseOffer(value: Record<string, unknown>): WireTemplateComponent {
  const offer = recordAt(value, 'limited_time_offer') ?? {};
  const text = textAt(offer, 'text') ?? '';
  if (text === '') throw missingField('LIMITED_TIME_OFFER', 'text');
  if (lengthOf(text) > templateLimits.offerText) throw tooLong('Limited-time offer text', templateLimits.offerText);
  return { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text, has_expiration: parseSwitch('has_expiration', offer['has_expiration']) } };
}
