import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Media } from '#core/contract/media.ts';
import { capital } from '#web/part/capital.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { Pairs } from '#web/ui/Pairs.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './MediaDetails.module.css';

/** What a file is, which messages take it, and what was done to it. */
export function MediaFacts({ media, onOpen }: { readonly media: Media; readonly onOpen: (id: string) => void }): ReactNode {
  const { t, bytes, date, list, locale } = useWords();
  const { original, width, height, seconds } = media;
  const uses = media.fits.map((use) => t(`media.use_${use}`));
  const rows: { name: string; value: ReactNode }[] = [{ name: t('media.type'), value: `${t(`media.kind_${media.kind}`)}, ${media.mime.split(';')[0] ?? ''}` }];
  if (media.bytes > 0) rows.push({ name: t('media.size'), value: bytes(media.bytes) });
  if (width !== null && height !== null) rows.push({ name: t('media.pixels'), value: t('media.pixels_value', { width, height }) });
  if (seconds !== null) rows.push({ name: t('media.plays'), value: t('media.plays_value', { seconds: Math.max(1, Math.round(seconds)) }) });
  rows.push({ name: t('media.added'), value: date(media.created_at) });
  if (media.state === 'ready') rows.push({ name: t('media.can_be'), value: uses.length === 0 ? t('media.can_be_none') : list(uses, 'disjunction') });
  if (original !== null)
    rows.push({
      name: t('media.made_from'),
      value: (
        <Button size="compact-sm" variant="subtle" onClick={() => onOpen(original)}>
          {capital(t('media.made_from_act'), locale)}
        </Button>
      ),
    });

  return (
    <>
      <section>
        <h3 className={css.title}>{t('media.facts')}</h3>
        <Pairs rows={rows} />
      </section>
      {media.state === 'ready' ? (
        <section>
          <h3 className={css.title}>{t('media.done_title')}</h3>
          {media.done.length === 0 ? (
            <p className={css.quiet}>{t('media.done_nothing')}</p>
          ) : (
            <ul className={css.lines}>
              {media.done.map((line) => (
                <li key={line}>
                  <Icon name="check" small /> {line}
                </li>
              ))}
            </ul>
          )}
        </section>
      ) : null}
    </>
  );
}
