import { ActionIcon, Button, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Editor.module.css';
import { type DraftFault, faultOf } from './faults.ts';
import { ProductInput } from './ProductField.tsx';

/** Meta takes ten sections and thirty products in all (facts §2.1, read 2026-11-22). */
const sectionsMost = 10;
const productsMost = 30;

type Section = { readonly title: string; readonly products: string[] };
type Props = {
  readonly sections: readonly Section[];
  readonly at: string;
  readonly faults: readonly DraftFault[];
  readonly onChange: (sections: { title: string; products: string[] }[]) => void;
};

/** Products in sections: each by its id in the shop, or a variable that a recommendation fills. */
export function SectionsField({ sections, at, faults, onChange }: Props): ReactNode {
  const { t } = useWords();
  const all = sections.reduce((sum, section) => sum + section.products.length, 0);
  const set = (place: number, section: Section) => onChange(sections.with(place, section).map((each) => ({ ...each })));
  return (
    <div className={css.sections}>
      <p className={css.about}>{t('editor.sections_about')}</p>
      {sections.map((section, place) => (
        <fieldset key={place} className={css.section}>
          <legend>{t('editor.section_nth', { nth: place + 1 })}</legend>
          <TextInput
            label={t('editor.section_title')}
            dir="auto"
            value={section.title}
            error={faultOf(faults, `${at}/${place}/title`)}
            onChange={(event) => set(place, { ...section, title: event.currentTarget.value })}
          />
          {section.products.map((product, row) => (
            <div key={row} className={css.row}>
              <ProductInput
                label={t('editor.product_nth', { nth: row + 1 })}
                value={product}
                fault={faultOf(faults, `${at}/${place}/products/${row}`)}
                onChange={(next) => set(place, { ...section, products: section.products.with(row, next) })}
              />
              <ActionIcon
                aria-label={t('templates.remove_button', { name: t('editor.product_nth', { nth: row + 1 }) })}
                onClick={() => set(place, { ...section, products: section.products.toSpliced(row, 1) })}
              >
                <Icon name="close" small />
              </ActionIcon>
            </div>
          ))}
          <div className={css.add}>
            <Button size="xs" disabled={all >= productsMost} onClick={() => set(place, { ...section, products: [...section.products, ''] })}>
              {t('editor.add_product_line')}
            </Button>
            {sections.length > 1 && (
              <Button size="xs" variant="subtle" onClick={() => onChange(sections.toSpliced(place, 1))}>
                {t('editor.remove_section')}
              </Button>
            )}
          </div>
        </fieldset>
      ))}
      {faultOf(faults, at) !== undefined && <p className={css.fault}>{faultOf(faults, at)}</p>}
      <div className={css.add}>
        <Button size="xs" disabled={sections.length >= sectionsMost} onClick={() => onChange([...sections, { title: '', products: [''] }])}>
          {t('editor.add_section')}
        </Button>
      </div>
    </div>
  );
}
