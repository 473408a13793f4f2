import { Button, Group, Modal } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '#web/api/api.ts';
import { queries } from '#web/api/queries.ts';
import { tellProblem } from '#web/part/tell.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { stopHash } from './palette.ts';

/** Asks whether all offers are to be stopped, and says what that does. Open while the address ends with `#stop`. */
export function StopDialog(): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const asked = useLocation({ select: (location) => location.hash === stopHash });
  const state = useQuery(queries.sending.state());
  const status = useQuery({ ...queries.home.status(), enabled: asked });
  const close = () => void navigate({ to: '.', search: true, hash: '', replace: true });
  const stop = useMutation({
    mutationFn: () => api.sending.stop(),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['sending'] });
      close();
    },
    onError: (error) => tellProblem(error, t),
  });
  const isOpen = asked && state.data?.stopped === false;
  return (
    <Modal opened={isOpen} onClose={close} title={t('planner.stop_title')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <p>{t('planner.stop_about', { sending: status.data?.sending.filter((one) => one.state === 'sending').length ?? 0 })}</p>
      <Group justify="flex-end" mt="lg">
        <Button onClick={close}>{t('planner.stop_cancel')}</Button>
        <Button data-autofocus color="red" variant="filled" loading={stop.isPending} onClick={() => stop.mutate()}>
          {t('planner.stop_do')}
        </Button>
      </Group>
    </Modal>
  );
}
