import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Import } from '#core/contract/imports.ts';
import { api } from '#web/api/api.ts';
import { queries } from '#web/api/queries.ts';
import { sayProblem } from '#web/part/problem.ts';
import form from '#web/ui/Form.module.css';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { ColumnTable } from './ColumnTable.tsx';
import { ConsentChoice } from './ConsentChoice.tsx';
import { choicesOf, draftOf, type ImportDraft, missingOf } from './draft.ts';
import css from './ImportMapping.module.css';
import { OtherChoices } from './OtherChoices.tsx';
import { ReadingSummary } from './ReadingSummary.tsx';

/** What the columns are and how these people agreed: two steps of one draft, then the dry run. */
export function ImportMapping(props: {
  readonly one: Import;
  readonly part: 'columns' | 'consent';
  readonly onPart: (part: 'columns' | 'consent') => void;
  readonly onChecked: () => void;
}): ReactNode {
  const me = useQuery(queries.settings.me());
  if (me.data === undefined || props.one.reading === null) return null;
  const initial = draftOf(props.one.reading, props.one.choices, me.data.workspace.default_country);
  return <Mapping {...props} initial={initial} />;
}

function Mapping(props: {
  readonly one: Import;
  readonly part: 'columns' | 'consent';
  readonly onPart: (part: 'columns' | 'consent') => void;
  readonly onChecked: () => void;
  readonly initial: ImportDraft;
}): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const { one, part } = props;
  const [draft, setDraft] = useState(props.initial);
  const [isTried, setTried] = useState(false);
  const missing = missingOf(draft);
  const checking = useMutation({
    mutationFn: () => api.imports.check({ params: { id: one.id }, body: choicesOf(draft) }),
    onSuccess: (checked) => {
      client.setQueryData(queries.imports.get({ params: { id: one.id } }).queryKey, checked);
      void client.invalidateQueries({ queryKey: ['imports'] });
      props.onChecked();
    },
  });
  const set = (change: Partial<ImportDraft>) => setDraft((before) => ({ ...before, ...change }));
  const go = (to: 'columns' | 'consent') => {
    props.onPart(to);
    window.scrollTo({ top: 0 });
  };
  const check = () => {
    setTried(true);
    if (missing.length === 0) checking.mutate();
  };

  if (part === 'columns') {
    return (
      <>
        <ReadingSummary one={one} hasHeader={draft.hasHeader} onHeader={(hasHeader) => set({ hasHeader })} />
        <ColumnTable one={one} draft={draft} onChange={(columns) => set({ columns })} />
        <div className={css.foot}>
          <Button variant="filled" onClick={() => go('consent')}>
            {t('imports.to_consent')}
          </Button>
        </div>
      </>
    );
  }
  return (
    <>
      <ConsentChoice one={one} draft={draft} onChange={set} missing={isTried ? missing : []} />
      <OtherChoices draft={draft} onChange={set} missing={isTried ? missing : []} />
      {checking.error === null ? null : (
        <p className={form.wrong} role="alert">
          {sayProblem(checking.error, t)}
        </p>
      )}
      <div className={css.foot}>
        <Button onClick={() => go('columns')}>{t('imports.to_columns')}</Button>
        <Button variant="filled" loading={checking.isPending} onClick={check}>
          {t('imports.check')}
        </Button>
        <span className={css.quiet} role={isTried && missing.length > 0 ? 'alert' : undefined}>
          {isTried && missing[0] !== undefined ? t(`imports.${missing[0]}`) : t('imports.check_about')}
        </span>
      </div>
    </>
  );
}
