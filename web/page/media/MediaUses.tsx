import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Media, MediaPlace } from '#core/contract/media.ts';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { useNow } from '#web/ui/now.ts';
import { LoadingLines } from '#web/ui/Faces.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './MediaDetails.module.css';

/** Where a file is used, and where it lies at Meta. */
export function MediaUses({ media }: { readonly media: Media }): ReactNode {
  const { t, phone, date, recent } = useWords();
  const now = useNow();
  const usage = useQuery(queries.media.usage({ params: { id: media.id } }));
  return (
    <Asked of={usage} loading={<LoadingLines lines={2} />}>
      {({ places, at_meta: atMeta }) => (
        <>
          <section>
            <h3 className={css.title}>{t('media.used_title')}</h3>
            {places.length === 0 ? (
              <p className={css.quiet}>{t('media.used_none')}</p>
            ) : (
              <ul className={css.lines}>
                {places.map((place) => (
                  <li key={`${place.what} ${place.id}`}>
                    <span className={css.quiet}>{t(`media.used_${place.what}`)}</span>
                    <Place place={place} />
                    {place.at === null ? null : <span className={css.when}>{recent(place.at, now)}</span>}
                  </li>
                ))}
              </ul>
            )}
          </section>
          <section>
            <h3 className={css.title}>{t('media.meta_title')}</h3>
            {atMeta.length === 0 ? (
              <p className={css.quiet}>{t('media.meta_none')}</p>
            ) : (
              <ul className={css.lines}>
                {atMeta.map((one) => (
                  <li key={one.number}>{t('media.meta_until', { phone: phone(one.phone), date: date(one.until) })}</li>
                ))}
              </ul>
            )}
          </section>
        </>
      )}
    </Asked>
  );
}

function Place({ place }: { readonly place: MediaPlace }): ReactNode {
  switch (place.what) {
    case 'template':
      return (
        <Link to="/templates/$id" params={{ id: place.id }} search={{}}>
          {place.name}
        </Link>
      );
    case 'campaign':
      return (
        <Link to="/campaigns/$id" params={{ id: place.id }}>
          {place.name}
        </Link>
      );
    case 'broadcast':
    case 'product':
    case 'message':
      return <span dir="auto">{place.name}</span>;
  }
}
