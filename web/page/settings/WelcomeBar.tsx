import { Button, Slider } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Workspace } from '#core/contract/settings.ts';
import { api } from '#web/api/api.ts';
import { sayProblem } from '#web/part/problem.ts';
import { tellDone } from '#web/part/tell.ts';
import form from '#web/ui/Form.module.css';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './WorkspaceSettings.module.css';

/** Below how many points a campaign counts as not wanted by a person. */
export function WelcomeBar({ workspace }: { readonly workspace: Workspace }): ReactNode {
  const { t, number } = useWords();
  const client = useQueryClient();
  const [bar, setBar] = useState(workspace.etr_threshold);
  const saving = useMutation({
    mutationFn: () => api.settings.update({ body: { etr_threshold: bar } }),
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
      <h3>{t('settings.etr')}</h3>
      <p className={form.note}>{t('settings.etr_about')}</p>
      <form className={form.form} onSubmit={submit}>
        <p className={css.bar}>{t('settings.etr_says', { points: bar })}</p>
        <Slider
          thumbLabel={t('settings.etr')}
          min={0}
          max={100}
          value={bar}
          onChange={setBar}
          label={(value) => number(value)}
          marks={[0, 25, 50, 75, 100].map((value) => ({ value, label: number(value) }))}
        />
        {saving.error === null ? null : (
          <p className={form.wrong} role="alert">
            {sayProblem(saving.error, t)}
          </p>
        )}
        <div className={css.save}>
          <Button type="submit" variant="filled" disabled={bar === workspace.etr_threshold} loading={saving.isPending}>
            {t('settings.save')}
          </Button>
        </div>
      </form>
    </section>
  );
}
