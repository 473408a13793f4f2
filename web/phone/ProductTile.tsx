import type { ReactElement } from 'react';
import type { BubbleProduct } from '#core/rehearsal/bubble.ts';
import type { MediaUrl } from './MediaPicture.tsx';
import { priceOf } from './money.ts';
import { PhoneIcon } from './PhoneIcon.tsx';
import type { PhoneLanguage } from './words.ts';

type Props = { readonly product: BubbleProduct; readonly mediaUrl: MediaUrl; readonly language: PhoneLanguage };

/** What a product looks like: its picture, or a drawn box where there is none. */
export function ProductPicture({ product, mediaUrl }: Omit<Props, 'language'>): ReactElement {
  const url = product.media === null ? undefined : mediaUrl({ media: product.media, link: null });
  if (url !== undefined && url !== '') return <img className="bubble-product" src={url} alt="" loading="lazy" />;
  return (
    <span className="bubble-product bubble-product-drawn" aria-hidden="true">
      <PhoneIcon name="box" />
    </span>
  );
}

/** One product in a row: picture, name, price. A product no catalogue knows stands with its id. */
export function ProductTile({ product, mediaUrl, language }: Props): ReactElement {
  return (
    <span className="bubble-ware">
      <ProductPicture product={product} mediaUrl={mediaUrl} />
      <span>
        <b dir="auto">{product.name ?? product.retailer_id}</b>
        <small>{priceOf(product, language) ?? (product.name === null ? '' : product.retailer_id)}</small>
      </span>
    </span>
  );
}
