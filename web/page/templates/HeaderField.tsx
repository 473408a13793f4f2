import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { templateLengths } from '#core/whatsapp/law/template.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { templateVariables } from '#core/whatsapp/variables.ts';
import { VariableText } from '#web/part/VariableText.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { type DraftHeader, headerKind, withHeader } from './draft.ts';
import { type DraftFault, faultOf } from './faults.ts';
import { ImageField } from './ImageField.tsx';
import css from './Editor.module.css';

type Props = { readonly content: TemplateContent; readonly faults: readonly DraftFault[]; readonly onChange: (content: TemplateContent) => void };

/** What stands on top: nothing, a line in bold, or a picture. */
export function HeaderField({ content, faults, onChange }: Props): ReactNode {
  const { t } = useWords();
  const kinds: readonly DraftHeader[] = ['none', 'text', 'image'];
  return (
    <section className={css.part}>
      <div className={css.line}>
        <h2>{t('templates.header')}</h2>
        <SegmentedControl
          size="xs"
          aria-label={t('templates.header')}
          value={headerKind(content)}
          onChange={(picked) => {
            const kind = kinds.find((each) => each === picked);
            if (kind !== undefined) onChange(withHeader(content, kind));
          }}
          data={kinds.map((kind) => ({ value: kind, label: t(`templates.header_${kind}`) }))}
        />
      </div>
      {content.header?.kind === 'text' && (
        <VariableText
          label={t('templates.header_words')}
          description={t('templates.header_about')}
          rows={1}
          value={content.header.text}
          most={templateLengths.header}
          variables={templateVariables(content)}
          fault={faultOf(faults, '/header')}
          onChange={(text) => onChange({ ...content, header: { kind: 'text', text: text.replaceAll('\n', ' ') } })}
        />
      )}
      {content.header?.kind === 'image' && (
        <ImageField
          media={content.header.media}
          fault={faultOf(faults, '/header')}
          onChange={(media) => onChange({ ...content, header: { kind: 'image', media } })}
        />
      )}
    </section>
  );
}
