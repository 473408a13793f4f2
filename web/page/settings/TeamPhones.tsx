import { ActionIcon, Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Workspace } from '#core/contract/settings.ts';
import { api } from '#web/api/api.ts';
import { faultAt } from '#web/api/problem.ts';
import { sayProblem } from '#web/part/problem.ts';
import { tellDone } from '#web/part/tell.ts';
import form from '#web/ui/Form.module.css';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './WorkspaceSettings.module.css';

/** As many as the API takes: a test goes to all of them at once. */
const phonesMost = 20;

/** The phones of the people who work here: test sends go there. */
export function TeamPhones({ workspace }: { readonly workspace: Workspace }): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const [phones, setPhones] = useState<Workspace['team_phones']>(workspace.team_phones);
  const written = phones.filter((each) => each.name.trim() !== '' || each.phone.trim() !== '');
  const changed = JSON.stringify(written) !== JSON.stringify(workspace.team_phones);
  const saving = useMutation({
    mutationFn: () => api.settings.update({ body: { team_phones: written } }),
    onSuccess: async (saved) => {
      setPhones(saved.team_phones);
      await client.invalidateQueries({ queryKey: ['settings'] });
      tellDone(t('shell.saved'));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  const change = (at: number, part: Partial<Workspace['team_phones'][number]>) =>
    setPhones((before) => before.map((each, here) => (here === at ? { ...each, ...part } : each)));
  return (
    <section className={css.part}>
      <h3>{t('settings.team_phones')}</h3>
      <p className={form.note}>{t('settings.team_phones_about')}</p>
      <form className={form.form} onSubmit={submit}>
        {phones.map((each, at) => (
          // A phone has no identity but its place while it is written.
          <div key={at} className={css.phone}>
            <TextInput
              label={t('settings.team_name')}
              maxLength={120}
              value={each.name}
              error={faultAt(saving.error, `/team_phones/${at}/name`)}
              onChange={(event) => change(at, { name: event.currentTarget.value })}
            />
            <TextInput
              label={t('settings.team_phone')}
              type="tel"
              dir="ltr"
              maxLength={40}
              value={each.phone}
              error={faultAt(saving.error, `/team_phones/${at}/phone`)}
              onChange={(event) => change(at, { phone: event.currentTarget.value })}
            />
            <ActionIcon
              aria-label={t('settings.team_remove', { name: each.name === '' ? each.phone : each.name })}
              size={38}
              onClick={() => setPhones(phones.toSpliced(at, 1))}
            >
              <Icon name="close" small />
            </ActionIcon>
          </div>
        ))}
        {saving.error === null ? null : (
          <p className={form.wrong} role="alert">
            {sayProblem(saving.error, t)}
          </p>
        )}
        <div className={form.acts}>
          <Button
            leftSection={<Icon name="plus" small />}
            disabled={phones.length >= phonesMost}
            onClick={() => setPhones([...phones, { name: '', phone: '' }])}
          >
            {t('settings.team_add')}
          </Button>
          <Button type="submit" variant="filled" disabled={!changed} loading={saving.isPending}>
            {t('settings.save')}
          </Button>
        </div>
      </form>
    </section>
  );
}
