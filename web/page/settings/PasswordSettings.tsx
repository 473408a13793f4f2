import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { changePassword } from '#web/api/session.ts';
import { sayProblem } from '#web/part/problem.ts';
import { tellDone } from '#web/part/tell.ts';
import form from '#web/ui/Form.module.css';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { sayPasswordProblem } from './password.ts';
import { SettingsPart } from './SettingsPart.tsx';

/** The server takes no shorter one (server/workspace/sign-in.ts). */
const lettersLeast = 10;

/** Changes the password of whoever is signed in. */
export function PasswordSettings(): ReactNode {
  const { t } = useWords();
  const [now, setNow] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const differs = again !== '' && again !== next;
  const changing = useMutation({
    mutationFn: () => changePassword(now, next),
    onSuccess: () => {
      setNow('');
      setNext('');
      setAgain('');
      tellDone(t('settings.password_done'));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (again === next) changing.mutate();
  };
  return (
    <SettingsPart title={t('settings.password')} lead={t('settings.password_lead')}>
      <form className={form.form} onSubmit={submit}>
        <PasswordInput
          label={t('settings.password_now')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={now}
          onChange={(event) => setNow(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('settings.password_next')}
          description={t('settings.password_next_about', { n: lettersLeast })}
          autoComplete="new-password"
          required
          withAsterisk={false}
          minLength={lettersLeast}
          maxLength={200}
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('settings.password_again')}
          autoComplete="new-password"
          required
          withAsterisk={false}
          value={again}
          onChange={(event) => setAgain(event.currentTarget.value)}
          error={differs ? t('settings.password_differs') : undefined}
        />
        {changing.error === null ? null : (
          <p className={form.wrong} role="alert">
            {sayPasswordProblem(changing.error, t) ?? sayProblem(changing.error, t)}
          </p>
        )}
        <div className={form.acts}>
          <Button type="submit" variant="filled" disabled={differs} loading={changing.isPending}>
            {t('settings.password_act')}
          </Button>
        </div>
      </form>
    </SettingsPart>
  );
}
