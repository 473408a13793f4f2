import { Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Contact } from '#core/contract/contacts.ts';
import { api } from '#web/api/api.ts';
import { tellDone } from '#web/part/tell.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { ContactForm } from './ContactForm.tsx';
import { draftOf, writeOf } from './draft.ts';

/** Changes what we know about a person; only what was changed is written. */
export function EditContact(props: { readonly contact: Contact; readonly name: string; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const before = draftOf(props.contact);
  const saving = useMutation({
    mutationFn: (write: ReturnType<typeof writeOf>) => api.contacts.update({ params: { id: props.contact.id }, body: write }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['contacts'] });
      tellDone(t('shell.saved'));
      props.onClose();
    },
  });
  return (
    <Modal opened onClose={props.onClose} title={t('contacts.edit_title', { name: props.name })} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <ContactForm
        initial={before}
        act={t('contacts.edit_act')}
        problem={saving.error}
        isBusy={saving.isPending}
        onSubmit={(draft) => saving.mutate(writeOf(draft, before))}
      />
    </Modal>
  );
}
