import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import type { MediaUse } from '#core/contract/media.ts';
import { MediaPicker } from '#web/part/MediaPicker.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Free.module.css';
import { FreeText } from './FreeText.tsx';
import { freeFaultAt } from './kinds.ts';
import { freeLengths } from './lengths.ts';
import type { FreePartProps } from './props.ts';

type FileKind = 'image' | 'video' | 'document' | 'audio' | 'sticker';

/** A file of the library, with words below it where WhatsApp has a place for them. */
export function FreeFile({ value, onChange, faults, variables }: FreePartProps<FileKind>): ReactNode {
  const { t } = useWords();
  const use: MediaUse = value.kind === 'audio' && value.voice ? 'voice' : value.kind;
  return (
    <div className={css.part}>
      {value.kind === 'audio' && (
        <Switch
          label={t('free.voice')}
          description={t('free.voice_about')}
          checked={value.voice}
          onChange={(event) => onChange({ ...value, voice: event.currentTarget.checked })}
        />
      )}
      <MediaPicker
        label={t(`free.file_${value.kind}`)}
        accept={[use]}
        value={value.media === '' ? null : value.media}
        fault={value.media === '' ? undefined : freeFaultAt(faults, '/media')}
        onPick={(media) => onChange({ ...value, media: media.id, ...(value.kind === 'document' ? { filename: media.name } : {}) })}
      />
      {(value.kind === 'image' || value.kind === 'video' || value.kind === 'document') && (
        <FreeText
          label={t('free.caption')}
          placeholder={t('free.optional')}
          rows={2}
          value={value.caption ?? ''}
          most={freeLengths.caption}
          variables={variables}
          fault={freeFaultAt(faults, '/caption')}
          onChange={(caption) => onChange({ ...value, caption: caption === '' ? null : caption })}
        />
      )}
      {value.kind === 'document' && (
        <FreeText
          label={t('free.filename')}
          value={value.filename ?? ''}
          most={freeLengths.caption}
          fault={freeFaultAt(faults, '/filename')}
          onChange={(filename) => onChange({ ...value, filename: filename === '' ? null : filename })}
        />
      )}
    </div>
  );
}
