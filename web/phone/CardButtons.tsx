import { type ReactElement, type ReactNode, useState } from 'react';
import type { BubbleButton } from '#core/rehearsal/bubble.ts';
import { PhoneIcon, type PhoneIconName } from './PhoneIcon.tsx';
import { type PhoneLanguage, phoneWords } from './words.ts';

/** WhatsApp shows three buttons beneath a message; of more it shows two and hides the rest behind a third. */
const buttonsShownMost = 3;

const icons: Record<BubbleButton['kind'], PhoneIconName> = {
  reply: 'reply',
  url: 'link',
  phone: 'call',
  copy_code: 'copy',
  flow: 'form',
  catalog: 'grid',
  product: 'box',
  send_location: 'pin',
  share_contact: 'person',
  address: 'house',
};

type Props = {
  readonly buttons: readonly BubbleButton[];
  readonly language: PhoneLanguage;
  readonly onTap?: ((button: BubbleButton) => void) | undefined;
  /** What is written at a button of a picture. */
  readonly mark?: ((button: BubbleButton) => ReactNode) | undefined;
};

/** Labels that WhatsApp itself writes are said in the phone's language; what an author wrote stands as it is. */
function labelOf(button: BubbleButton, language: PhoneLanguage): string {
  const words = phoneWords[language];
  switch (button.kind) {
    case 'send_location':
      return words.sendLocation;
    case 'share_contact':
      return words.shareContact;
    case 'address':
      return words.provideAddress;
    case 'product':
      return button.text === phoneWords.en.view ? words.view : button.text;
    case 'catalog':
      return button.text === whatsAppCatalog ? words.viewCatalog : button.text;
    case 'reply':
    case 'url':
    case 'phone':
    case 'copy_code':
    case 'flow':
      return button.text;
  }
}

/** As WhatsApp spells it on a free-form message with a catalogue. */
const whatsAppCatalog = 'View catalog';

/** A card's buttons. Without `onTap` they are only drawn: a preview cannot be pressed. */
export function CardButtons({ buttons, language, onTap, mark }: Props): ReactElement | null {
  const [all, setAll] = useState(false);
  if (buttons.length === 0) return null;
  const words = phoneWords[language];
  const hides = buttons.length > buttonsShownMost;
  // What is counted is never hidden.
  const shown = hides && !all && mark === undefined ? buttons.slice(0, buttonsShownMost - 1) : buttons;
  return (
    <div className="bubble-acts">
      {shown.map((button) => (
        <CardAct key={button.index} button={button} language={language} onTap={onTap && (() => onTap(button))} mark={mark?.(button)} />
      ))}
      {hides && mark === undefined && (
        <button type="button" className="bubble-act" aria-expanded={all} onClick={() => setAll(!all)}>
          <PhoneIcon name="list" />
          {all ? words.fewerOptions : words.allOptions}
        </button>
      )}
    </div>
  );
}

type ActProps = { button: BubbleButton; language: PhoneLanguage; onTap: (() => void) | undefined; mark: ReactNode };

function CardAct({ button, language, onTap, mark }: ActProps): ReactElement {
  const tapped = 'tapped' in button && button.tapped;
  const inside = (
    <>
      <PhoneIcon name={tapped ? 'check' : icons[button.kind]} mirrored={button.kind === 'reply' || button.kind === 'url'} />
      <span dir="auto">{labelOf(button, language)}</span>
      {mark}
    </>
  );
  if (!onTap) return <span className="bubble-act">{inside}</span>;
  return (
    <button type="button" className="bubble-act" onClick={onTap} data-tapped={tapped} title={tapped ? phoneWords[language].tapped : undefined}>
      {inside}
    </button>
  );
}
