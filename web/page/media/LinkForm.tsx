import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Media } from '#core/contract/media.ts';
import { api } from '#web/api/api.ts';
import { sayProblem } from '#web/part/problem.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';

/** Fetches a file from an address of the web. */
export function LinkForm(props: { readonly folder: string; readonly onClose: () => void; readonly onKept: (media: Media) => void }): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const [url, setUrl] = useState('');
  const fetching = useMutation({
    mutationFn: () => api.media.fromLink({ body: { url: url.trim(), folder: props.folder } }),
    onSuccess: (kept) => {
      void client.invalidateQueries({ queryKey: ['media'] });
      props.onClose();
      props.onKept(kept);
    },
  });
  return (
    <Modal opened onClose={props.onClose} title={t('media.link_title')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (url.trim() !== '') fetching.mutate();
        }}
      >
        <TextInput
          label={t('media.link_url')}
          description={t('media.link_about')}
          placeholder="https://"
          type="url"
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
          error={fetching.error === null ? undefined : sayProblem(fetching.error, t)}
          data-autofocus
        />
        <Group mt="lg" justify="flex-end">
          <Button onClick={props.onClose}>{t('shell.cancel')}</Button>
          <Button type="submit" variant="filled" loading={fetching.isPending} disabled={url.trim() === ''}>
            {t('media.link_fetch')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
