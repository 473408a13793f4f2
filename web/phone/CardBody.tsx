import type { ReactElement } from 'react';
import type { BubbleHeader, BubbleOffer } from '#core/rehearsal/bubble.ts';
import type { BubbleActs } from './acts.ts';
import { FileCard } from './FileCard.tsx';
import { drawInlines, FormattedText } from './FormattedText.tsx';
import { parseInline } from './formatting.ts';
import { MediaFilm } from './MediaFilm.tsx';
import { MediaPicture, type MediaUrl } from './MediaPicture.tsx';
import { OfferLine } from './OfferLine.tsx';
import { PlaceCard } from './PlaceCard.tsx';
import { ProductTile } from './ProductTile.tsx';
import type { PhoneLanguage } from './words.ts';

type Shared = { readonly mediaUrl: MediaUrl; readonly language: PhoneLanguage; readonly acts: BubbleActs | undefined };

type TextProps = Shared & { readonly header: BubbleHeader | null; readonly text: string; readonly footer: string | null; readonly offer: BubbleOffer | null };

/** What a card says above its buttons: header, offer, body, footer. */
export function CardText({ header, text, footer, offer, mediaUrl, language, acts }: TextProps): ReactElement {
  return (
    <>
      {header === null ? null : <CardHeader header={header} mediaUrl={mediaUrl} language={language} acts={acts} />}
      {offer === null ? null : <OfferLine offer={offer} language={language} />}
      {text === '' ? null : <FormattedText text={text} language={language} />}
      {footer === null || footer === '' ? null : (
        <p className="bubble-foot" dir="auto">
          {footer}
        </p>
      )}
    </>
  );
}

/** What stands above a card's words. */
export function CardHeader({ header, mediaUrl, language, acts }: Shared & { readonly header: BubbleHeader }): ReactElement {
  switch (header.kind) {
    case 'text':
      return (
        <p className="bubble-head" dir="auto">
          {drawInlines(parseInline(header.text), language)}
        </p>
      );
    case 'image':
      return <MediaPicture media={header} mediaUrl={mediaUrl} language={language} kind="photo" onOpen={acts?.onPicture} />;
    case 'video':
      return <MediaFilm media={header} mediaUrl={mediaUrl} language={language} />;
    case 'document':
      return <FileCard media={header} mediaUrl={mediaUrl} language={language} />;
    case 'location':
      return <PlaceCard place={header} language={language} />;
    case 'product':
      return (
        <div className="bubble-goods">
          <ProductTile product={header.product} mediaUrl={mediaUrl} language={language} />
        </div>
      );
  }
}
