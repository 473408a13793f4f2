import { Button, Modal, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useDeferredValue, useState } from 'react';
import type { Media, MediaUse } from '#core/contract/media.ts';
import { pages } from '#web/api/queries.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { Asked } from './Asked.tsx';
import css from './MediaChooser.module.css';
import { mediaFits } from './mediaFits.ts';
import { MediaThumb } from './MediaThumb.tsx';

/** One asking fills the sheet. */
const pageSize = 48;

/** The library in a sheet, narrowed to what fits; a click chooses. */
export function MediaChooser(props: {
  readonly accept: readonly MediaUse[];
  readonly value: string | null;
  readonly onPick: (media: Media) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const words = useDeferredValue(typed.trim());
  const only = props.accept.length === 1 ? { fits: props.accept[0] } : {};
  const found = useInfiniteQuery({
    ...pages.media.list({ query: { limit: pageSize, ...only, ...(words === '' ? {} : { q: words }) } }),
    placeholderData: (before) => before,
  });

  return (
    <Modal opened onClose={props.onClose} size="46rem" title={t('media.pick_title')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <TextInput
        type="search"
        label={t('media.search')}
        leftSection={<Icon name="find" small />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        data-autofocus
      />
      <div className={css.found}>
        <Asked of={found}>
          {(data) => {
            const fitting = data.pages.flatMap((page) => page.items).filter((media) => mediaFits(media, props.accept));
            return fitting.length === 0 && !found.hasNextPage ? (
              <p className={css.none}>{words === '' ? t('media.pick_none') : t('media.none_text')}</p>
            ) : (
              <ul className={css.grid}>
                {fitting.map((media) => (
                  <li key={media.id}>
                    <button type="button" aria-pressed={media.id === props.value} onClick={() => props.onPick(media)}>
                      <span className={css.picture}>
                        <MediaThumb media={media} />
                      </span>
                      <span className={css.name} dir="auto">
                        {media.name}
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            );
          }}
        </Asked>
        {found.hasNextPage ? (
          <Button mt="md" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('shell.load_more')}
          </Button>
        ) : null}
      </div>
    </Modal>
  );
}
