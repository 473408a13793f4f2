import { Checkbox, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { TemplateHeader } from '#core/whatsapp/template.ts';
import { MediaPicker } from '#web/part/MediaPicker.tsx';
import { cleanName } from '#web/part/variableText.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Editor.module.css';

type FileHeader = Extract<TemplateHeader, { readonly media: string }>;

type Props = {
  readonly header: FileHeader;
  readonly fault: string | undefined;
  /** What the variable is called at first. */ readonly suggest: string;
  readonly onChange: (header: FileHeader) => void;
};

/** The file of a header: the one reviewers see, and whether each person gets their own. */
export function FileField({ header, fault, suggest, onChange }: Props): ReactNode {
  const { t } = useWords();
  const bare = (): FileHeader => {
    const { from: _from, ...rest } = header;
    return rest;
  };
  return (
    <div className={css.file}>
      <MediaPicker
        label={t(`editor.file_${header.kind}`)}
        accept={[header.kind]}
        value={header.media === '' ? null : header.media}
        onPick={(media) => onChange(header.kind === 'document' ? { ...header, media: media.id, filename: media.name } : { ...header, media: media.id })}
        onClear={() => onChange({ ...header, media: '' })}
        fault={fault}
      />
      {header.kind === 'document' && (
        <TextInput
          label={t('editor.file_name')}
          value={header.filename ?? ''}
          onChange={(event) => {
            const { filename: _filename, ...rest } = header;
            onChange(event.currentTarget.value === '' ? rest : { ...rest, filename: event.currentTarget.value });
          }}
        />
      )}
      <Checkbox
        label={t('editor.file_own')}
        description={t('editor.file_own_about')}
        checked={header.from !== undefined}
        onChange={(event) => onChange(event.currentTarget.checked ? { ...header, from: suggest } : bare())}
      />
      {header.from !== undefined && (
        <TextInput
          label={t('templates.variable_name')}
          description={t('templates.variable_name_about')}
          value={header.from}
          onChange={(event) => onChange({ ...header, from: cleanName(event.currentTarget.value) })}
        />
      )}
    </div>
  );
}
