import type { BubbleProductSection } from '#core/rehearsal/bubble.ts';

import { missingParameter, sendRefusal } from '../../graph/errors.ts';
import type { World } from '../../world/world.ts';
import { catalogWith, drawProduct } from '../catalogs.ts';
import { cardOf } from './buttons.ts';
import type { Draft, Frame } from './draft.ts';
import { messageLimits, ownLimits } from './limits.ts';
import { checkSectionCount, readSectionTitle } from './list.ts';
import { checkLength, findPart, findText, needList, needText, oneOf, type Part, partIn } from './read.ts';

const actionPath = "interactive['action']";

/** The id of a catalogue or a product. */
export function needId(from: Part, key: string, path: string): string {
  const id = needText(from, key, `${path}['${key}']`);
  checkLength(`${path}['${key}']`, id, ownLimits.id);
  return id;
}

/** One product, with its picture above and a button to see it. */
export function draftProduct(world: World, action: Part, frame: Frame): Draft {
  const catalog = needId(action, 'catalog_id', actionPath);
  const product = drawProduct(world, catalog, needId(action, 'product_retailer_id', actionPath));
  return cardOf({ ...frame, header: { kind: 'product', product } }, [{ kind: 'product', text: 'View', catalog, product, index: 0 }], ['']);
}

/** Up to thirty products of one catalogue, in sections. */
export function draftProductList(world: World, action: Part, frame: Frame): Draft {
  const catalog = needId(action, 'catalog_id', actionPath);
  const sections = readProductSections(world, catalog, needList(action, 'sections', `${actionPath}['sections']`), `${actionPath}['sections']`);
  const header = frame.header?.kind === 'text' ? frame.header.text : null;
  return { content: { kind: 'products', header, text: frame.text, footer: frame.footer, catalog, sections }, replies: null };
}

/** Reads sections of products, of messages and of templates alike. */
export function readProductSections(world: World, catalog: string | null, list: readonly unknown[], path: string): BubbleProductSection[] {
  checkSectionCount(list);
  let count = 0;
  return list.map((one, i) => {
    const section = partIn(one, `${path}[${i}]`);
    const title = readSectionTitle(section, `${path}[${i}]`, list.length > 1);
    const items = needList(section, 'product_items', `${path}[${i}]['product_items']`);
    if (items.length === 0) throw missingParameter(`${path}[${i}]['product_items']`);
    count += items.length;
    if (count > messageLimits.products) throw sendRefusal(131009, `Total product count exceed max allowed count: ${messageLimits.products}`);
    const place = `${path}[${i}]['product_items']`;
    return {
      title,
      products: items.map((item, j) => drawProduct(world, catalog, needId(partIn(item, `${place}[${j}]`), 'product_retailer_id', `${place}[${j}]`))),
    };
  });
}

/** The whole catalogue behind one button; a product of it may be its picture. */
export function draftCatalog(world: World, action: Part, frame: Frame): Draft {
  oneOf(action['name'], ['catalog_message'], `${actionPath}['name']`);
  const parameters = findPart(action, 'parameters', `${actionPath}['parameters']`) ?? {};
  const id = findText(parameters, 'thumbnail_product_retailer_id', `${actionPath}['parameters']['thumbnail_product_retailer_id']`);
  if (id !== undefined) checkLength(`${actionPath}['parameters']['thumbnail_product_retailer_id']`, id, ownLimits.id);
  const thumbnail = id === undefined || id === '' ? null : drawProduct(world, null, id);
  const opened = catalogWith(world, thumbnail?.retailer_id ?? null);
  return cardOf(frame, [{ kind: 'catalog', text: 'View catalog', catalog: opened, thumbnail, sections: [], index: 0 }], ['']);
}
