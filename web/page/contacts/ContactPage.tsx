import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Contact } from '#core/contract/contacts.ts';
import { api } from '#web/api/api.ts';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { ConsentChip } from '#web/part/ConsentChip.tsx';
import { tellProblem } from '#web/part/tell.ts';
import { Timeline } from '#web/part/Timeline.tsx';
import { Page } from '#web/ui/Page.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { ConsentForm } from './ConsentForm.tsx';
import css from './ContactPage.module.css';
import { EditContact } from './EditContact.tsx';
import { PersonSide } from './PersonSide.tsx';

/** One person: what happened with them, what we know, and whether we may write. */
export function ContactPage(): ReactNode {
  const { id } = useParams({ from: '/inside/contacts/$id' });
  const { t } = useWords();
  const contact = useQuery(queries.contacts.get({ params: { id } }));
  if (contact.data === undefined) {
    return (
      <Page title={t('contacts.title')} trail={<Link to="/contacts">{t('contacts.title')}</Link>}>
        <Asked of={contact}>{() => null}</Asked>
      </Page>
    );
  }
  return <Person key={id} contact={contact.data} />;
}

type Sheet = 'edit' | 'given' | 'withdrawn';

function Person(props: { readonly contact: Contact }): ReactNode {
  const { t } = useWords();
  const { contact } = props;
  const [sheet, setSheet] = useState<Sheet>();
  const navigate = useNavigate();
  const name = contact.name === '' ? (contact.phone ?? t('contacts.no_name')) : contact.name;
  const writing = useMutation({
    mutationFn: () => api.conversations.start({ body: { contact: contact.id } }),
    onSuccess: (conversation) => navigate({ to: '/inbox/$id', params: { id: conversation.id } }),
    onError: (error) => tellProblem(error, t),
  });

  return (
    <Page
      title={name}
      trail={<Link to="/contacts">{t('contacts.title')}</Link>}
      beside={<ConsentChip of={contact} />}
      acts={
        <>
          <Button onClick={() => setSheet('edit')}>{t('shell.edit')}</Button>
          {contact.phone === null ? null : (
            <Button variant="filled" loading={writing.isPending} onClick={() => writing.mutate()}>
              {t('contacts.write')}
            </Button>
          )}
        </>
      }
    >
      <div className={css.columns}>
        <Section title={t('contacts.timeline')} beside={t('contacts.timeline_beside')}>
          <Timeline contact={contact.id} />
        </Section>
        <PersonSide contact={contact} onRecord={setSheet} />
      </div>
      {sheet === 'edit' ? <EditContact contact={contact} name={name} onClose={() => setSheet(undefined)} /> : null}
      {sheet === 'given' || sheet === 'withdrawn' ? <ConsentForm contact={contact.id} name={name} state={sheet} onClose={() => setSheet(undefined)} /> : null}
    </Page>
  );
}
