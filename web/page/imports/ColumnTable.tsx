import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ColumnTarget, Import } from '#core/contract/imports.ts';
import { queries } from '#web/api/queries.ts';
import type { KnownFields } from '#web/part/segment.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { Section } from '#web/ui/Section.tsx';
import table from '#web/ui/Table.module.css';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './ColumnTable.module.css';
import { fieldKey, type ImportDraft, keyOfTarget } from './draft.ts';

const personTargets = ['phone', 'first_name', 'last_name', 'full_name', 'email', 'language', 'country', 'company', 'tags', 'consent', 'external_id'] as const;
const fieldTypes = ['text', 'number', 'date', 'boolean'] as const;

/** Where each column of the file goes, with a few of its values beside it. */
export function ColumnTable(props: { readonly one: Import; readonly draft: ImportDraft; readonly onChange: (columns: ColumnTarget[]) => void }): ReactNode {
  const { t } = useWords();
  const known = useQuery(queries.contacts.fields());
  const columns = props.one.reading?.columns ?? [];
  const targets = props.draft.columns;
  const phones = targets.filter((target) => target.to === 'phone').length;
  const kept = targets.filter((target) => target.to !== 'skip').length;

  return (
    <Section title={t('imports.columns')} beside={t('imports.columns_beside', { kept, total: columns.length })}>
      {phones === 1 ? null : (
        <p className={css.look} data-grave={phones === 0 || undefined}>
          <Icon name="look" small />
          {t(phones === 0 ? 'imports.no_phone_column' : 'imports.two_phones')}
        </p>
      )}
      <table className={[table.table, css.columns].join(' ')}>
        <thead>
          <tr>
            <th scope="col">{t('imports.col_column')}</th>
            <th scope="col">{t('imports.col_samples')}</th>
            <th scope="col">{t('imports.col_target')}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column, at) => {
            const name = props.draft.hasHeader && column.name !== '' ? column.name : t('imports.column_number', { n: at + 1 });
            const samples = column.samples.filter((sample) => sample.trim() !== '');
            return (
              <tr key={at} data-skipped={targets[at]?.to === 'skip' || undefined}>
                <th scope="row">{name}</th>
                <td className={css.samples}>
                  {samples.length === 0
                    ? t('imports.no_samples')
                    : samples.slice(0, 3).map((sample, index) => (
                        <span key={index} dir="auto">
                          {sample}
                        </span>
                      ))}
                </td>
                <td>
                  <TargetChoice
                    name={name}
                    target={targets[at] ?? { to: 'skip' }}
                    known={known.data}
                    onChange={(target) => props.onChange(targets.map((each, index) => (index === at ? target : each)))}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}

function TargetChoice(props: {
  readonly name: string;
  readonly target: ColumnTarget;
  readonly known: KnownFields | undefined;
  readonly onChange: (target: ColumnTarget) => void;
}): ReactNode {
  const { t } = useWords();
  const { target, name } = props;
  const fields = props.known?.items ?? [];
  const newKey = fieldKey(name);
  const fresh =
    target.to === 'field' && !fields.some((field) => field.key === target.key)
      ? { key: target.key, label: target.label, type: target.type }
      : { key: newKey, label: name.slice(0, 120), type: 'text' as const };
  const isFresh = target.to === 'field' && !fields.some((field) => field.key === target.key);

  const choose = (key: string | null) => {
    const person = personTargets.find((each) => each === key);
    if (person !== undefined) return props.onChange({ to: person });
    const field = [...fields, fresh].find((each) => `field:${each.key}` === key);
    return props.onChange(field === undefined ? { to: 'skip' } : { to: 'field', key: field.key, label: field.label, type: field.type });
  };
  const data = [
    { value: 'skip', label: t('imports.target_skip') },
    { group: t('imports.target_group'), items: personTargets.map((each) => ({ value: each, label: t(`imports.target_${each}`) })) },
    ...(fields.length === 0
      ? []
      : [{ group: t('imports.target_fields'), items: fields.map((field) => ({ value: `field:${field.key}`, label: field.label })) }]),
    ...(fields.some((field) => field.key === fresh.key)
      ? []
      : [{ group: t('imports.target_new'), items: [{ value: `field:${fresh.key}`, label: t('imports.target_new_field', { label: fresh.label }) }] }]),
  ];

  return (
    <div className={css.target}>
      <Select aria-label={`${name}: ${t('imports.col_target')}`} allowDeselect={false} searchable value={keyOfTarget(target)} onChange={choose} data={data} />
      {isFresh ? (
        <Select
          aria-label={`${name}: ${t('imports.field_type')}`}
          allowDeselect={false}
          value={target.type}
          onChange={(type) => {
            const chosen = fieldTypes.find((each) => each === type);
            if (chosen !== undefined) props.onChange({ ...target, type: chosen });
          }}
          data={fieldTypes.map((type) => ({ value: type, label: t(`imports.type_${type}`) }))}
        />
      ) : null}
    </div>
  );
}
