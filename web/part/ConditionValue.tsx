import { MultiSelect, NumberInput, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Condition } from '#core/segment/segment.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import type { KnownFields } from './segment.ts';

/** What a condition is compared with: chosen from what is in use, or typed where a field is compared. */
export function ConditionValue(props: {
  readonly condition: Condition;
  readonly type: KnownFields['items'][number]['type'];
  readonly known: KnownFields | undefined;
  readonly onChange: (condition: Condition) => void;
}): ReactNode {
  const { t, country, languageName } = useWords();
  const { condition, known, onChange } = props;
  switch (condition.about) {
    case 'consent':
      return null;
    case 'country':
      return <Many values={condition.values} known={known?.countries} name={country} onChange={(values) => onChange({ ...condition, values })} />;
    case 'language':
      return <Many values={condition.values} known={known?.languages} name={languageName} onChange={(values) => onChange({ ...condition, values })} />;
    case 'tag':
      return <Many values={condition.values} known={known?.tags} name={(tag) => tag} onChange={(values) => onChange({ ...condition, values })} />;
    case 'field':
      break;
  }
  if (condition.is === 'known' || condition.is === 'unknown') return null;
  const { value } = condition;
  const text = value === undefined ? '' : String(value);
  const label = t('segments.value');
  switch (props.type) {
    case 'boolean':
      return (
        <Select
          aria-label={label}
          placeholder={t('segments.choose')}
          allowDeselect={false}
          value={value === undefined ? null : text}
          onChange={(next) => onChange({ ...condition, value: next === 'true' })}
          data={[
            { value: 'true', label: t('shell.yes') },
            { value: 'false', label: t('shell.no') },
          ]}
        />
      );
    case 'number':
      return (
        <NumberInput
          aria-label={label}
          value={typeof value === 'number' ? value : text}
          onChange={(next) => onChange({ ...condition, value: typeof next === 'number' ? next : undefined })}
          hideControls
        />
      );
    case 'date':
      return <TextInput type="date" aria-label={label} value={text} onChange={(event) => onChange({ ...condition, value: event.currentTarget.value })} />;
    case 'text':
      return <TextInput aria-label={label} value={text} onChange={(event) => onChange({ ...condition, value: event.currentTarget.value })} />;
  }
}

function Many(props: {
  readonly values: readonly string[];
  readonly known: readonly string[] | undefined;
  readonly name: (value: string) => string;
  readonly onChange: (values: string[]) => void;
}): ReactNode {
  const { t } = useWords();
  const all = [...new Set([...(props.known ?? []), ...props.values])]
    .map((value) => ({ value, label: props.name(value) }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
  return (
    <MultiSelect
      aria-label={t('segments.values')}
      placeholder={props.values.length === 0 ? t('segments.choose') : ''}
      searchable
      value={[...props.values]}
      onChange={props.onChange}
      data={all}
    />
  );
}
