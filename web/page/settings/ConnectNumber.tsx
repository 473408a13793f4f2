import { Button, Modal, NumberInput, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { api } from '#web/api/api.ts';
import { ApiProblem, faultAt } from '#web/api/problem.ts';
import { sayProblem } from '#web/part/problem.ts';
import { tellDone } from '#web/part/tell.ts';
import form from '#web/ui/Form.module.css';
import { useWords } from '#web/ui/words/WordsProvider.tsx';

const blank = {
  business_account_id: '',
  number_id: '',
  app_id: '',
  token: '',
  app_secret: '',
  verify_token: '',
  base_url: 'https://graph.facebook.com',
  api_version: 'v26.0',
  callback_url: '',
};

/** Connects a number with the values from Meta's pages. What Meta says against it stands where it belongs. */
export function ConnectNumber(props: { readonly onClose: () => void }): ReactNode {
  const { t, phone } = useWords();
  const client = useQueryClient();
  const [values, setValues] = useState(blank);
  const [speed, setSpeed] = useState(80);
  const connecting = useMutation({
    mutationFn: () => {
      const { callback_url: callback, ...rest } = values;
      return api.numbers.connect({ body: { ...rest, throughput_per_second: speed, ...(callback === '' ? {} : { callback_url: callback }) } });
    },
    onSuccess: (number) => {
      void client.invalidateQueries();
      tellDone(t('settings.connected_done', { number: phone(number.display_phone) }));
      props.onClose();
    },
  });
  const field = (name: keyof typeof blank) => ({
    value: values[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setValues((before) => ({ ...before, [name]: value.trim() }));
    },
    error: faultAt(connecting.error, `/${name}`),
    withAsterisk: false,
    autoComplete: 'off',
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    connecting.mutate();
  };
  const { error } = connecting;

  return (
    <Modal opened onClose={props.onClose} size="lg" title={t('settings.connect_title')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <form className={form.form} onSubmit={submit}>
        <p className={form.note}>{t('settings.connect_note')}</p>
        <div className={form.pair}>
          <TextInput label={t('settings.connect_business')} required inputMode="numeric" pattern="[0-9]+" {...field('business_account_id')} data-autofocus />
          <TextInput label={t('settings.connect_number')} required inputMode="numeric" pattern="[0-9]+" {...field('number_id')} />
        </div>
        <TextInput label={t('settings.connect_app')} required inputMode="numeric" pattern="[0-9]+" {...field('app_id')} />
        <PasswordInput label={t('settings.connect_token')} description={t('settings.connect_token_about')} required {...field('token')} />
        <PasswordInput label={t('settings.connect_secret')} description={t('settings.connect_secret_about')} required {...field('app_secret')} />
        <TextInput label={t('settings.connect_verify')} description={t('settings.connect_verify_about')} required minLength={8} {...field('verify_token')} />
        <NumberInput
          label={t('settings.connect_speed')}
          description={t('settings.connect_speed_about')}
          min={1}
          max={100_000}
          value={speed}
          onChange={(value) => setSpeed(typeof value === 'number' ? value : 80)}
          error={faultAt(error, '/throughput_per_second')}
        />
        <details>
          <summary>{t('settings.connect_more')}</summary>
          <div className={form.form}>
            <TextInput label={t('settings.connect_base')} type="url" required {...field('base_url')} />
            <TextInput label={t('settings.connect_version')} required {...field('api_version')} />
            <TextInput label={t('settings.connect_callback')} description={t('settings.connect_callback_about')} type="url" {...field('callback_url')} />
          </div>
        </details>
        {error === null || (error instanceof ApiProblem && error.code === 'invalid' && error.errors.length > 0) ? null : (
          <p className={form.wrong} role="alert">
            {sayProblem(error, t)}
          </p>
        )}
        <div className={form.acts}>
          <Button type="submit" variant="filled" loading={connecting.isPending}>
            {t('settings.connect_act')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
