import { Checkbox, TextInput } from '@mantine/core';
import { type ReactNode, useDeferredValue } from 'react';
import type { World } from '#core/rehearsal/rehearsal.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import type { Place } from './address.ts';
import { PhoneGrid } from './PhoneGrid.tsx';
import { usePhones } from './useWall.ts';
import css from './Wall.module.css';

/** A grid of this many grey phones while the first come. */
const skeletons = 10;

type Props = { readonly place: Place; readonly go: (step: Partial<Place>, how?: 'push' | 'replace') => void; readonly world: World | undefined };

/** Everybody's phone with what they last got: featured people first, then the latest. */
export function Phones({ place, go, world }: Props): ReactNode {
  const { t } = useWords();
  const wanted = useDeferredValue(place.search.trim());
  const phones = usePhones(wanted, place.played);
  const shown = phones.data?.pages.flatMap((page) => page.phones) ?? [];
  return (
    <>
      <div className={css.finding}>
        <TextInput
          className={css.search}
          value={place.search}
          onChange={(event) => go({ search: event.currentTarget.value }, 'replace')}
          placeholder={t('wall.search')}
          aria-label={t('wall.search')}
          leftSection={<Icon name="find" small />}
        />
        <Checkbox size="sm" label={t('wall.played')} checked={place.played} onChange={(event) => go({ played: event.currentTarget.checked }, 'replace')} />
      </div>
      {phones.isError ? (
        <p className={css.face}>{t('wall.failed')}</p>
      ) : phones.isPending ? (
        <div className={css.grid} aria-busy="true" role="status" aria-label={t('wall.loading')}>
          {Array.from({ length: skeletons }, (_, place) => (
            <div key={place} className={css.skeleton} />
          ))}
        </div>
      ) : shown.length === 0 ? (
        <p className={css.face}>{t(wanted === '' && !place.played ? 'wall.nobody' : 'wall.nobodyFound')}</p>
      ) : (
        <PhoneGrid
          phones={shown}
          held={place.phone}
          business={world?.numbers[0]?.verified_name ?? ''}
          onHold={(phone) => go({ phone, chat: null })}
          onEnd={() => {
            if (phones.hasNextPage && !phones.isFetchingNextPage) void phones.fetchNextPage();
          }}
        />
      )}
    </>
  );
}
