import type { TemplateButton, TemplateContent, TemplateHeader } from '#core/whatsapp/template.ts';
import { fill, templateVariables, variablesIn } from '#core/whatsapp/variables.ts';
import { buttonLimits } from './buttons.ts';
import { cardLimits } from './cards.ts';
import { headerLength } from './header.ts';
import { offerLimits } from './offer.ts';
import { passcodeLimits } from './passcode.ts';
import { templateLengths } from './template.ts';
import { textLength } from './words.ts';

/**
 * How long the values named by `names` may be together, in UTF-16 units, so that `checkFilled` surely finds nothing as long as none of
 * them is blank; -1 when it must be asked for each person: a name is missing, an offer ends, a place is drawn. Most values are far
 * shorter, and are not looked at one by one then. Pure.
 */
export function roomOf(content: TemplateContent, names: readonly string[]): number {
  const known = new Set(names);
  if (content.offer?.expires !== undefined && content.offer.expires !== null) return -1;
  if (templateVariables(content).some((name) => !known.has(name))) return -1;
  const cards = content.cards ?? [];
  return Math.min(
    roomInHeader(content.header),
    roomIn(content.body, content.offer === undefined ? templateLengths.body : offerLimits.body),
    ...content.buttons.map(roomInButton),
    ...cards.flatMap((card) => [roomInHeader(card.header), roomIn(card.body ?? '', cardLimits.body), ...card.buttons.map(roomInButton)]),
  );
}

/** Each place may hold all values at once, so the room is shared by as many as it has. */
function roomIn(text: string, most: number): number {
  const names = variablesIn(text);
  const left = most - textLength(fill(text, Object.fromEntries(names.map((name) => [name, '']))));
  if (left < 0) return -1;
  return names.length === 0 ? Number.POSITIVE_INFINITY : Math.floor(left / names.length);
}

function roomInHeader(header: TemplateHeader | null): number {
  if (header?.kind === 'location') return -1;
  return header?.kind === 'text' ? roomIn(header.text, headerLength) : Number.POSITIVE_INFINITY;
}

function roomInButton(button: TemplateButton): number {
  switch (button.kind) {
    case 'url':
      return roomIn(button.url, buttonLimits.url);
    case 'copy_code':
      return roomIn(button.code, buttonLimits.coupon);
    case 'passcode':
      return passcodeLimits.code;
    case 'reply':
    case 'phone':
    case 'form':
    case 'catalog':
    case 'products':
    case 'product':
    case 'contact_request':
      return Number.POSITIVE_INFINITY;
  }
}
