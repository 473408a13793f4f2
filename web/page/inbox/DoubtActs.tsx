import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Message } from '#core/contract/conversations.ts';
import { api } from '#web/api/api.ts';
import { sayProblem } from '#web/part/problem.ts';
import { tellDone } from '#web/part/tell.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { doubtTarget } from './doubt.ts';
import css from './Inbox.module.css';

/** Beneath a message whose answer was lost: what that means, and the two things a person can do. */
export function DoubtActs({ message }: { readonly message: Message }): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ['conversations'] });
  const decide = useMutation({
    mutationFn: (act: 'again' | 'close') => decideDoubt(message, act),
    onSuccess: async (_, act) => {
      await refresh();
      tellDone(t(act === 'again' ? 'doubt.again_done' : 'doubt.close_done'));
    },
  });
  return (
    <div className={css.doubt}>
      <p>{t(message.closed === true ? 'doubt.closed' : 'doubt.open')}</p>
      <p>
        <Button size="compact-sm" variant="default" loading={decide.isPending && decide.variables === 'again'} onClick={() => decide.mutate('again')}>
          {t('doubt.again')}
        </Button>
        {message.closed === true ? null : (
          <Button size="compact-sm" variant="subtle" loading={decide.isPending && decide.variables === 'close'} onClick={() => decide.mutate('close')}>
            {t('doubt.close')}
          </Button>
        )}
      </p>
      {decide.error === null ? null : (
        <p className={css.wrong} role="alert">
          {sayProblem(decide.error, t)}
        </p>
      )}
    </div>
  );
}

/** A message of a broadcast is decided where the broadcast is, a single one by itself. */
async function decideDoubt(message: Message, act: 'again' | 'close'): Promise<void> {
  const target = doubtTarget(message);
  if (target.kind === 'message') {
    const params = { id: target.id };
    await (act === 'again' ? api.doubts.againMessage({ params }) : api.doubts.closeMessage({ params }));
    return;
  }
  const input = { params: { id: target.campaign }, body: { broadcast: target.broadcast, recipients: [target.seq] } };
  await (act === 'again' ? api.doubts.again(input) : api.doubts.close(input));
}
