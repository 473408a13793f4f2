import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { api } from '#web/api/api.ts';
import { faultAt } from '#web/api/problem.ts';
import { sayProblem } from '#web/part/problem.ts';
import form from '#web/ui/Form.module.css';
import { dayOf } from '#web/ui/day.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { present } from '#web/ui/now.ts';

/** Writes an entry into the consent ledger: where it was said, in answer to which words, and when. */
export function ConsentForm(props: {
  readonly contact: string;
  readonly name: string;
  readonly state: 'given' | 'withdrawn';
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const today = dayOf(present());
  const [source, setSource] = useState('');
  const [wording, setWording] = useState('');
  const [date, setDate] = useState(today);
  const given = props.state === 'given';
  const recording = useMutation({
    // Of another day only the day is known: its noon in UTC is that day nearly everywhere.
    mutationFn: () =>
      api.contacts.consent({
        params: { id: props.contact },
        body: { purpose: 'marketing', state: props.state, source, wording, ...(date === today ? {} : { occurred_at: `${date}T12:00:00Z` }) },
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['contacts'] });
      props.onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    recording.mutate();
  };

  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t(given ? 'contacts.consent_title' : 'contacts.withdrawal_title', { name: props.name })}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <form className={form.form} onSubmit={submit}>
        <p className={form.note}>{t(given ? 'contacts.consent_note' : 'contacts.withdrawal_note')}</p>
        <TextInput
          label={t('contacts.consent_source')}
          description={t('contacts.consent_source_about')}
          required
          withAsterisk={false}
          maxLength={200}
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
          error={faultAt(recording.error, '/source')}
          data-autofocus
        />
        {given ? (
          <Textarea
            label={t('contacts.consent_wording')}
            description={t('contacts.consent_wording_about')}
            required
            withAsterisk={false}
            maxLength={4000}
            value={wording}
            onChange={(event) => setWording(event.currentTarget.value)}
            error={faultAt(recording.error, '/wording')}
          />
        ) : null}
        <TextInput
          type="date"
          label={t('contacts.consent_date')}
          required
          withAsterisk={false}
          max={today}
          value={date}
          onChange={(event) => setDate(event.currentTarget.value)}
          error={faultAt(recording.error, '/occurred_at')}
        />
        {recording.error === null ? null : (
          <p className={form.wrong} role="alert">
            {sayProblem(recording.error, t)}
          </p>
        )}
        <div className={form.acts}>
          <Button type="submit" variant="filled" loading={recording.isPending}>
            {t(given ? 'contacts.consent_act' : 'contacts.withdrawal_act')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
