import { Select, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { queries } from '#web/api/queries.ts';
import { countryCodes } from '#web/ui/countries.ts';
import form from '#web/ui/Form.module.css';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import type { ImportDraft, Missing } from './draft.ts';

/** The default country, what happens to people who are here already, and a tag for all. */
export function OtherChoices(props: {
  readonly draft: ImportDraft;
  readonly onChange: (change: Partial<ImportDraft>) => void;
  readonly missing: readonly Missing[];
}): ReactNode {
  const { t, country } = useWords();
  const known = useQuery(queries.contacts.fields());
  const { draft, onChange } = props;
  const countries = useMemo(
    () => countryCodes.map((code) => ({ value: code, label: country(code) })).toSorted((a, b) => a.label.localeCompare(b.label)),
    [country],
  );

  return (
    <>
      <Section title={t('imports.country')}>
        <div className={form.form}>
          <Select
            label={t('imports.country_label')}
            description={t('imports.country_about')}
            searchable
            allowDeselect={false}
            value={draft.country}
            onChange={(code) => onChange({ country: code ?? '' })}
            data={countries}
            error={props.missing.includes('missing_country') ? t('imports.missing_country') : undefined}
          />
        </div>
      </Section>
      <Section title={t('imports.more')}>
        <div className={form.form}>
          <Select
            label={t('imports.existing')}
            allowDeselect={false}
            value={draft.existing}
            onChange={(value) => onChange({ existing: value === 'skip' ? 'skip' : 'update' })}
            data={[
              { value: 'update', label: t('imports.existing_update') },
              { value: 'skip', label: t('imports.existing_skip') },
            ]}
          />
          <TagsInput
            label={t('imports.tag')}
            description={t('imports.tag_about')}
            maxTags={1}
            value={draft.tag === '' ? [] : [draft.tag]}
            onChange={(tags) => onChange({ tag: (tags[0] ?? '').slice(0, 60) })}
            data={known.data?.tags ?? []}
            acceptValueOnBlur
          />
        </div>
      </Section>
    </>
  );
}
