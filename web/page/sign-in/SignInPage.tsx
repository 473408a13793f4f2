import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { ApiProblem } from '#web/api/problem.ts';
import { signIn } from '#web/api/session.ts';
import { sayProblem } from '#web/part/problem.ts';
import { Logo } from '#web/ui/Logo.tsx';
import { isLanguage, languages } from '#web/ui/words/languages.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './SignInPage.module.css';

/** The door. After it one is where one wanted to go. */
export function SignInPage(): ReactNode {
  const { t, rich, language, setLanguage } = useWords();
  const router = useRouter();
  const client = useQueryClient();
  const { next } = useSearch({ from: '/sign-in' });
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');

  const first = useRef<HTMLInputElement>(null);
  // The page is a question and this is its first answer.
  useEffect(() => first.current?.focus(), []);
  useEffect(() => {
    document.title = `${t('home.sign_in_title')} · Parley`;
  }, [t]);

  const entering = useMutation({
    mutationFn: () => signIn(email.trim(), password),
    onSuccess: () => {
      client.clear();
      router.history.push(next ?? '/');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    entering.mutate();
  };
  const sayWhy = (error: Error) => {
    const code = error instanceof ApiProblem ? error.code : undefined;
    if (code === 'unauthenticated') return t('home.sign_in_wrong');
    return code === 'busy' ? t('home.sign_in_busy') : sayProblem(error, t);
  };

  return (
    <main className={css.door}>
      <div className={css.sheet}>
        <p className={css.brand}>
          <Logo /> Parley
        </p>
        <h1>{t('home.sign_in_title')}</h1>
        <p className={css.lead}>{t('home.sign_in_lead')}</p>
        <form onSubmit={submit} className={css.form}>
          <TextInput
            label={t('home.email')}
            type="email"
            name="email"
            autoComplete="username"
            required
            withAsterisk={false}
            ref={first}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('home.password')}
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {entering.error === null ? null : (
            <p className={css.wrong} role="alert">
              {sayWhy(entering.error)}
            </p>
          )}
          <Button type="submit" variant="filled" fullWidth loading={entering.isPending}>
            {t('home.sign_in')}
          </Button>
        </form>
        <p className={css.hint}>{rich('home.sign_in_hint')}</p>
      </div>
      <div className={css.languages}>
        {Object.entries(languages).map(([code, name]) => (
          <button
            key={code}
            type="button"
            lang={code}
            aria-pressed={code === language}
            onClick={() => {
              if (isLanguage(code)) setLanguage(code);
            }}
          >
            {name}
          </button>
        ))}
      </div>
    </main>
  );
}
