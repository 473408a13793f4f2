import { Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { templateLengths } from '#core/whatsapp/law/template.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { templateVariables } from '#core/whatsapp/variables.ts';
import type { VariableOffer } from '#web/part/InsertVariable.tsx';
import { VariableText } from '#web/part/VariableText.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Editor.module.css';
import { type DraftFault, faultOf, warningOf } from './faults.ts';
import { FileField } from './FileField.tsx';
import { type DraftHeader, headerKind, headerKinds, withHeader } from './header.ts';
import { ProductField } from './ProductField.tsx';

type Props = {
  readonly content: TemplateContent;
  readonly faults: readonly DraftFault[];
  readonly offers: readonly VariableOffer[];
  /** What may stand here; everything when left out. */
  readonly kinds: readonly DraftHeader[] | undefined;
  readonly beside: TemplateContent | undefined;
  readonly onChange: (content: TemplateContent) => void;
};

/** What stands on top: nothing, a line in bold, a picture, a film, a file, a place, a product. */
export function HeaderField({ content, faults, offers, kinds = headerKinds, beside, onChange }: Props): ReactNode {
  const { t } = useWords();
  const header = content.header;
  return (
    <section className={css.part}>
      <div className={css.line}>
        <h2>{t('templates.header')}</h2>
        <Select
          size="xs"
          aria-label={t('templates.header')}
          allowDeselect={false}
          value={headerKind(content)}
          onChange={(picked) => {
            const kind = kinds.find((each) => each === picked);
            if (kind !== undefined) onChange(withHeader(content, kind));
          }}
          data={kinds.map((kind) => ({ value: kind, label: t(`editor.header_${kind}`) }))}
        />
      </div>
      {header?.kind === 'text' && (
        <VariableText
          label={t('templates.header_words')}
          description={t('templates.header_about')}
          rows={1}
          value={header.text}
          most={templateLengths.header}
          variables={templateVariables(content)}
          offers={offers}
          fault={faultOf(faults, '/header')}
          warning={warningOf(faults, '/header')}
          beside={beside?.header?.kind === 'text' ? beside.header.text : undefined}
          onChange={(text) => onChange({ ...content, header: { kind: 'text', text: text.replaceAll('\n', ' ') } })}
        />
      )}
      {(header?.kind === 'image' || header?.kind === 'video' || header?.kind === 'document') && (
        <FileField header={header} suggest={header.kind} fault={faultOf(faults, '/header')} onChange={(next) => onChange({ ...content, header: next })} />
      )}
      {header?.kind === 'location' && (
        <>
          <p className={css.about}>{t('editor.location_about')}</p>
          <div className={css.pair}>
            {(['name', 'address', 'latitude', 'longitude'] as const).map((part) => (
              <TextInput
                key={part}
                label={t(`editor.location_${part}`)}
                dir={part === 'latitude' || part === 'longitude' ? 'ltr' : 'auto'}
                value={header[part]}
                error={faultOf(faults, `/header/${part}`)}
                onChange={(event) => onChange({ ...content, header: { ...header, [part]: event.currentTarget.value } })}
              />
            ))}
          </div>
        </>
      )}
      {header?.kind === 'product' && (
        <ProductField
          catalog={header.catalog}
          product={header.product}
          faultOf={(part) => faultOf(faults, `/header/${part}`)}
          onChange={(next) => onChange({ ...content, header: { kind: 'product', ...next } })}
        />
      )}
    </section>
  );
}
