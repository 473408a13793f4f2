import { ActionIcon, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Condition } from '#core/segment/segment.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { type Voice, useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './ConditionRow.module.css';
import { ConditionValue } from './ConditionValue.tsx';
import { aboutOf, type KnownFields, newCondition, operatorsOf } from './segment.ts';

/** One condition in a line: what is asked, how it is compared, with what. */
export function ConditionRow(props: {
  readonly condition: Condition;
  readonly known: KnownFields | undefined;
  readonly onChange: (condition: Condition) => void;
  readonly onRemove: () => void;
}): ReactNode {
  const { t } = useWords();
  const { condition, known, onChange } = props;
  const type = condition.about === 'field' ? (known?.items.find((field) => field.key === condition.key)?.type ?? 'text') : 'text';
  const operators = operatorChoices(condition, type, t);

  return (
    <div className={css.row}>
      <Select
        aria-label={t('segments.about')}
        allowDeselect={false}
        searchable
        value={aboutOf(condition)}
        onChange={(about) => {
          if (about !== null) onChange(newCondition(about));
        }}
        data={aboutChoices(condition, known, t)}
      />
      <Select
        aria-label={t('segments.operator')}
        allowDeselect={false}
        value={condition.is}
        onChange={(is) => {
          if (is !== null) onChange(compared(condition, is));
        }}
        data={operators}
      />
      <div className={css.value}>
        <ConditionValue condition={condition} type={type} known={known} onChange={onChange} />
      </div>
      <ActionIcon aria-label={t('segments.remove_condition')} onClick={props.onRemove}>
        <Icon name="close" small />
      </ActionIcon>
    </div>
  );
}

/** A field that a saved condition asks stays in the list although nobody has it any more. */
function aboutChoices(condition: Condition, known: KnownFields | undefined, t: Voice['t']) {
  const fields = (known?.items ?? []).map((field) => ({ value: `field:${field.key}`, label: field.label }));
  const own = aboutOf(condition);
  if (condition.about === 'field' && !fields.some((field) => field.value === own)) fields.push({ value: own, label: condition.key });
  const person = {
    group: t('segments.group_known'),
    items: (['consent', 'country', 'language', 'tag'] as const).map((about) => ({ value: about, label: t(`segments.about_${about}`) })),
  };
  return fields.length === 0 ? [person] : [person, { group: t('segments.group_fields'), items: fields }];
}

function operatorChoices(condition: Condition, type: KnownFields['items'][number]['type'], t: Voice['t']): { value: string; label: string }[] {
  switch (condition.about) {
    case 'consent':
      return (['given', 'withdrawn', 'none'] as const).map((is) => ({ value: is, label: t(`segments.is_${is}`) }));
    case 'country':
    case 'language':
      return (['any_of', 'none_of'] as const).map((is) => ({ value: is, label: t(`segments.is_${is}`) }));
    case 'tag':
      return [
        { value: 'any_of', label: t('segments.has_any_of') },
        { value: 'all_of', label: t('segments.is_all_of') },
        { value: 'none_of', label: t('segments.has_none_of') },
      ];
    case 'field':
      return operatorsOf(type).map((is) => {
        if (type === 'date' && is === 'greater') return { value: is, label: t('segments.is_after') };
        if (type === 'date' && is === 'less') return { value: is, label: t('segments.is_before') };
        return { value: is, label: t(`segments.is_${is}`) };
      });
  }
}

/** The condition compared in another way; what it is compared with stays. An operator of another kind changes nothing. */
function compared(condition: Condition, is: string): Condition {
  switch (condition.about) {
    case 'consent':
      return is === 'given' || is === 'withdrawn' || is === 'none' ? { ...condition, is } : condition;
    case 'country':
    case 'language':
      return is === 'any_of' || is === 'none_of' ? { ...condition, is } : condition;
    case 'tag':
      return is === 'any_of' || is === 'all_of' || is === 'none_of' ? { ...condition, is } : condition;
    case 'field': {
      if (is === 'known' || is === 'unknown') return { about: 'field', key: condition.key, is };
      return is === 'equals' || is === 'not_equals' || is === 'contains' || is === 'greater' || is === 'less' ? { ...condition, is } : condition;
    }
  }
}
