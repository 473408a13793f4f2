import type { BubbleHeader } from '#core/rehearsal/bubble.ts';
import type { WireParameterFormat } from '#core/whatsapp/wire.ts';

import { sendRefusal } from '../graph/errors.ts';
import { templateLimits } from '../template/limits.ts';
import { isRecord } from '../world/json.ts';
import type { World } from '../world/world.ts';
import { drawProduct } from './catalogs.ts';
import { readSource } from './laws/media.ts';
import { needId } from './laws/products.ts';
import { type Part, shown } from './laws/read.ts';
import { readPlace } from './laws/simple.ts';
import type { HeaderPlan } from './template-send-parts.ts';
import { fillText, wrongCount } from './template-send-text.ts';

/** Fills the header of a template or of a card. `takesGif`: only `marketing_messages` sends GIFs (facts §2.3). */
export function fillHeader(
  world: World,
  plan: HeaderPlan | null,
  sent: { parameters: readonly Part[] | null; format: WireParameterFormat; place: string; takesGif: boolean },
): BubbleHeader | null {
  const { place } = sent;
  const parameters = sent.parameters ?? [];
  if (plan === null) {
    if (parameters.length > 0) throw wrongCount(place, parameters.length, 0);
    return null;
  }
  switch (plan.kind) {
    case 'text':
      return { kind: 'text', text: fillText(place, sent.format, plan.text, parameters, templateLimits.headerText).text };
    case 'location':
      return { kind: 'location', ...readPlace(onlyOne(place, 'location', parameters), `${place}['location']`) };
    case 'product': {
      const product = onlyOne(place, 'product', parameters);
      const catalog = needId(product, 'catalog_id', `${place}['product']`);
      return { kind: 'product', product: drawProduct(world, catalog, needId(product, 'product_retailer_id', `${place}['product']`)) };
    }
    case 'media':
      return fillMedia(world, plan.format, parameters, sent);
  }
}

/** The catalogue a product header names; null for other headers. Asked after `fillHeader` has looked at them. */
export function catalogOf(parameters: readonly Part[] | null): string | null {
  const product = parameters?.[0]?.['product'];
  return isRecord(product) && typeof product['catalog_id'] === 'string' ? product['catalog_id'] : null;
}

const mediaKinds = { IMAGE: 'image', VIDEO: 'video', GIF: 'video', DOCUMENT: 'document' } as const;

function fillMedia(world: World, format: keyof typeof mediaKinds, parameters: readonly Part[], sent: { place: string; takesGif: boolean }): BubbleHeader {
  const { place } = sent;
  if (format === 'GIF' && !sent.takesGif) throw sendRefusal(131009, `${place}: templates with a GIF are sent by marketing_messages only`);
  const kind = mediaKinds[format];
  // A GIF is a film without sound; clients write it either way.
  const type = format === 'GIF' && typeOf(parameters[0]) === 'gif' ? 'gif' : kind;
  const part = onlyOne(place, type, parameters);
  if (isAbsent(part['id']) && isAbsent(part['link'])) throw missingValue(place, type);
  const { media, link, filename } = readSource(world, kind, part, `${place}['${type}']`);
  return { kind, media, link, filename };
}

function typeOf(parameter: Part | undefined): string | undefined {
  return typeof parameter?.['type'] === 'string' ? parameter['type'].toLowerCase() : undefined;
}

/** The one parameter of a header that is no text: of the right type, with its object. */
function onlyOne(place: string, type: string, parameters: readonly Part[]): Part {
  const first = parameters[0];
  const expected = type.toUpperCase();
  if (first === undefined) throw sendRefusal(132012, `${place}: Format mismatch, expected ${expected}, received UNKNOWN`);
  if (typeOf(first) !== type) {
    const received = first['type'] === undefined ? 'UNKNOWN' : shown(first['type']).toUpperCase();
    throw sendRefusal(132012, `${place}: Format mismatch, expected ${expected}, received ${received}`);
  }
  if (parameters.length > 1) throw wrongCount(place, parameters.length, 1);
  const part = first[type];
  if (!isRecord(part)) throw missingValue(place, type);
  return part;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function missingValue(place: string, type: string): Error {
  return sendRefusal(131008, `${place}: parameter at index 0 of type ${type} is missing ${type} value`);
}
