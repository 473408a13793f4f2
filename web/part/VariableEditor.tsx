import { Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { VariableSource } from '#core/contract/campaigns.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { originOf, ownAttributes, withOrigin } from './sources.ts';
import css from './VariableEditor.module.css';

type Props = {
  readonly name: string;
  readonly source: VariableSource;
  /** The workspace's own attributes. */
  readonly fields: readonly { readonly key: string; readonly label: string }[];
  /** How many people get the fallback, by the last plan. */
  readonly fallbackPeople: number;
  readonly fault: string | undefined;
  readonly onChange: (source: VariableSource) => void;
};

/** What fills one variable: an attribute of the person, the same words for everybody, or Liquid; with a fallback. */
export function VariableEditor({ name, source, fields, fallbackPeople, fault, onChange }: Props): ReactNode {
  const { t } = useWords();
  const origins = [
    { group: t('campaigns.of_person'), items: ownAttributes.map((attribute) => ({ value: attribute, label: t(`campaigns.attribute_${attribute}`) })) },
    ...(fields.length === 0 ? [] : [{ group: t('campaigns.of_fields'), items: fields.map((field) => ({ value: `fields.${field.key}`, label: field.label })) }]),
    {
      group: t('campaigns.of_all'),
      items: [
        { value: 'text', label: t('campaigns.same_words') },
        { value: 'liquid', label: t('campaigns.liquid') },
      ],
    },
  ];
  return (
    <fieldset className={css.variable}>
      <legend>{name}</legend>
      <div className={css.fields}>
        <Select
          aria-label={t('campaigns.fills', { name })}
          value={originOf(source)}
          data={origins}
          allowDeselect={false}
          searchable={fields.length > 6}
          onChange={(picked) => picked !== null && onChange(withOrigin(source, picked))}
        />
        {source.from === 'text' && (
          <TextInput
            aria-label={t('campaigns.words_of', { name })}
            placeholder={t('campaigns.words')}
            value={source.text}
            maxLength={1000}
            error={fault}
            onChange={(event) => onChange({ from: 'text', text: event.currentTarget.value })}
          />
        )}
        {source.from !== 'text' && (
          <TextInput
            aria-label={t('campaigns.fallback_of', { name })}
            placeholder={t('campaigns.no_fallback')}
            leftSection={<span className={css.else}>{t('campaigns.else')}</span>}
            leftSectionWidth={62}
            value={source.fallback}
            maxLength={1000}
            error={source.from === 'contact' ? fault : undefined}
            onChange={(event) => onChange({ ...source, fallback: event.currentTarget.value })}
          />
        )}
      </div>
      {source.from === 'liquid' && (
        <TextInput
          aria-label={t('campaigns.liquid_of', { name })}
          className={css.liquid}
          spellCheck={false}
          dir="ltr"
          value={source.template}
          maxLength={2000}
          placeholder={'{{ contact.first_name | capitalize }}'}
          error={
            fault === undefined ? undefined : (
              <>
                {t('campaigns.liquid_wrong')} <small>{fault}</small>
              </>
            )
          }
          onChange={(event) => onChange({ ...source, template: event.currentTarget.value })}
        />
      )}
      {source.from !== 'text' && source.fallback === '' && <p className={css.note}>{t('campaigns.without_fallback')}</p>}
      {source.from !== 'text' && source.fallback !== '' && fallbackPeople > 0 && (
        <p className={css.note}>{t('campaigns.get_fallback', { people: fallbackPeople })}</p>
      )}
    </fieldset>
  );
}
