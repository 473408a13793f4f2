import { Button, Group, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Template } from '#core/contract/templates.ts';
import { api } from '#web/api/api.ts';
import { tellDone, tellProblem } from '#web/part/tell.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';

type Props = { readonly template: Template; readonly opened: boolean; readonly onClose: () => void };

/** Deletes a template here and at Meta, after saying that its name is then blocked for a while. */
export function RemoveTemplate({ template, opened, onClose }: Props): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => api.templates.remove({ params: { id: template.id } }),
    onSuccess: async () => {
      tellDone(t('templates.removed', { name: template.name }));
      await navigate({ to: '/templates' });
      await client.invalidateQueries({ queryKey: ['templates'] });
    },
    onError: (error) => tellProblem(error, t),
  });
  return (
    <Modal opened={opened} onClose={onClose} title={t('templates.remove_title', { name: template.name })} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <p>{t('templates.remove_text', { languages: template.translations.length })}</p>
      <Group mt="lg" justify="flex-end">
        <Button onClick={onClose}>{t('shell.cancel')}</Button>
        <Button color="red" variant="filled" loading={remove.isPending} onClick={() => remove.mutate()}>
          {t('templates.remove_act')}
        </Button>
      </Group>
    </Modal>
  );
}
