import type { BubbleProduct } from '#core/rehearsal/bubble.ts';

/** An amount in units of its currency as the reader writes it; a currency nobody knows stands after the figure. */
export function formatAmount(amount: number, currency: string | null, locale: string): string {
  if (currency === null) return new Intl.NumberFormat(locale).format(amount);
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount);
  } catch (error) {
    if (error instanceof RangeError) return `${new Intl.NumberFormat(locale).format(amount)} ${currency}`;
    throw error;
  }
}

/** The price of a product, or nothing when the catalogue does not know it. */
export function priceOf(product: BubbleProduct, locale: string): string | null {
  return product.price === null ? null : formatAmount(product.price, product.currency, locale);
}

/** What a basket comes to; null when a price is not known or currencies differ, because then there is no one sum. */
export function totalOf(items: readonly { readonly product: BubbleProduct; readonly quantity: number }[], locale: string): string | null {
  const currency = items[0]?.product.currency ?? null;
  let total = 0;
  for (const { product, quantity } of items) {
    if (product.price === null || product.currency !== currency) return null;
    total += product.price * quantity;
  }
  return items.length === 0 ? null : formatAmount(total, currency, locale);
}
