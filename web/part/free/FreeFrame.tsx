import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FreeHeader } from '#core/whatsapp/free.ts';
import { MediaPicker } from '#web/part/MediaPicker.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Free.module.css';
import { FreeText } from './FreeText.tsx';
import { type FreeFault, freeFaultAt } from './kinds.ts';
import { freeLengths } from './lengths.ts';

const headerKinds = ['none', 'text', 'image', 'video', 'document'] as const;

type HeaderProps = { readonly header: FreeHeader | null; readonly faults: readonly FreeFault[]; readonly onChange: (header: FreeHeader | null) => void };

/** What stands on top of a message with buttons: nothing, a line in bold, or a file. */
export function FreeHeaderField({ header, faults, onChange }: HeaderProps): ReactNode {
  const { t } = useWords();
  const pick = (kind: (typeof headerKinds)[number]) => {
    const media = header !== null && 'media' in header ? header.media : '';
    if (kind === 'none') onChange(null);
    else if (kind === 'text') onChange({ kind, text: '' });
    else onChange(kind === 'document' ? { kind, media, filename: null } : { kind, media });
  };
  return (
    <div className={css.part}>
      <div>
        <p className={css.label}>{t('free.header')}</p>
        <SegmentedControl
          size="xs"
          aria-label={t('free.header')}
          value={header?.kind ?? 'none'}
          onChange={(picked) => {
            const kind = headerKinds.find((each) => each === picked);
            if (kind !== undefined) pick(kind);
          }}
          data={headerKinds.map((kind) => ({ value: kind, label: t(`free.header_${kind}`) }))}
        />
      </div>
      {header?.kind === 'text' && (
        <FreeText
          label={t('free.header_words')}
          value={header.text}
          most={freeLengths.header}
          fault={freeFaultAt(faults, '/header', true)}
          onChange={(text) => onChange({ ...header, text })}
        />
      )}
      {header !== null && header.kind !== 'text' && (
        <MediaPicker
          label={t(`free.file_${header.kind}`)}
          accept={[header.kind]}
          value={header.media === '' ? null : header.media}
          fault={header.media === '' ? undefined : freeFaultAt(faults, '/header', true)}
          onPick={(media) => onChange({ ...header, media: media.id })}
        />
      )}
    </div>
  );
}

/** The line below a message, in small letters. Empty is none. */
export function FreeFooterField(props: {
  readonly footer: string | null;
  readonly faults: readonly FreeFault[];
  readonly onChange: (footer: string | null) => void;
}): ReactNode {
  const { t } = useWords();
  return (
    <FreeText
      label={t('free.footer')}
      placeholder={t('free.optional')}
      value={props.footer ?? ''}
      most={freeLengths.footer}
      fault={freeFaultAt(props.faults, '/footer')}
      onChange={(text) => props.onChange(text === '' ? null : text)}
    />
  );
}
