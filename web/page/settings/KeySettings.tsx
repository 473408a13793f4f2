import { Button, Modal, VisuallyHidden } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ApiKey } from '#core/contract/settings.ts';
import { api } from '#web/api/api.ts';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { sayProblem } from '#web/part/problem.ts';
import { EmptyFace } from '#web/ui/Faces.tsx';
import form from '#web/ui/Form.module.css';
import { useNow } from '#web/ui/now.ts';
import table from '#web/ui/Table.module.css';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './KeySettings.module.css';
import { MakeKey } from './MakeKey.tsx';
import { sayScope, scopeWords } from './scopes.ts';
import { SettingsPart } from './SettingsPart.tsx';

/** API keys: what each may do, when it was last used; made with the secret shown once, ended at once. */
export function KeySettings(): ReactNode {
  const { t } = useWords();
  const keys = useQuery(queries.settings.keys());
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<ApiKey>();
  const make = (
    <Button variant="filled" onClick={() => setMaking(true)}>
      {t('settings.key_make')}
    </Button>
  );
  return (
    <SettingsPart title={t('settings.keys')} lead={t('settings.keys_lead')} act={keys.data !== undefined && keys.data.items.length > 0 ? make : undefined}>
      <Asked of={keys}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyFace title={t('settings.keys_empty_title')} text={t('settings.keys_empty_text')} act={make} />
          ) : (
            <table className={table.table}>
              <thead>
                <tr>
                  <th scope="col">{t('settings.key_col_name')}</th>
                  <th scope="col" className={css.wide}>
                    {t('settings.key_col_scopes')}
                  </th>
                  <th scope="col" className={css.used}>
                    {t('settings.key_col_used')}
                  </th>
                  <th scope="col">
                    <VisuallyHidden>{t('settings.key_revoke')}</VisuallyHidden>
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((key) => (
                  <KeyRow key={key.id} apiKey={key} onEnd={() => setEnding(key)} />
                ))}
              </tbody>
            </table>
          )
        }
      </Asked>
      {making ? <MakeKey onClose={() => setMaking(false)} /> : null}
      {ending === undefined ? null : <EndKey apiKey={ending} onClose={() => setEnding(undefined)} />}
    </SettingsPart>
  );
}

function KeyRow(props: { readonly apiKey: ApiKey; readonly onEnd: () => void }): ReactNode {
  const { t, relative } = useWords();
  const now = useNow();
  const { apiKey: key } = props;
  return (
    <tr data-ended={key.revoked_at !== null || undefined} className={css.key}>
      <td>
        <b>{key.name}</b>
        <code className={css.prefix}>{key.prefix}…</code>
      </td>
      <td className={css.wide}>
        {key.scopes.length === Object.keys(scopeWords).length ? t('settings.scope_all') : key.scopes.map((scope) => sayScope(scope, t)).join(', ')}
      </td>
      <td className={[table.quiet, css.used].join(' ')}>{key.last_used_at === null ? t('settings.never') : relative(key.last_used_at, now)}</td>
      <td className={table.end}>
        {key.revoked_at === null ? (
          <Button size="xs" c="var(--red)" onClick={props.onEnd} aria-label={`${t('settings.key_revoke')}: ${key.name}`}>
            {t('settings.key_revoke')}
          </Button>
        ) : (
          <span className={table.quiet}>{t('settings.key_revoked', { ago: relative(key.revoked_at, now) })}</span>
        )}
      </td>
    </tr>
  );
}

function EndKey(props: { readonly apiKey: ApiKey; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const ending = useMutation({
    mutationFn: () => api.settings.revokeKey({ params: { id: props.apiKey.id } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['settings'] });
      props.onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('settings.key_revoke_title', { name: props.apiKey.name })}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <div className={form.form}>
        <p>{t('settings.key_revoke_text')}</p>
        {ending.error === null ? null : (
          <p className={form.wrong} role="alert">
            {sayProblem(ending.error, t)}
          </p>
        )}
        <div className={form.acts}>
          <Button variant="filled" color="red" loading={ending.isPending} onClick={() => ending.mutate()}>
            {t('settings.key_revoke_act')}
          </Button>
          <Button onClick={props.onClose}>{t('shell.cancel')}</Button>
        </div>
      </div>
    </Modal>
  );
}
