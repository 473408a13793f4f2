import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { queries } from '#web/api/queries.ts';
import { PickWord } from '#web/part/PickWord.tsx';
import { sayProblem } from '#web/part/problem.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Composer.module.css';
import { offeredMost } from './usePlan.ts';

/** Who gets it, as a sentence with one word to choose. */
export function WhoPart({ segment, onPick }: { readonly segment: string | null; readonly onPick: (segment: string) => void }): ReactNode {
  const { t } = useWords();
  const asked = useQuery(queries.segments.list({ query: { limit: offeredMost } }));
  const items = asked.data?.items ?? [];
  const chosen = items.find((each) => each.id === segment);
  const none = asked.data !== undefined && items.length === 0;

  return (
    <section className={css.ask} id="who">
      <h2>
        {t('campaigns.who')}
        {chosen !== undefined && (
          <Link to="/segments/$id" params={{ id: chosen.id }} className={css.open}>
            {t('campaigns.open_segment')}
          </Link>
        )}
      </h2>
      {asked.error !== null && asked.data === undefined ? (
        <p className={css.wrong}>{sayProblem(asked.error, t)}</p>
      ) : none ? (
        <p className={css.rule}>
          {t('campaigns.no_segments')} <Link to="/segments/new">{t('campaigns.make_segment')}</Link>
        </p>
      ) : (
        <p className={css.rule}>
          {t('campaigns.people_in')}{' '}
          <PickWord
            label={t('campaigns.segment')}
            value={segment}
            placeholder={t('campaigns.a_segment')}
            options={items.map((each) => ({ value: each.id, label: each.name, note: t('campaigns.people', { people: each.people }) }))}
            onPick={onPick}
            foot={<Link to="/segments/new">{t('campaigns.make_segment')}</Link>}
          />
          .
        </p>
      )}
      {chosen !== undefined && <p className={css.quiet}>{t('campaigns.people_today', { people: chosen.people })}</p>}
    </section>
  );
}
