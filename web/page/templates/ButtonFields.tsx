import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { buttonLimits } from '#core/whatsapp/law/buttons.ts';
import type { TemplateButton } from '#core/whatsapp/template.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { buttonText, withButtonText } from './buttons.ts';
import css from './Editor.module.css';
import { type DraftFault, faultOf, warningOf } from './faults.ts';
import { FormFields } from './FormFields.tsx';
import { ProductInput } from './ProductField.tsx';
import { SectionsField } from './SectionsField.tsx';

type Props = {
  readonly button: TemplateButton;
  /** Its place as a JSON pointer: `/buttons/0`. */
  readonly at: string;
  readonly faults: readonly DraftFault[];
  /** What it says in the first language. */
  readonly beside: string | undefined;
  readonly onChange: (button: TemplateButton) => void;
};

/** What is written of one button: its label where Meta does not write it, and where it leads. */
export function ButtonFields({ button, at, faults, beside, onChange }: Props): ReactNode {
  const { t, number } = useWords();
  const text = buttonText(button);
  const length = [...(text ?? '')].length;
  return (
    <div className={css.buttonFields}>
      {text === null ? (
        <p className={css.meta}>
          <b>{t(`editor.button_${button.kind}`)}</b> {t('editor.label_meta')}
        </p>
      ) : (
        <TextInput
          label={t(`editor.button_${button.kind}`)}
          dir="auto"
          rightSectionWidth={56}
          rightSection={
            <span className={length > buttonLimits.text ? css.over : css.count}>
              {t('templates.count', { length: number(length), most: number(buttonLimits.text) })}
            </span>
          }
          value={text}
          description={beside}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          error={faultOf(faults, `${at}/text`)}
          onChange={(event) => onChange(withButtonText(button, event.currentTarget.value))}
        />
      )}
      <Target {...{ button, at, faults, onChange }} />
    </div>
  );
}

function Target({ button, at, faults, onChange }: Omit<Props, 'beside'>): ReactNode {
  const { t } = useWords();
  switch (button.kind) {
    case 'reply':
    case 'product':
    case 'contact_request':
    case 'passcode':
      return null;
    case 'url':
      return (
        <TextInput
          label={t('templates.button_address')}
          type="url"
          dir="ltr"
          value={button.url}
          error={faultOf(faults, `${at}/url`) ?? warningOf(faults, `${at}/url`)}
          onChange={(event) => onChange({ ...button, url: event.currentTarget.value })}
        />
      );
    case 'phone':
      return (
        <TextInput
          label={t('templates.button_number')}
          type="tel"
          dir="ltr"
          value={button.phone}
          error={faultOf(faults, `${at}/phone`)}
          onChange={(event) => onChange({ ...button, phone: event.currentTarget.value })}
        />
      );
    case 'copy_code':
      return (
        <TextInput
          label={t('editor.coupon')}
          description={t('editor.coupon_about')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          dir="ltr"
          value={button.code}
          error={faultOf(faults, `${at}/code`)}
          onChange={(event) => onChange({ ...button, code: event.currentTarget.value })}
        />
      );
    case 'form':
      return <FormFields {...{ button, at, faults, onChange }} />;
    case 'catalog':
      return (
        <ProductInput
          label={t('editor.thumbnail')}
          value={button.thumbnail ?? ''}
          fault={faultOf(faults, `${at}/thumbnail`)}
          onChange={(thumbnail) => onChange({ ...button, thumbnail: thumbnail === '' ? null : thumbnail })}
        />
      );
    case 'products':
      return (
        <>
          <ProductInput
            label={t('editor.thumbnail')}
            value={button.thumbnail}
            fault={faultOf(faults, `${at}/thumbnail`)}
            onChange={(thumbnail) => onChange({ ...button, thumbnail })}
          />
          <SectionsField sections={button.sections} at={`${at}/sections`} faults={faults} onChange={(sections) => onChange({ ...button, sections })} />
        </>
      );
  }
}
