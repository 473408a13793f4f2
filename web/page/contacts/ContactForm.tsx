import { Button, TagsInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { ApiProblem, faultAt } from '#web/api/problem.ts';
import { queries } from '#web/api/queries.ts';
import { sayProblem } from '#web/part/problem.ts';
import form from '#web/ui/Form.module.css';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import type { ContactDraft } from './draft.ts';

/** The fields of a person; a refusal of the server stands at the field it is about. */
export function ContactForm(props: {
  readonly initial: ContactDraft;
  readonly act: string;
  readonly note?: string;
  readonly phoneAbout?: string | undefined;
  readonly problem: Error | null;
  readonly isBusy: boolean;
  readonly onSubmit: (draft: ContactDraft) => void;
}): ReactNode {
  const { t } = useWords();
  const [draft, setDraft] = useState(props.initial);
  const known = useQuery(queries.contacts.fields());
  const { problem } = props;
  const isPhoneRefused = problem instanceof ApiProblem && (problem.code === 'phone_invalid' || problem.code === 'phone_taken');
  const set = (key: Exclude<keyof ContactDraft, 'tags'>) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setDraft((before) => ({ ...before, [key]: value }));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onSubmit(draft);
  };
  const phoneFault = isPhoneRefused ? problem.detail : faultAt(problem, '/phone');
  const isElsewhere = problem !== null && !isPhoneRefused && !(problem instanceof ApiProblem && problem.errors.length > 0);

  return (
    <form className={form.form} onSubmit={submit}>
      <div className={form.pair}>
        <TextInput
          label={t('contacts.first_name')}
          value={draft.first_name}
          onChange={set('first_name')}
          error={faultAt(problem, '/first_name')}
          data-autofocus
        />
        <TextInput label={t('contacts.last_name')} value={draft.last_name} onChange={set('last_name')} error={faultAt(problem, '/last_name')} />
      </div>
      <TextInput label={t('contacts.phone')} type="tel" description={props.phoneAbout} value={draft.phone} onChange={set('phone')} error={phoneFault} />
      <TextInput label={t('contacts.email')} type="email" value={draft.email} onChange={set('email')} error={faultAt(problem, '/email')} />
      <TextInput
        label={t('contacts.language')}
        description={t('contacts.language_about')}
        value={draft.language}
        onChange={set('language')}
        error={faultAt(problem, '/language')}
      />
      <TagsInput
        label={t('contacts.tags')}
        description={t('contacts.tags_about')}
        value={[...draft.tags]}
        onChange={(tags) => setDraft((before) => ({ ...before, tags }))}
        data={known.data?.tags ?? []}
        error={faultAt(problem, '/tags')}
      />
      {props.note === undefined ? null : <p className={form.note}>{props.note}</p>}
      {isElsewhere ? (
        <p className={form.wrong} role="alert">
          {sayProblem(problem, t)}
        </p>
      ) : null}
      <div className={form.acts}>
        <Button type="submit" variant="filled" loading={props.isBusy}>
          {props.act}
        </Button>
      </div>
    </form>
  );
}
