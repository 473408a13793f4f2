import { Button, NumberInput, Switch } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Workspace } from '#core/contract/settings.ts';
import { api } from '#web/api/api.ts';
import { sayProblem } from '#web/part/problem.ts';
import { tellDone } from '#web/part/tell.ts';
import form from '#web/ui/Form.module.css';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './WorkspaceSettings.module.css';

/** What is proposed when it is switched on: long after any echo that comes. */
const proposedMinutes = 60;
const minutesLeast = 5;
const minutesMost = 10_080;

/** Whether messages in doubt are sent again by themselves, and after how long. */
export function ResendSetting({ workspace }: { readonly workspace: Workspace }): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const [minutes, setMinutes] = useState(workspace.resend_minutes);
  const saving = useMutation({
    mutationFn: () => api.settings.update({ body: { resend_minutes: minutes } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['settings'] });
      tellDone(t('shell.saved'));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  return (
    <section className={css.part}>
      <h3>{t('doubt.resend')}</h3>
      <p className={form.note}>{t('doubt.resend_about')}</p>
      <form className={form.form} onSubmit={submit}>
        <Switch
          label={t('doubt.resend_on')}
          checked={minutes !== null}
          onChange={(event) => setMinutes(event.currentTarget.checked ? proposedMinutes : null)}
        />
        {minutes === null ? (
          <p className={form.note}>{t('doubt.resend_never')}</p>
        ) : (
          <NumberInput
            label={t('doubt.resend_minutes')}
            min={minutesLeast}
            max={minutesMost}
            allowDecimal={false}
            value={minutes}
            onChange={(value) => setMinutes(typeof value === 'number' ? value : minutesLeast)}
          />
        )}
        {saving.error === null ? null : (
          <p className={form.wrong} role="alert">
            {sayProblem(saving.error, t)}
          </p>
        )}
        <div className={css.save}>
          <Button type="submit" variant="filled" disabled={minutes === workspace.resend_minutes} loading={saving.isPending}>
            {t('settings.save')}
          </Button>
        </div>
      </form>
    </section>
  );
}
