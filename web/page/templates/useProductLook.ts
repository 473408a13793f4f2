import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Look } from '#core/whatsapp/draw.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { queries } from '#web/api/queries.ts';

/** Products a phone may show by name; others are drawn by their id. */
const knownMost = 200;

/** What is known of the products a message names. Nothing is asked for a message without products. */
export function useProductLook(contents: readonly TemplateContent[]): Look | undefined {
  const wanted = contents.some(namesProducts);
  const known = useQuery({ ...queries.products.list({ query: { limit: knownMost } }), enabled: wanted }).data?.items;
  return useMemo(() => {
    if (known === undefined) return undefined;
    const byId = new Map(known.map((product) => [product.retailer_id, product] as const));
    return {
      product: (id) => {
        const found = byId.get(id);
        return { id, name: found?.name ?? null, price: found?.price ?? null, image: found?.image ?? null };
      },
    };
  }, [known]);
}

function namesProducts(content: TemplateContent): boolean {
  const kinds = content.buttons.map((button) => button.kind);
  return (
    content.header?.kind === 'product' ||
    (content.cards ?? []).some((card) => card.header.kind === 'product') ||
    kinds.includes('products') ||
    kinds.includes('catalog')
  );
}
