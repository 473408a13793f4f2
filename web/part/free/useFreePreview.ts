import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { drawFree } from '#core/whatsapp/free.draw.ts';
import { fillFree } from '#core/whatsapp/free.fill.ts';
import type { FreeMessage } from '#core/whatsapp/free.ts';
import type { MessageContent } from '#core/whatsapp/message.ts';
import { queries } from '#web/api/queries.ts';

/** Products whose names the preview knows; others are drawn by their ids. */
const knownMost = 200;

/** A free message as a phone draws it while it is written, with sample values in the places of its variables. */
export function useFreePreview(free: FreeMessage | null, values: Readonly<Record<string, string>>): MessageContent | undefined {
  const names = free !== null && ['product', 'products', 'product_carousel', 'catalog'].includes(free.kind);
  const products = useQuery({ ...queries.products.list({ query: { limit: knownMost } }), enabled: names }).data?.items;
  return useMemo(() => {
    if (free === null) return undefined;
    return drawFree(fillFree(free, values), {
      file: () => ({ mime: '', name: null }),
      product: (_catalog, id) => {
        const known = products?.find((each) => each.retailer_id === id);
        return { id, name: known?.name ?? null, price: known?.price ?? null, image: known?.image ?? null };
      },
    });
  }, [free, values, products]);
}
