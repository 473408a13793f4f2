import type { ReactElement } from 'react';
import type { BubbleContent, BubbleProductSection } from '#core/rehearsal/bubble.ts';
import type { BubbleActs } from './acts.ts';
import { FormattedText } from './FormattedText.tsx';
import type { MediaUrl } from './MediaPicture.tsx';
import { totalOf } from './money.ts';
import { PhoneIcon } from './PhoneIcon.tsx';
import { ProductPicture } from './ProductTile.tsx';
import { type PhoneLanguage, phoneWords } from './words.ts';

/** Pictures in the corner of a message of several products. */
const picturesShown = 3;

type Shared = { readonly mediaUrl: MediaUrl; readonly language: PhoneLanguage; readonly acts: BubbleActs | undefined };

/** The head of several products: their first pictures, a title, how many there are. */
export function ProductsHead(props: Shared & { title: string; sections: readonly BubbleProductSection[]; catalog: string | null }): ReactElement {
  const words = phoneWords[props.language];
  const products = props.sections.flatMap((section) => section.products);
  const inside = (
    <>
      <span className="bubble-shelf">
        {products.slice(0, picturesShown).map((product) => (
          <ProductPicture key={product.retailer_id} product={product} mediaUrl={props.mediaUrl} />
        ))}
      </span>
      <span>
        <b dir="auto">{props.title}</b>
        <small>{products.length === 0 ? words.catalog : words.items(products.length)}</small>
      </span>
    </>
  );
  const { acts } = props;
  if (!acts) return <div className="bubble-goods">{inside}</div>;
  return (
    <button type="button" className="bubble-goods" onClick={() => acts.onProducts(props.sections, props.catalog)}>
      {inside}
    </button>
  );
}

/** A basket that was sent: how many things, what they come to, and the words beside it. */
export function OrderCard(props: { order: Extract<BubbleContent, { kind: 'order' }>; language: PhoneLanguage }): ReactElement {
  const words = phoneWords[props.language];
  const { order } = props;
  const total = totalOf(order.items, props.language);
  const count = order.items.reduce((sum, item) => sum + item.quantity, 0);
  return (
    <>
      <div className="bubble-goods">
        <span className="bubble-basket" aria-hidden="true">
          <PhoneIcon name="basket" />
        </span>
        <span>
          <b>{words.items(count)}</b>
          <small>{total === null ? words.noTotal : words.total(total)}</small>
        </span>
      </div>
      {order.text === '' ? null : <FormattedText text={order.text} language={props.language} />}
    </>
  );
}
