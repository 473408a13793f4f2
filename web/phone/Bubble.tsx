import type { ReactElement, ReactNode } from 'react';
import type { CardButton, MessageContent, OutboundState } from '#core/whatsapp/message.ts';
import { BubbleBody } from './BubbleBody.tsx';
import { CardButtons } from './CardBody.tsx';
import type { MediaUrl } from './MediaPicture.tsx';
import { Ticks } from './Ticks.tsx';
import type { PhoneLanguage } from './words.ts';
import './bubble.css';

type Props = {
  readonly content: MessageContent;
  /** Written by whoever holds this screen: at the end, tinted, with ticks. On a customer's phone the shop is not mine. */
  readonly mine: boolean;
  /** The clock as it should be read, such as "11:42"; null draws none. */
  readonly time: string | null;
  readonly language: PhoneLanguage;
  readonly mediaUrl: MediaUrl;
  readonly state?: OutboundState | undefined;
  /** The message this one answers to. */
  readonly quoted?: { readonly author: string; readonly preview: string } | undefined;
  /** Reactions that hang on it. */
  readonly reactions?: readonly string[] | undefined;
  readonly onTap?: ((button: CardButton, place: number) => void) | undefined;
  /** Something the caller adds beside the time: "test", an author, a "try again" link. */
  readonly note?: ReactNode;
};

/** One message as WhatsApp draws it. Sizes follow the surrounding font size, sides follow the writing direction. */
export function Bubble({ content, mine, time, language, mediaUrl, state, quoted, reactions = [], onTap, note }: Props): ReactElement {
  const meta = time !== null || state !== undefined || note !== undefined;
  return (
    <div className={bubbleClass(content, mine)} data-kind={content.kind}>
      {quoted && (
        <div className="bubble-quote">
          <b dir="auto">{quoted.author}</b>
          <span dir="auto">{quoted.preview}</span>
        </div>
      )}
      <BubbleBody content={content} mediaUrl={mediaUrl} language={language} />
      {meta && (
        <span className="bubble-meta">
          {note}
          {time !== null && <time>{time}</time>}
          {mine && state !== undefined && <Ticks state={state} language={language} />}
        </span>
      )}
      {content.kind === 'card' && <CardButtons buttons={content.buttons} language={language} onTap={onTap} />}
      {reactions.length > 0 && <span className="bubble-reactions">{reactions.join(' ')}</span>}
    </div>
  );
}

function bubbleClass(content: MessageContent, mine: boolean): string {
  const names = ['bubble', mine ? 'bubble-mine' : 'bubble-theirs'];
  const pictured =
    content.kind === 'image' || content.kind === 'video' || content.kind === 'location' || (content.kind === 'card' && content.header?.kind === 'image');
  if (pictured) names.push('bubble-pictured');
  if (content.kind === 'card' || pictured) names.push('bubble-wide');
  if (content.kind === 'sticker') names.push('bubble-bare');
  return names.join(' ');
}
