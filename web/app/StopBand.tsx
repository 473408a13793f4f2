import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '#web/api/api.ts';
import { queries } from '#web/api/queries.ts';
import { tellDone, tellProblem } from '#web/part/tell.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Stop.module.css';

/** Says on every page that all offers stand still, by whose word and since when, and lets them go on. */
export function StopBand(): ReactNode {
  const { t, rich, dateTime } = useWords();
  const client = useQueryClient();
  const state = useQuery(queries.sending.state());
  const resume = useMutation({
    mutationFn: () => api.sending.resume(),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['sending'] });
      tellDone(t('planner.resumed'));
    },
    onError: (error) => tellProblem(error, t),
  });
  const stopped = state.data;
  if (stopped?.stopped !== true) return null;
  return (
    <div className={css.band} role="alert">
      <Icon name="stop" />
      <p>
        {rich('planner.stopped', {
          who: stopped.stopped_by ?? '',
          when: stopped.stopped_at === null ? '' : dateTime(stopped.stopped_at),
          held: stopped.held,
        })}
      </p>
      <Button size="xs" loading={resume.isPending} onClick={() => resume.mutate()}>
        {t('planner.resume')}
      </Button>
    </div>
  );
}
