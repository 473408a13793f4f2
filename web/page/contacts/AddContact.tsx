import { Modal } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '#web/api/api.ts';
import { queries } from '#web/api/queries.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { ContactForm } from './ContactForm.tsx';
import { emptyDraft, writeOf } from './draft.ts';

/** Adds one person by hand, then shows their page. */
export function AddContact(props: { readonly onClose: () => void }): ReactNode {
  const { t, country } = useWords();
  const navigate = useNavigate();
  const client = useQueryClient();
  const me = useQuery(queries.settings.me());
  const defaultCountry = me.data?.workspace.default_country;
  const adding = useMutation({
    mutationFn: (write: ReturnType<typeof writeOf>) =>
      api.contacts.create({ body: { ...write, ...(defaultCountry === undefined ? {} : { default_country: defaultCountry }) } }),
    onSuccess: async (contact) => {
      void client.invalidateQueries({ queryKey: ['contacts'] });
      await navigate({ to: '/contacts/$id', params: { id: contact.id } });
    },
  });

  return (
    <Modal opened onClose={props.onClose} title={t('contacts.add_title')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <ContactForm
        initial={emptyDraft}
        act={t('contacts.add_act')}
        note={t('contacts.add_note')}
        phoneAbout={defaultCountry === undefined ? undefined : t('contacts.phone_about', { country: country(defaultCountry) })}
        problem={adding.error}
        isBusy={adding.isPending}
        onSubmit={(draft) => adding.mutate(writeOf(draft, emptyDraft))}
      />
    </Modal>
  );
}
