import { type ReactElement, useRef } from 'react';
import type { BubbleCard } from '#core/rehearsal/bubble.ts';
import type { BubbleActs, ButtonMark } from './acts.ts';
import { CardHeader } from './CardBody.tsx';
import { CardButtons } from './CardButtons.tsx';
import { FormattedText } from './FormattedText.tsx';
import type { MediaUrl } from './MediaPicture.tsx';
import { PhoneIcon } from './PhoneIcon.tsx';
import { type PhoneLanguage, phoneWords } from './words.ts';

type Props = {
  readonly cards: readonly BubbleCard[];
  readonly mediaUrl: MediaUrl;
  readonly language: PhoneLanguage;
  readonly acts: BubbleActs | undefined;
  readonly mark?: ButtonMark | undefined;
};

/** What scrolls is reached by the keyboard, although it is no button. */
const reachable = { tabIndex: 0 };

/** Cards side by side. They swipe by hand; by keyboard the arrows move them, and two buttons say where the rest is. */
export function Carousel({ cards, mediaUrl, language, acts, mark }: Props): ReactElement {
  const row = useRef<HTMLDivElement>(null);
  const words = phoneWords[language];
  const move = (by: 1 | -1) => {
    const box = row.current;
    const width = box?.firstElementChild?.clientWidth ?? 0;
    const way = box !== null && getComputedStyle(box).direction === 'rtl' ? -1 : 1;
    box?.scrollBy({ left: by * way * width, behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  };
  return (
    <div className="carousel" role="group" aria-roledescription={words.carousel} aria-label={words.cards(cards.length)}>
      <div className="carousel-row" ref={row} role="group" aria-label={words.cards(cards.length)} {...reachable}>
        {cards.map((card, place) => (
          <div key={place} className="carousel-card" role="group" aria-label={words.card(place + 1, cards.length)}>
            {card.header === null ? null : <CardHeader header={card.header} mediaUrl={mediaUrl} language={language} acts={acts} />}
            <div className="carousel-words">{card.text === null ? null : <FormattedText text={card.text} language={language} />}</div>
            <CardButtons buttons={card.buttons} language={language} onTap={acts?.onTap} mark={mark && ((button) => mark(button, place))} />
          </div>
        ))}
      </div>
      {cards.length > 1 && acts ? (
        <>
          <button type="button" className="carousel-go carousel-back" aria-label={words.cardBefore} onClick={() => move(-1)}>
            <PhoneIcon name="back" mirrored />
          </button>
          <button type="button" className="carousel-go carousel-on" aria-label={words.cardAfter} onClick={() => move(1)}>
            <PhoneIcon name="next" mirrored />
          </button>
        </>
      ) : null}
    </div>
  );
}
