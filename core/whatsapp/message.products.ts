import type { CardButton, CardHeader, MessageContent, ProductGroup, ProductRef } from './message.ts';

type Change = (product: ProductRef) => ProductRef;

/** The same message with every product of it changed, such as given its name and price. One without products stays as it is. */
export function mapProducts(content: MessageContent, change: Change): MessageContent {
  switch (content.kind) {
    case 'card':
      return { ...content, header: changeHeader(content.header, change), buttons: content.buttons.map((button) => changeButton(button, change)) };
    case 'carousel': {
      const cards = content.cards.map((card) => ({
        ...card,
        header: changeHeader(card.header, change),
        buttons: card.buttons.map((button) => changeButton(button, change)),
      }));
      return { ...content, cards };
    }
    case 'products':
      return { ...content, sections: changeGroups(content.sections, change) };
    case 'order':
      return { ...content, items: content.items.map((item) => ({ ...item, product: change(item.product) })) };
    case 'product_question':
      return { ...content, product: change(content.product) };
    case 'text':
    case 'list':
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
    case 'location':
    case 'contacts':
    case 'reaction':
    case 'choice':
    case 'answers':
    case 'system':
    case 'unknown':
      return content;
  }
}

/** The products that messages only name, each once. */
export function namedProducts(contents: readonly MessageContent[]): string[] {
  const ids = new Set<string>();
  for (const content of contents) {
    mapProducts(content, (product) => {
      if (product.name === null) ids.add(product.id);
      return product;
    });
  }
  return [...ids];
}

function changeHeader(header: CardHeader | null, change: Change): CardHeader | null {
  return header?.kind === 'product' ? { ...header, product: change(header.product) } : header;
}

function changeButton(button: CardButton, change: Change): CardButton {
  if (button.kind === 'product') return { ...button, product: change(button.product) };
  if (button.kind !== 'catalog') return button;
  return { ...button, thumbnail: button.thumbnail === null ? null : change(button.thumbnail), sections: changeGroups(button.sections, change) };
}

function changeGroups(sections: readonly ProductGroup[], change: Change): ProductGroup[] {
  return sections.map((section) => ({ ...section, products: section.products.map(change) }));
}
