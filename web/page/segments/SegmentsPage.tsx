import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { useExplained } from '#web/part/useExplained.ts';
import { EmptyFace } from '#web/ui/Faces.tsx';
import { LinkButton } from '#web/ui/LinkButton.tsx';
import { useNow } from '#web/ui/now.ts';
import { Page } from '#web/ui/Page.tsx';
import table from '#web/ui/Table.module.css';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './SegmentsPage.module.css';

/** The saved questions about people, each with its sentence and how many it finds now. */
export function SegmentsPage(): ReactNode {
  const { t, number, relative } = useWords();
  const now = useNow();
  const explain = useExplained();
  const segments = useQuery(queries.segments.list({ query: { limit: 200 } }));
  const make = (
    <LinkButton to="/segments/new" variant="filled">
      {t('segments.make')}
    </LinkButton>
  );

  return (
    <Page title={t('segments.title')} acts={make} lead={t('segments.lead')}>
      <Asked of={segments}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyFace title={t('segments.empty_title')} text={t('segments.empty_text')} act={make} />
          ) : (
            <table className={table.table} aria-label={t('segments.table')}>
              <thead>
                <tr>
                  <th scope="col">{t('segments.col_name')}</th>
                  <th scope="col" className={table.end}>
                    {t('segments.col_people')}
                  </th>
                  <th scope="col" className={[table.end, css.changed].join(' ')}>
                    {t('segments.col_changed')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((segment) => (
                  <tr key={segment.id}>
                    <td className={css.question}>
                      <Link to="/segments/$id" params={{ id: segment.id }} className={table.cover}>
                        {segment.name}
                      </Link>
                      <p>{explain(segment.definition)}</p>
                    </td>
                    <td className={[table.end, css.people].join(' ')}>{number(segment.people)}</td>
                    <td className={[table.end, table.quiet, css.changed].join(' ')}>{relative(segment.updated_at, now)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Asked>
    </Page>
  );
}
