import { type ReactNode, useState } from 'react';
import type { Media } from '#core/contract/media.ts';
import { thumbnailAddress } from '#web/api/api.ts';
import { Icon, type IconName } from '#web/ui/Icon.tsx';
import css from './MediaThumb.module.css';

const icons = { image: 'image', sticker: 'image', video: 'play', audio: 'sound', document: 'page' } as const satisfies Record<Media['kind'], IconName>;

/** A small picture of a file, or the sign of its kind. Fills the box it stands in. */
export function MediaThumb({ media, named }: { readonly media: Media; readonly named?: boolean }): ReactNode {
  const alt = named === true ? media.alt || media.name : '';
  // A file may say that it is a picture and then not be drawn: its sign stands there instead.
  const [isBroken, setBroken] = useState(false);
  return (
    <span className={[css.thumb, media.kind === 'sticker' ? css.whole : ''].join(' ')}>
      {media.has_thumbnail && media.state === 'ready' && !isBroken ? (
        <img src={thumbnailAddress(media.id)} alt={alt} loading="lazy" onError={() => setBroken(true)} />
      ) : (
        <Bare media={media} />
      )}
      {media.has_thumbnail && media.kind === 'video' ? (
        <span className={css.sign} aria-hidden="true">
          <Icon name="play" small />
        </span>
      ) : null}
    </span>
  );
}

/** The sign of a file that shows nothing, and how its name ends. */
function Bare({ media }: { readonly media: Media }): ReactNode {
  const ending = /\.([A-Za-z0-9]{1,5})$/.exec(media.name)?.[1];
  return (
    <>
      <Icon name={icons[media.kind]} />
      {ending === undefined ? null : (
        <span className={css.ending} aria-hidden="true">
          {ending}
        </span>
      )}
    </>
  );
}
