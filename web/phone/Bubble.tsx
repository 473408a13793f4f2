import type { ReactElement, ReactNode } from 'react';
import type { BubbleContent } from '#core/rehearsal/bubble.ts';
import type { OutboundState } from '#core/whatsapp/message.ts';
import type { BubbleActs, ButtonMark } from './acts.ts';
import { BubbleBody } from './BubbleBody.tsx';
import { BubbleFoot } from './BubbleFoot.tsx';
import { Carousel } from './Carousel.tsx';
import type { MediaUrl } from './MediaPicture.tsx';
import { Ticks } from './Ticks.tsx';
import type { PhoneLanguage } from './words.ts';
import './bubble.css';

type Props = {
  readonly content: BubbleContent;
  /** Written by whoever holds this screen: at the end, tinted, with ticks. On a customer's phone the shop is not mine. */
  readonly mine: boolean;
  /** The clock as it should be read, such as "11:42"; null draws none. */
  readonly time: string | null;
  readonly language: PhoneLanguage;
  readonly mediaUrl: MediaUrl;
  readonly state?: OutboundState | undefined;
  /** The message this one answers to; `onGo` jumps there. */
  readonly quoted?: { readonly author: string; readonly preview: string; readonly onGo?: (() => void) | undefined } | undefined;
  /** Reactions that hang on it. */
  readonly reactions?: readonly string[] | undefined;
  readonly acts?: BubbleActs | undefined;
  /** Something the caller adds beside the time: "test", an author, a "try again" link. */
  readonly note?: ReactNode;
  /** What is written at its buttons, in a picture of it. */
  readonly mark?: ButtonMark | undefined;
  /** What can be done with the bubble itself, in its corner. */
  readonly menu?: ReactNode;
};

/** One message as WhatsApp draws it. Sizes follow the surrounding font size, sides follow the writing direction. */
export function Bubble(props: Props): ReactElement {
  const { content, mine, time, language, mediaUrl, state, quoted, reactions = [], acts, mark, note, menu } = props;
  const meta = time !== null || state !== undefined || note !== undefined;
  const bubble = (
    <div className={bubbleClass(content, mine)} data-kind={content.kind}>
      {menu}
      {quoted ? <Quote {...quoted} /> : null}
      <BubbleBody content={content} mediaUrl={mediaUrl} language={language} acts={acts} />
      {meta && (
        <span className="bubble-meta">
          {note}
          {time !== null && <time>{time}</time>}
          {mine && state !== undefined && <Ticks state={state} language={language} />}
        </span>
      )}
      <BubbleFoot content={content} language={language} acts={acts} mark={mark} />
      {reactions.length > 0 && <span className="bubble-reactions">{reactions.join(' ')}</span>}
    </div>
  );
  if (content.kind !== 'carousel') return bubble;
  return (
    <div className={mine ? 'bubble-group bubble-group-mine' : 'bubble-group'}>
      {bubble}
      <Carousel cards={content.cards} mediaUrl={mediaUrl} language={language} acts={acts} mark={mark} />
    </div>
  );
}

function Quote({ author, preview, onGo }: { author: string; preview: string; onGo?: (() => void) | undefined }): ReactElement {
  const inside = (
    <>
      <b dir="auto">{author}</b>
      <span dir="auto">{preview}</span>
    </>
  );
  if (!onGo) return <div className="bubble-quote">{inside}</div>;
  return (
    <button type="button" className="bubble-quote" onClick={onGo}>
      {inside}
    </button>
  );
}

/** One to three emoji alone are drawn big. */
const onlyEmoji = /^\p{RGI_Emoji}{1,3}$/v;

function bubbleClass(content: BubbleContent, mine: boolean): string {
  const names = ['bubble', mine ? 'bubble-mine' : 'bubble-theirs'];
  const header = content.kind === 'card' ? content.header?.kind : undefined;
  const pictured = content.kind === 'image' || content.kind === 'video' || content.kind === 'location' || content.kind === 'document';
  if (pictured || header === 'image' || header === 'video' || header === 'location' || header === 'document') names.push('bubble-pictured');
  if (pictured || content.kind === 'card' || content.kind === 'list' || content.kind === 'products') names.push('bubble-wide');
  if ((content.kind === 'image' || content.kind === 'video') && (content.caption ?? '') === '') names.push('bubble-overlaid');
  if (content.kind === 'sticker') names.push('bubble-bare');
  if (content.kind === 'text' && onlyEmoji.test(content.text.trim())) names.push('bubble-emoji');
  return names.join(' ');
}
