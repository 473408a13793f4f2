import type { ReactElement } from 'react';
import type { MediaRef, MessageContent } from '#core/whatsapp/message.ts';
import { CardText } from './CardBody.tsx';
import { FormattedText } from './FormattedText.tsx';
import { MediaPicture, type MediaUrl } from './MediaPicture.tsx';
import { PhoneIcon } from './PhoneIcon.tsx';
import { PlaceCard } from './PlaceCard.tsx';
import { VoiceNote } from './VoiceNote.tsx';
import { type PhoneLanguage, phoneWords } from './words.ts';

type Props = { readonly content: MessageContent; readonly mediaUrl: MediaUrl; readonly language: PhoneLanguage };

/** What stands inside a bubble, by kind. A kind we do not know says its name instead of hiding. */
export function BubbleBody({ content, mediaUrl, language }: Props): ReactElement {
  const words = phoneWords[language];
  switch (content.kind) {
    case 'text':
      return <FormattedText text={content.text} language={language} />;
    case 'card':
      return <CardText card={content} mediaUrl={mediaUrl} language={language} />;
    case 'image':
      return (
        <>
          <MediaPicture media={content.image} mediaUrl={mediaUrl} language={language} kind="photo" />
          <Caption text={content.caption} language={language} />
        </>
      );
    case 'video':
      return (
        <>
          <Video media={content.video} mediaUrl={mediaUrl} language={language} />
          <Caption text={content.caption} language={language} />
        </>
      );
    case 'audio':
      return <VoiceNote url={mediaUrl(content.audio)} voice={content.voice} language={language} />;
    case 'document':
      return (
        <>
          <FileCard media={content.document} mediaUrl={mediaUrl} language={language} />
          <Caption text={content.caption} language={language} />
        </>
      );
    case 'sticker':
      return <MediaPicture media={content.sticker} mediaUrl={mediaUrl} language={language} kind="sticker" />;
    case 'location':
      return <PlaceCard place={content} language={language} />;
    case 'contacts':
      return (
        <ul className="bubble-people">
          {content.names.map((name, place) => (
            <li key={place}>
              <PhoneIcon name="person" />
              <span className="bubble-kind">{words.contactCard}</span>
              <b dir="auto">{name}</b>
            </li>
          ))}
        </ul>
      );
    case 'reaction':
      return <p className="bubble-aside">{content.emoji === '' ? words.reactionGone : `${words.reacted} ${content.emoji}`}</p>;
    case 'choice':
      return (
        <div className="bubble-choice">
          <FormattedText text={content.text} language={language} />
          {content.description !== null && content.description !== '' && (
            <p className="bubble-foot" dir="auto">
              {content.description}
            </p>
          )}
        </div>
      );
    case 'unknown':
      return (
        <p className="bubble-aside">
          <PhoneIcon name="ask" /> {words.unknown(content.type)}
        </p>
      );
  }
}

function Caption({ text, language }: { text: string | null; language: PhoneLanguage }): ReactElement | null {
  return text === null || text === '' ? null : <FormattedText text={text} language={language} />;
}

type FileProps = { readonly media: MediaRef; readonly mediaUrl: MediaUrl; readonly language: PhoneLanguage };

function Video({ media, mediaUrl, language }: FileProps): ReactElement {
  const words = phoneWords[language];
  const url = mediaUrl(media);
  if (url === undefined || url === '') {
    return (
      <div className="bubble-picture bubble-picture-empty">
        <PhoneIcon name="video" />
        <span>
          {words.video}. {words.notHere}
        </span>
      </div>
    );
  }
  return <video className="bubble-picture" src={url} controls preload="metadata" aria-label={media.name ?? words.video} />;
}

function FileCard({ media, mediaUrl, language }: FileProps): ReactElement {
  const words = phoneWords[language];
  const url = mediaUrl(media);
  const here = url !== undefined && url !== '';
  return (
    <div className="bubble-file">
      <PhoneIcon name="file" />
      <span>
        <b dir="auto">{media.name ?? words.document}</b>
        <small>
          {media.mime}
          {!here && `, ${words.notHere}`}
        </small>
      </span>
      {here && (
        <a href={url} target="_blank" rel="noopener noreferrer" aria-label={`${words.openFile}: ${media.name ?? words.document}`}>
          {words.openFile}
        </a>
      )}
    </div>
  );
}
