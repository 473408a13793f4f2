import { Button, Group, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Breaker } from '#core/contract/canary.ts';
import { api } from '#web/api/api.ts';
import { tellProblem } from '#web/part/tell.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';

/** What a person can do about a guard that holds offers back: let them leave, or end those that wait. Each says first whom it concerns. */
export function GuardActs({ guard }: { readonly guard: Breaker }): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const [asked, sheet] = useDisclosure(false);
  const act = useMutation({
    mutationFn: (what: 'close' | 'end') => api.breakers[what]({ params: { id: guard.id } }),
    onSuccess: sheet.close,
    onSettled: () => client.invalidateQueries(),
    onError: (error: Error) => tellProblem(error, t),
  });
  if (guard.state === 'closed') return null;
  return (
    <Group gap="xs">
      <Button size="xs" loading={act.isPending && act.variables === 'close'} onClick={() => act.mutate('close')}>
        {t('quality.guard_close')}
      </Button>
      {guard.held > 0 && (
        <Button size="xs" c="var(--red)" onClick={sheet.open}>
          {t('quality.guard_end', { held: guard.held })}
        </Button>
      )}
      <Modal
        opened={asked}
        onClose={sheet.close}
        title={t('quality.guard_end_title', { held: guard.held })}
        closeButtonProps={{ 'aria-label': t('shell.close') }}
      >
        <p>{t('quality.guard_end_text')}</p>
        <Group mt="lg" justify="flex-end">
          <Button onClick={sheet.close}>{t('shell.cancel')}</Button>
          <Button color="red" variant="filled" loading={act.isPending && act.variables === 'end'} onClick={() => act.mutate('end')}>
            {t('quality.guard_end', { held: guard.held })}
          </Button>
        </Group>
      </Modal>
    </Group>
  );
}
