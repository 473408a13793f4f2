import { Button, Checkbox, CopyButton, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { api } from '#web/api/api.ts';
import { faultAt } from '#web/api/problem.ts';
import { sayProblem } from '#web/part/problem.ts';
import form from '#web/ui/Form.module.css';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './KeySettings.module.css';
import { isScope, sayScope, scopeWords } from './scopes.ts';

/** Makes a key and shows its secret this once; closing by accident is made hard. */
export function MakeKey(props: { readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string[]>([]);
  const [isTried, setTried] = useState(false);
  const making = useMutation({
    mutationFn: () => api.settings.createKey({ body: { name, scopes: chosen.filter(isScope) } }),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['settings'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (chosen.length > 0) making.mutate();
  };

  if (making.data !== undefined) {
    const { secret } = making.data;
    return (
      <Modal opened onClose={props.onClose} title={t('settings.key_made_title')} closeOnClickOutside={false} closeOnEscape={false} withCloseButton={false}>
        <div className={form.form}>
          <p>{t('settings.key_made_text')}</p>
          <code className={css.secret} aria-label={t('settings.key_secret')}>
            {secret}
          </code>
          <div className={form.acts}>
            <CopyButton value={secret}>
              {({ copied, copy }) => (
                <Button variant="filled" leftSection={<Icon name={copied ? 'check' : 'copy'} small />} onClick={copy}>
                  {t(copied ? 'shell.copied' : 'shell.copy')}
                </Button>
              )}
            </CopyButton>
            <Button onClick={props.onClose}>{t('settings.key_made_done')}</Button>
          </div>
        </div>
      </Modal>
    );
  }
  return (
    <Modal opened onClose={props.onClose} title={t('settings.key_make')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <form className={form.form} onSubmit={submit}>
        <TextInput
          label={t('settings.key_name')}
          description={t('settings.key_name_about')}
          required
          withAsterisk={false}
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={faultAt(making.error, '/name')}
          data-autofocus
        />
        <Checkbox.Group
          label={t('settings.key_scopes')}
          value={chosen}
          onChange={setChosen}
          error={isTried && chosen.length === 0 ? t('settings.key_scopes_missing') : undefined}
        >
          <div className={css.scopes}>
            {Object.keys(scopeWords)
              .filter(isScope)
              .map((scope) => (
                <Checkbox key={scope} value={scope} label={sayScope(scope, t)} />
              ))}
          </div>
        </Checkbox.Group>
        {making.error === null ? null : (
          <p className={form.wrong} role="alert">
            {sayProblem(making.error, t)}
          </p>
        )}
        <div className={form.acts}>
          <Button type="submit" variant="filled" loading={making.isPending}>
            {t('settings.key_act')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
