import type { ReactElement } from 'react';
import type { BubbleOffer } from '#core/rehearsal/bubble.ts';
import { countdown, usePhoneNow } from './clock.ts';
import { PhoneIcon } from './PhoneIcon.tsx';
import { type PhoneLanguage, phoneWords } from './words.ts';

const everySecond = 1000;

/** A limited-time offer above the text: what it is, its code, and how long it still runs by the phone's own clock. */
export function OfferLine({ offer, language }: { offer: BubbleOffer; language: PhoneLanguage }): ReactElement {
  const words = phoneWords[language];
  return (
    <div className="bubble-offer">
      <PhoneIcon name="tag" />
      <span>
        <b dir="auto">{offer.text}</b>
        {offer.expires_at === null ? null : <Left until={Date.parse(offer.expires_at)} language={language} />}
        {offer.code === null ? null : (
          <small>
            {words.code} <code dir="ltr">{offer.code}</code>
          </small>
        )}
      </span>
    </div>
  );
}

function Left({ until, language }: { until: number; language: PhoneLanguage }): ReactElement {
  const now = usePhoneNow(everySecond);
  const words = phoneWords[language];
  const left = countdown(until - now);
  if (left === null) return <small>{words.offerOver}</small>;
  return (
    <small className={left.days === 0 ? 'bubble-offer-soon' : undefined}>
      {words.offerEnds(left.days)} <time dir="ltr">{left.clock}</time>
    </small>
  );
}
