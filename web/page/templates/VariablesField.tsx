import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { templateVariables } from '#core/whatsapp/variables.ts';
import { queries } from '#web/api/queries.ts';
import { defaultSources } from '#web/part/sources.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { type TemplateDraft, withVariableRenamed } from './draft.ts';
import css from './Editor.module.css';
import { type DraftFault, faultOf, warningOf } from './faults.ts';
import { fileVariables } from './samples.ts';
import { VariableChip } from './VariableChip.tsx';

type Props = {
  readonly draft: TemplateDraft;
  readonly content: TemplateContent;
  readonly faults: readonly DraftFault[];
  readonly onChange: (draft: TemplateDraft) => void;
  readonly onContent: (content: TemplateContent) => void;
  /** The variable whose chip is open. */
  readonly bound: string | null;
  readonly onBound: (name: string | null) => void;
};

/** Every variable once: where its value comes from behind its chip, and the sample that reviewers and the phone show. */
export function VariablesField({ draft, content, faults, bound, onBound, onChange, onContent }: Props): ReactNode {
  const { t } = useWords();
  const fields = useQuery(queries.contacts.fields()).data?.items ?? [];
  const names = templateVariables(content);
  const files = fileVariables(content);
  const sources = defaultSources(names, fields, draft.fills);
  return (
    <section className={css.part}>
      <h2>{t('templates.samples')}</h2>
      <p className={css.about}>{t('editor.variables_about')}</p>
      <ul className={css.variables}>
        {names.map((name) => {
          const at = `/samples/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
          const source = sources[name];
          return (
            <li key={name}>
              {source !== undefined && (
                <VariableChip
                  name={name}
                  source={source}
                  fields={fields}
                  opened={bound === name}
                  onOpened={(opened) => onBound(opened ? name : null)}
                  onSource={(next) => onChange({ ...draft, fills: { ...draft.fills, [name]: next } })}
                  onRename={(next) => onChange(withVariableRenamed(draft, name, next))}
                />
              )}
              {files.has(name) ? (
                <p className={css.about}>{t('editor.sample_file')}</p>
              ) : (
                <TextInput
                  aria-label={name}
                  dir="auto"
                  value={content.samples[name] ?? ''}
                  placeholder={t('editor.sample')}
                  error={faultOf(faults, at) ?? warningOf(faults, at)}
                  onChange={(event) => onContent({ ...content, samples: { ...content.samples, [name]: event.currentTarget.value } })}
                />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
