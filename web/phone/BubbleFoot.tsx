import type { ReactElement } from 'react';
import type { BubbleContent } from '#core/rehearsal/bubble.ts';
import type { BubbleActs, ButtonMark } from './acts.ts';
import { CardButtons } from './CardButtons.tsx';
import { PhoneIcon, type PhoneIconName } from './PhoneIcon.tsx';
import { type PhoneLanguage, phoneWords } from './words.ts';

type Props = {
  readonly content: BubbleContent;
  readonly language: PhoneLanguage;
  readonly acts: BubbleActs | undefined;
  readonly mark?: ButtonMark | undefined;
};

/** The buttons at the foot of a bubble, beneath its time. In a preview they are only drawn. */
export function BubbleFoot({ content, language, acts, mark }: Props): ReactElement | null {
  const words = phoneWords[language];
  switch (content.kind) {
    case 'card':
      return <CardButtons buttons={content.buttons} language={language} onTap={acts?.onTap} mark={mark && ((button) => mark(button, null))} />;
    case 'list':
      return <Opener icon="list" text={content.button} onOpen={acts?.onList} />;
    case 'products':
      return <Opener icon="grid" text={words.viewItems} onOpen={acts === undefined ? undefined : () => acts.onProducts(content.sections, content.catalog)} />;
    case 'order':
      return <Opener text={words.viewBasket} onOpen={acts?.onDetail} />;
    case 'form':
      return <Opener text={words.viewAnswers} onOpen={acts?.onDetail} />;
    case 'contacts':
      return (
        <>
          {content.contacts.map((contact, place) => (
            <Opener
              key={place}
              text={content.contacts.length === 1 ? words.viewContact : words.viewContactOf(contact.name)}
              onOpen={acts === undefined ? undefined : () => acts.onContact(contact)}
            />
          ))}
        </>
      );
    case 'text':
    case 'carousel':
    case 'image':
    case 'video':
    case 'document':
    case 'audio':
    case 'sticker':
    case 'location':
    case 'reaction':
    case 'system':
    case 'other':
      return null;
  }
}

function Opener({ icon, text, onOpen }: { icon?: PhoneIconName; text: string; onOpen: (() => void) | undefined }): ReactElement {
  const inside = (
    <>
      {icon === undefined ? null : <PhoneIcon name={icon} />}
      <span dir="auto">{text}</span>
    </>
  );
  return (
    <div className="bubble-acts">
      {onOpen === undefined ? (
        <span className="bubble-act">{inside}</span>
      ) : (
        <button type="button" className="bubble-act" onClick={onOpen}>
          {inside}
        </button>
      )}
    </div>
  );
}
