import { Button, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Import } from '#core/contract/imports.ts';
import { addressOf } from '#web/api/call.ts';
import { api } from '#web/api/api.ts';
import { queries } from '#web/api/queries.ts';
import { routes } from '#web/api/routes.ts';
import { sayProblem } from '#web/part/problem.ts';
import form from '#web/ui/Form.module.css';
import { Icon } from '#web/ui/Icon.tsx';
import { LinkButton } from '#web/ui/LinkButton.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { peopleOf } from './draft.ts';
import { ImportCountsTable } from './ImportCountsTable.tsx';
import css from './ImportOutcome.module.css';
import { ImportRows } from './ImportRows.tsx';

/** What a dry run found, or what an import did: the counts, row by row, and the act that comes next. */
export function ImportOutcome(props: { readonly one: Import; readonly onChange: () => void }): ReactNode {
  const { t, language } = useWords();
  const client = useQueryClient();
  const [undoing, setUndoing] = useState(false);
  const { one } = props;
  const counts = one.counts;
  const keep = (next: Import) => {
    client.setQueryData(queries.imports.get({ params: { id: one.id } }).queryKey, next);
    void client.invalidateQueries({ queryKey: ['imports'] });
  };
  const running = useMutation({ mutationFn: () => api.imports.run({ params: { id: one.id } }), onSuccess: keep });
  if (counts === null) return null;
  const people = peopleOf(counts);

  return (
    <>
      <div className={css.columns}>
        <ImportCountsTable counts={counts} tried={one.state === 'checked'} />
        <div className={css.acts}>
          {one.state === 'checked' ? (
            <>
              {people === 0 ? <p>{t('imports.run_nobody')}</p> : null}
              <Button variant="filled" size="md" disabled={people === 0} loading={running.isPending} onClick={() => running.mutate()}>
                {t('imports.run', { n: people })}
              </Button>
              <Button onClick={props.onChange}>{t('imports.change')}</Button>
            </>
          ) : null}
          {one.state === 'imported' ? (
            <>
              <LinkButton to="/contacts" search={one.choices?.tag === null || one.choices?.tag === undefined ? {} : { tag: one.choices.tag }} variant="filled">
                {t('imports.see_people')}
              </LinkButton>
              <Button leftSection={<Icon name="undo" small />} onClick={() => setUndoing(true)}>
                {t('imports.undo')}
              </Button>
            </>
          ) : null}
          {one.state === 'undone' ? (
            <LinkButton to="/imports/new" variant="filled">
              {t('imports.another')}
            </LinkButton>
          ) : null}
          {counts.invalid > 0 ? (
            <Button
              component="a"
              href={addressOf(routes.imports.errors.path, { params: { id: one.id }, query: { language } })}
              download
              leftSection={<Icon name="download" small />}
            >
              {t('imports.errors')}
            </Button>
          ) : null}
          {running.error === null ? null : (
            <p className={form.wrong} role="alert">
              {sayProblem(running.error, t)}
            </p>
          )}
        </div>
      </div>
      <ImportRows one={one.id} counts={counts} />
      {undoing ? <UndoImport one={one} onClose={() => setUndoing(false)} onUndone={keep} /> : null}
    </>
  );
}

function UndoImport(props: { readonly one: Import; readonly onClose: () => void; readonly onUndone: (one: Import) => void }): ReactNode {
  const { t } = useWords();
  const counts = props.one.counts;
  const undoing = useMutation({
    mutationFn: () => api.imports.undo({ params: { id: props.one.id } }),
    onSuccess: (next) => {
      props.onUndone(next);
      props.onClose();
    },
  });
  return (
    <Modal opened onClose={props.onClose} title={t('imports.undo_title')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <div className={form.form}>
        <p>{t('imports.undo_text', { created: counts?.new ?? 0, updated: counts?.updated ?? 0 })}</p>
        {undoing.error === null ? null : (
          <p className={form.wrong} role="alert">
            {sayProblem(undoing.error, t)}
          </p>
        )}
        <div className={form.acts}>
          <Button variant="filled" loading={undoing.isPending} onClick={() => undoing.mutate()}>
            {t('imports.undo_act')}
          </Button>
          <Button onClick={props.onClose}>{t('shell.cancel')}</Button>
        </div>
      </div>
    </Modal>
  );
}
