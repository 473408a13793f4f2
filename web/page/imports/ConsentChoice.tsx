import { Radio, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Import } from '#core/contract/imports.ts';
import { dayOf } from '#web/ui/day.ts';
import form from '#web/ui/Form.module.css';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './ConsentChoice.module.css';
import { consentColumn, type ImportDraft, type Missing } from './draft.ts';
import { present } from '#web/ui/now.ts';

/** How these people agreed to offers, or that they did not. Nothing is chosen beforehand: a person says it. */
export function ConsentChoice(props: {
  readonly one: Import;
  readonly draft: ImportDraft;
  readonly onChange: (change: Partial<ImportDraft>) => void;
  readonly missing: readonly Missing[];
}): ReactNode {
  const { t } = useWords();
  const { draft, onChange } = props;
  const at = consentColumn(draft);
  const column = at === undefined ? undefined : (props.one.reading?.columns[at]?.name ?? t('imports.column_number', { n: at + 1 }));
  const fault = (which: Missing) => (props.missing.includes(which) ? t(`imports.${which}`) : undefined);

  return (
    <Section title={t('imports.consent')}>
      <p className={css.about}>{t('imports.consent_about')}</p>
      <Radio.Group
        aria-label={t('imports.consent')}
        value={draft.consent}
        onChange={(value) => {
          if (value === 'none' || value === 'all' || value === 'column') onChange({ consent: value });
        }}
        error={fault('missing_choice')}
      >
        <div className={css.choices}>
          {column === undefined ? null : (
            <Radio value="column" label={t('imports.consent_column', { column })} description={t('imports.consent_column_about')} />
          )}
          <Radio value="all" label={t('imports.consent_all')} description={t('imports.consent_all_about')} />
          <Radio value="none" label={t('imports.consent_none')} description={t('imports.consent_none_about')} />
        </div>
      </Radio.Group>
      {draft.consent === 'all' || draft.consent === 'column' ? (
        <div className={[form.form, css.entry].join(' ')}>
          <TextInput
            label={t('imports.consent_source')}
            description={t('imports.consent_source_about')}
            maxLength={200}
            value={draft.source}
            onChange={(event) => onChange({ source: event.currentTarget.value })}
            error={fault('missing_source')}
          />
          <Textarea
            label={t('imports.consent_wording')}
            description={t('imports.consent_wording_about')}
            maxLength={4000}
            value={draft.wording}
            onChange={(event) => onChange({ wording: event.currentTarget.value })}
            error={fault('missing_wording')}
          />
          <TextInput
            type="date"
            label={t('imports.consent_date')}
            max={dayOf(present())}
            value={draft.date}
            onChange={(event) => onChange({ date: event.currentTarget.value })}
            error={fault('missing_date')}
            className={css.date}
          />
        </div>
      ) : null}
      <p className={css.about}>{t('imports.consent_keep')}</p>
    </Section>
  );
}
