import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Media } from '#core/contract/media.ts';
import { MediaThumb } from '#web/part/MediaThumb.tsx';
import { Chip } from '#web/ui/Chip.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './MediaGrid.module.css';

/** The files as pictures; each opens its details. */
export function MediaGrid(props: { readonly files: readonly Media[]; readonly open: string | undefined; readonly onOpen: (id: string) => void }): ReactNode {
  const { t } = useWords();
  return (
    <ul className={css.grid} aria-label={t('media.title')}>
      {props.files.map((media) => (
        <li key={media.id}>
          <button type="button" className={css.card} aria-haspopup="dialog" aria-expanded={media.id === props.open} onClick={() => props.onOpen(media.id)}>
            <span className={css.picture}>
              <MediaThumb media={media} />
              <Mark media={media} />
            </span>
            <span className={css.name} dir="auto">
              {media.name}
            </span>
            <Facts media={media} />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** What stands out: it is being made, it cannot be used, it moves. */
function Mark({ media }: { readonly media: Media }): ReactNode {
  const { t } = useWords();
  if (media.state === 'working')
    return (
      <span className={css.mark}>
        <Chip tone="on" live>
          {t('media.working')}
        </Chip>
      </span>
    );
  if (media.state === 'refused')
    return (
      <span className={css.mark}>
        <Chip tone="stopped">{t('media.refused')}</Chip>
      </span>
    );
  return media.animated ? (
    <span className={css.mark}>
      <Chip>{t('media.animated')}</Chip>
    </span>
  ) : null;
}

function Facts({ media }: { readonly media: Media }): ReactNode {
  const { t, bytes } = useWords();
  const said = [t(`media.kind_${media.kind}`)];
  if (media.bytes > 0) said.push(bytes(media.bytes));
  return (
    <span className={css.facts}>
      {said.join(' · ')}
      {media.used_by > 0 ? <span className={css.used}>{t('media.used_by', { count: media.used_by })}</span> : null}
    </span>
  );
}

/** The shape of the grid while it is asked for. */
export function LoadingGrid(): ReactNode {
  const { t } = useWords();
  return (
    <div className={css.grid} role="status" aria-label={t('shell.loading')}>
      {Array.from({ length: 10 }, (_, at) => (
        <div key={at} className={css.card}>
          <Skeleton className={css.picture} radius={12} height="auto" />
          <Skeleton height={14} width="70%" mt={6} />
        </div>
      ))}
    </div>
  );
}
