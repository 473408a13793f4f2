import type { ReactElement } from 'react';
import type { BubbleContent } from '#core/rehearsal/bubble.ts';
import type { BubbleActs } from './acts.ts';
import { CardText } from './CardBody.tsx';
import { ContactCards } from './ContactCards.tsx';
import { FileCard } from './FileCard.tsx';
import { FormattedText } from './FormattedText.tsx';
import { MediaFilm } from './MediaFilm.tsx';
import { MediaPicture, type MediaUrl } from './MediaPicture.tsx';
import { PhoneIcon } from './PhoneIcon.tsx';
import { PlaceCard } from './PlaceCard.tsx';
import { OrderCard, ProductsHead } from './Products.tsx';
import { VoiceNote } from './VoiceNote.tsx';
import { type PhoneLanguage, phoneWords } from './words.ts';

type Props = {
  readonly content: BubbleContent;
  readonly mediaUrl: MediaUrl;
  readonly language: PhoneLanguage;
  readonly acts: BubbleActs | undefined;
};

/** What stands inside a bubble, by kind. A kind we do not know says its name instead of hiding. */
export function BubbleBody({ content, mediaUrl, language, acts }: Props): ReactElement | null {
  const words = phoneWords[language];
  const shared = { mediaUrl, language, acts };
  switch (content.kind) {
    case 'text':
      return (
        <>
          {content.preview === null ? null : <LinkPreview url={content.preview} />}
          <FormattedText text={content.text} language={language} />
        </>
      );
    case 'card':
      return <CardText {...content} {...shared} />;
    case 'carousel':
      return content.text === '' ? null : <FormattedText text={content.text} language={language} />;
    case 'list':
      return <CardText header={textHeader(content.header)} text={content.text} footer={content.footer} offer={null} {...shared} />;
    case 'products':
      return (
        <>
          <ProductsHead title={content.header ?? words.catalog} sections={content.sections} catalog={content.catalog} {...shared} />
          <CardText header={null} text={content.text} footer={content.footer} offer={null} {...shared} />
        </>
      );
    case 'image':
      return <Captioned picture={<MediaPicture media={content} kind="photo" onOpen={acts?.onPicture} {...shared} />} text={content.caption} {...shared} />;
    case 'video':
      return <Captioned picture={<MediaFilm media={content} {...shared} />} text={content.caption} {...shared} />;
    case 'document':
      return <Captioned picture={<FileCard media={content} {...shared} />} text={content.caption} {...shared} />;
    case 'audio':
      return <VoiceNote url={mediaUrl(content)} voice={content.voice} language={language} />;
    case 'sticker':
      return <MediaPicture media={{ ...content, filename: null }} kind="sticker" {...shared} />;
    case 'location':
      return <PlaceCard place={content} language={language} />;
    case 'contacts':
      return <ContactCards contacts={content.contacts} language={language} />;
    case 'reaction':
      return <p className="bubble-aside">{content.emoji === '' ? words.reactionGone : `${words.reacted} ${content.emoji}`}</p>;
    case 'order':
      return <OrderCard order={content} language={language} />;
    case 'form':
      return <FormSent content={content} language={language} />;
    case 'system':
      return <p className="bubble-aside">{content.text}</p>;
    case 'other':
      return (
        <p className="bubble-aside">
          <PhoneIcon name="ask" /> {words.unknown(content.type)}
        </p>
      );
  }
}

function textHeader(text: string | null): { kind: 'text'; text: string } | null {
  return text === null ? null : { kind: 'text', text };
}

function Captioned({ picture, text, language }: { picture: ReactElement; text: string | null; language: PhoneLanguage }): ReactElement {
  return (
    <>
      {picture}
      {text === null || text === '' ? null : <FormattedText text={text} language={language} />}
    </>
  );
}

function LinkPreview({ url }: { url: string }): ReactElement {
  const host = URL.canParse(url) ? new URL(url).host : url;
  return (
    <div className="bubble-link">
      <PhoneIcon name="globe" />
      <span>
        <b dir="ltr">{host}</b>
        <small dir="ltr">{url}</small>
      </span>
    </div>
  );
}

type FormProps = { content: Extract<BubbleContent, { kind: 'form' }>; language: PhoneLanguage };

function FormSent({ content, language }: FormProps): ReactElement {
  const words = phoneWords[language];
  return (
    <div className="bubble-goods">
      <span className="bubble-basket" aria-hidden="true">
        <PhoneIcon name="form" />
      </span>
      <span>
        <b dir="auto">{content.name === '' ? words.formSent : content.name}</b>
        <small>{words.answers(Object.keys(content.answers).length)}</small>
      </span>
    </div>
  );
}
