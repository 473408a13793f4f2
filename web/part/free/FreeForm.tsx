import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { queries } from '#web/api/queries.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Free.module.css';
import { FreeFooterField, FreeHeaderField } from './FreeFrame.tsx';
import { FreeText } from './FreeText.tsx';
import { freeFaultAt } from './kinds.ts';
import { freeLengths } from './lengths.ts';
import type { FreePartProps } from './props.ts';

/** A text with a button that opens a form: one of those Meta has, or another by its id. */
export function FreeForm({ value, onChange, faults, variables }: FreePartProps<'form'>): ReactNode {
  const { t } = useWords();
  const forms = useQuery(queries.forms.list());
  const items = forms.data?.items ?? [];
  const chosen = items.find((each) => each.id === value.form);
  return (
    <div className={css.part}>
      <FreeHeaderField header={value.header} faults={faults} onChange={(header) => onChange({ ...value, header })} />
      <FreeText
        label={t('free.text')}
        rows={3}
        value={value.text}
        most={freeLengths.body}
        variables={variables}
        fault={freeFaultAt(faults, '/text')}
        onChange={(text) => onChange({ ...value, text })}
      />
      <FreeText
        label={t('free.button')}
        value={value.button}
        most={freeLengths.formButton}
        fault={freeFaultAt(faults, '/button')}
        onChange={(button) => onChange({ ...value, button })}
      />
      <div className={css.pair}>
        {items.length === 0 ? (
          <TextInput
            label={t('free.form')}
            description={forms.isPending ? undefined : t('free.form_none')}
            dir="ltr"
            value={value.form}
            error={value.form === '' ? undefined : freeFaultAt(faults, '/form')}
            onChange={(event) => onChange({ ...value, form: event.currentTarget.value.trim() })}
          />
        ) : (
          <Select
            label={t('free.form')}
            value={value.form === '' ? null : value.form}
            data={[
              ...items.map((each) => ({ value: each.id, label: each.name })),
              ...(value.form === '' || chosen !== undefined ? [] : [{ value: value.form, label: value.form }]),
            ]}
            searchable
            error={value.form === '' ? undefined : freeFaultAt(faults, '/form')}
            onChange={(form) => onChange({ ...value, form: form ?? '', screen: null, draft: items.find((each) => each.id === form)?.state === 'DRAFT' })}
          />
        )}
        <Select
          label={t('free.screen')}
          value={value.screen ?? ''}
          data={[{ value: '', label: t('free.screen_first') }, ...(chosen?.screens ?? []).map((screen) => ({ value: screen, label: screen }))]}
          allowDeselect={false}
          error={freeFaultAt(faults, '/screen')}
          onChange={(screen) => onChange({ ...value, screen: screen === '' ? null : screen })}
        />
      </div>
      <FreeFooterField footer={value.footer} faults={faults} onChange={(footer) => onChange({ ...value, footer })} />
    </div>
  );
}
