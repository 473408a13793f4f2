import type { ReactElement } from 'react';
import type { BubbleMedia } from '#core/rehearsal/bubble.ts';
import type { MediaUrl } from './MediaPicture.tsx';
import { PhoneIcon } from './PhoneIcon.tsx';
import { type PhoneLanguage, phoneWords } from './words.ts';

type Props = { readonly media: BubbleMedia; readonly mediaUrl: MediaUrl; readonly language: PhoneLanguage };

/** A film that plays where it stands. */
export function MediaFilm({ media, mediaUrl, language }: Props): ReactElement {
  const words = phoneWords[language];
  const url = mediaUrl(media);
  if (url === undefined || url === '') {
    return (
      <div className="bubble-picture bubble-picture-empty">
        <PhoneIcon name="video" />
        <span>
          {words.video}. {words.notHere}
        </span>
        {media.link !== null && <code dir="ltr">{media.link}</code>}
      </div>
    );
  }
  return <video className="bubble-picture" src={url} controls playsInline preload="metadata" aria-label={media.filename ?? words.video} />;
}
