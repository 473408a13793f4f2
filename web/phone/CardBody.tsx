import { type ReactElement, useState } from 'react';
import type { CardButton, CardContent } from '#core/whatsapp/message.ts';
import { drawInlines, FormattedText } from './FormattedText.tsx';
import { parseInline } from './formatting.ts';
import { MediaPicture, type MediaUrl } from './MediaPicture.tsx';
import { PhoneIcon, type PhoneIconName } from './PhoneIcon.tsx';
import { type PhoneLanguage, phoneWords } from './words.ts';

/** WhatsApp shows three buttons beneath a message; of more it shows two and hides the rest behind a third. */
const buttonsShownMost = 3;

type TextProps = { readonly card: CardContent; readonly mediaUrl: MediaUrl; readonly language: PhoneLanguage };

/** What a card says above its buttons: header, body, footer. */
export function CardText({ card, mediaUrl, language }: TextProps): ReactElement {
  return (
    <>
      {card.header?.kind === 'image' && <MediaPicture media={card.header.image} mediaUrl={mediaUrl} language={language} kind="photo" />}
      {card.header?.kind === 'text' && (
        <p className="bubble-head" dir="auto">
          {drawInlines(parseInline(card.header.text), language)}
        </p>
      )}
      <FormattedText text={card.text} language={language} />
      {card.footer !== null && card.footer !== '' && (
        <p className="bubble-foot" dir="auto">
          {card.footer}
        </p>
      )}
    </>
  );
}

type ButtonsProps = {
  readonly buttons: readonly CardButton[];
  readonly language: PhoneLanguage;
  readonly onTap?: ((button: CardButton, place: number) => void) | undefined;
};

/** A card's buttons. Without `onTap` they are only drawn: a preview cannot be pressed. */
export function CardButtons({ buttons, language, onTap }: ButtonsProps): ReactElement | null {
  const [all, setAll] = useState(false);
  if (buttons.length === 0) return null;
  const words = phoneWords[language];
  const hides = buttons.length > buttonsShownMost;
  const shown = hides && !all ? buttons.slice(0, buttonsShownMost - 1) : buttons;
  return (
    <div className="bubble-acts">
      {shown.map((button, place) => (
        <CardAct key={place} button={button} onTap={onTap && (() => onTap(button, place))} />
      ))}
      {hides && (
        <button type="button" className="bubble-act" aria-expanded={all} onClick={() => setAll(!all)}>
          <PhoneIcon name="list" />
          {all ? words.fewerOptions : words.allOptions}
        </button>
      )}
    </div>
  );
}

const icons: Record<CardButton['kind'], PhoneIconName> = { reply: 'reply', url: 'link', phone: 'call' };

function CardAct({ button, onTap }: { button: CardButton; onTap: (() => void) | undefined }): ReactElement {
  const inside = (
    <>
      <PhoneIcon name={icons[button.kind]} mirrored={button.kind !== 'phone'} />
      <span dir="auto">{button.text}</span>
    </>
  );
  if (!onTap) return <span className="bubble-act">{inside}</span>;
  return (
    <button type="button" className="bubble-act" onClick={onTap}>
      {inside}
    </button>
  );
}
