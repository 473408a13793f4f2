import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Report } from '#core/contract/report.ts';
import { api } from '#web/api/api.ts';
import { queries } from '#web/api/queries.ts';
import { clockFace, undoSecondsLeft } from '#web/part/report.ts';
import { tellDone, tellProblem } from '#web/part/tell.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useNow } from '#web/ui/now.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './UndoBar.module.css';
import { useWhen } from './when.ts';

type Props = { readonly id: string; readonly report: Report; readonly opensAt: string };

/** A countdown of more than an hour is a date. */
const countedMost = 3600;

/** The minute before anything leaves: what will happen, how long there is left, and the way back. */
export function UndoBar({ id, report, opensAt }: Props): ReactNode {
  const { t } = useWords();
  const now = useNow(1);
  const when = useWhen();
  const client = useQueryClient();
  const navigate = useNavigate();
  const left = undoSecondsLeft(opensAt, now);
  const isSoon = left <= countedMost;
  const undo = useMutation({
    mutationFn: () => api.campaigns.undo({ params: { id } }),
    onSuccess: async (campaign) => {
      client.setQueryData(queries.campaigns.get({ params: { id } }).queryKey, campaign);
      tellDone(t('campaigns.undone'));
      await navigate({ to: '/campaigns/$id', params: { id }, search: {}, replace: true });
    },
    onError: (error) => tellProblem(error, t),
  });
  return (
    <div className={css.bar}>
      {isSoon && (
        <span className={css.clock} role="timer" aria-label={t('campaigns.undo_left', { seconds: left })}>
          {clockFace(left)}
        </span>
      )}
      <p>
        <b>{t('campaigns.undo_title')}</b>{' '}
        {isSoon ? t('campaigns.undo_text', { people: report.plan.recipients }) : t('compose.undo_later', { when: when(new Date(opensAt), now) })}
      </p>
      <Button variant="filled" size="md" leftSection={<Icon name="undo" small />} loading={undo.isPending} disabled={left === 0} onClick={() => undo.mutate()}>
        {t('campaigns.undo')}
      </Button>
    </div>
  );
}
