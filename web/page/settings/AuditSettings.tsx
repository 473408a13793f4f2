import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { pages } from '#web/api/queries.ts';
import { sayProblem } from '#web/part/problem.ts';
import { EmptyFace, FailedFace, LoadingLines } from '#web/ui/Faces.tsx';
import table from '#web/ui/Table.module.css';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './AuditSettings.module.css';
import { sayDetail } from './detail.ts';
import { SettingsPart } from './SettingsPart.tsx';

/** Who did what, newest first. */
export function AuditSettings(): ReactNode {
  const { t, dateTime } = useWords();
  const audit = useInfiniteQuery(pages.settings.audit({ query: { limit: 50 } }));
  const items = audit.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <SettingsPart title={t('settings.audit')} lead={t('settings.audit_lead')}>
      {audit.data === undefined ? (
        audit.error === null ? (
          <LoadingLines />
        ) : (
          <FailedFace title={t('shell.failed_title')} text={sayProblem(audit.error, t)} again={() => void audit.refetch()} />
        )
      ) : items.length === 0 ? (
        <EmptyFace title={t('settings.audit_empty_title')} text={t('settings.audit_empty_text')} />
      ) : (
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t('settings.audit_when')}</th>
              <th scope="col">{t('settings.audit_who')}</th>
              <th scope="col">{t('settings.audit_what')}</th>
              <th scope="col" className={css.wide}>
                {t('settings.audit_subject')}
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((entry) => (
              <tr key={entry.id}>
                <td className={table.quiet}>{dateTime(entry.at)}</td>
                <td>{entry.actor}</td>
                <td>
                  <code className={css.act}>{entry.act}</code>
                </td>
                <td className={[css.wide, css.subject].join(' ')}>
                  {entry.subject}
                  <span className={css.detail}>{sayDetail(entry.detail)}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {audit.hasNextPage ? (
        <Button mt="md" onClick={() => void audit.fetchNextPage()} loading={audit.isFetchingNextPage}>
          {t('shell.load_more')}
        </Button>
      ) : null}
    </SettingsPart>
  );
}
