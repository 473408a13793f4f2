import { Button } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Contract } from '#core/contract/contract.ts';
import type { ReplyOf } from '#core/contract/route.ts';
import { api } from '#web/api/api.ts';
import { pages } from '#web/api/queries.ts';
import { sayProblem } from '#web/part/problem.ts';
import { tellDone, tellProblem } from '#web/part/tell.ts';
import { EmptyFace, FailedFace, LoadingLines } from '#web/ui/Faces.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { indented } from './indented.ts';
import { SettingsPart } from './SettingsPart.tsx';
import css from './WebhookSettings.module.css';

type Aside = ReplyOf<Contract['webhooks']['aside']>['items'][number];

/** Webhooks that could not be understood: why, what came to the letter, and another try. */
export function WebhookSettings(): ReactNode {
  const { t } = useWords();
  const aside = useInfiniteQuery(pages.webhooks.aside({ query: { limit: 25 } }));
  const items = aside.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <SettingsPart title={t('settings.webhooks')} lead={t('settings.webhooks_lead')}>
      {aside.data === undefined ? (
        aside.error === null ? (
          <LoadingLines />
        ) : (
          <FailedFace title={t('shell.failed_title')} text={sayProblem(aside.error, t)} again={() => void aside.refetch()} />
        )
      ) : items.length === 0 ? (
        <EmptyFace title={t('settings.webhooks_empty_title')} text={t('settings.webhooks_empty_text')} />
      ) : (
        <ul>
          {items.map((webhook) => (
            <AsideRow key={webhook.id} webhook={webhook} />
          ))}
        </ul>
      )}
      {aside.hasNextPage ? (
        <Button mt="md" onClick={() => void aside.fetchNextPage()} loading={aside.isFetchingNextPage}>
          {t('shell.load_more')}
        </Button>
      ) : null}
    </SettingsPart>
  );
}

function AsideRow(props: { readonly webhook: Aside }): ReactNode {
  const { t, dateTime } = useWords();
  const client = useQueryClient();
  const { webhook } = props;
  const retrying = useMutation({
    mutationFn: () => api.webhooks.retry({ params: { id: webhook.id } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['webhooks'] });
      void client.invalidateQueries({ queryKey: ['home'] });
      tellDone(t('settings.webhook_retried'));
    },
    onError: (error) => tellProblem(error, t),
  });
  return (
    <li className={css.aside}>
      <div className={css.head}>
        <div>
          <b>{webhook.reason}</b>
          <p className={css.quiet}>{t('settings.webhook_received', { when: dateTime(webhook.received_at) })}</p>
        </div>
        <Button size="xs" loading={retrying.isPending} onClick={() => retrying.mutate()}>
          {t('settings.webhook_retry')}
        </Button>
      </div>
      <details>
        <summary>{t('settings.webhook_body')}</summary>
        <pre className={css.body}>{indented(webhook.body)}</pre>
      </details>
    </li>
  );
}
