import { type ReactElement, useState } from 'react';
import type { MediaRef } from '#core/whatsapp/message.ts';
import { PhoneIcon } from './PhoneIcon.tsx';
import { type PhoneLanguage, phoneWords } from './words.ts';

/** Where the bytes of a file can be fetched, or undefined when we do not hold them. */
export type MediaUrl = (media: MediaRef) => string | undefined;

type Props = { readonly media: MediaRef; readonly mediaUrl: MediaUrl; readonly language: PhoneLanguage; readonly kind: 'photo' | 'sticker' };

/** A picture; when it cannot be shown, a plain place with the word for it, of the same size. */
export function MediaPicture({ media, mediaUrl, language, kind }: Props): ReactElement {
  const [brokenUrl, setBrokenUrl] = useState<string | undefined>(undefined);
  const words = phoneWords[language];
  const url = mediaUrl(media);
  if (url === undefined || url === '' || url === brokenUrl) {
    return (
      <div className={`bubble-picture bubble-picture-${kind} bubble-picture-empty`}>
        <PhoneIcon name="photo" />
        <span>{words[kind]}</span>
      </div>
    );
  }
  return <img className={`bubble-picture bubble-picture-${kind}`} src={url} alt={media.name ?? words[kind]} loading="lazy" onError={() => setBrokenUrl(url)} />;
}
