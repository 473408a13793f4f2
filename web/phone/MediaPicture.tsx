import { type ReactElement, useState } from 'react';
import type { BubbleMedia } from '#core/rehearsal/bubble.ts';
import { PhoneIcon } from './PhoneIcon.tsx';
import { type PhoneLanguage, phoneWords } from './words.ts';

/** Where the bytes of a file can be fetched, or undefined when we do not hold them. */
export type MediaUrl = (media: Pick<BubbleMedia, 'media' | 'link'>) => string | undefined;

type Props = {
  readonly media: BubbleMedia;
  readonly mediaUrl: MediaUrl;
  readonly language: PhoneLanguage;
  readonly kind: 'photo' | 'sticker';
  readonly onOpen?: ((url: string, name: string) => void) | undefined;
};

/** A picture; when it cannot be shown, a plain place with the word for it and where it would be, of the same size. */
export function MediaPicture({ media, mediaUrl, language, kind, onOpen }: Props): ReactElement {
  const [brokenUrl, setBrokenUrl] = useState<string | undefined>(undefined);
  const words = phoneWords[language];
  const url = mediaUrl(media);
  if (url === undefined || url === '' || url === brokenUrl) {
    return (
      <div className={`bubble-picture bubble-picture-${kind} bubble-picture-empty`}>
        <PhoneIcon name="photo" />
        <span>{words[kind]}</span>
        {media.link !== null && <code dir="ltr">{media.link}</code>}
      </div>
    );
  }
  const name = media.filename ?? words[kind];
  const picture = <img className={`bubble-picture bubble-picture-${kind}`} src={url} alt={name} loading="lazy" onError={() => setBrokenUrl(url)} />;
  if (!onOpen) return picture;
  return (
    <button type="button" className="bubble-open" onClick={() => onOpen(url, name)} aria-label={words.openPicture(name)}>
      {picture}
    </button>
  );
}
