import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { CatalogField } from './CatalogField.tsx';
import css from './Free.module.css';
import { FreeFooterField } from './FreeFrame.tsx';
import { FreeText } from './FreeText.tsx';
import { freeFaultAt } from './kinds.ts';
import { freeCounts, freeLengths } from './lengths.ts';
import { ProductsField } from './ProductsField.tsx';
import type { FreePartProps } from './props.ts';
import { RowActs } from './RowActs.tsx';

type ShopKind = 'product' | 'products' | 'product_carousel' | 'catalog';

/** Things of a catalogue: one, some in sections, side by side, or the whole behind a button. */
export function FreeProducts(props: FreePartProps<ShopKind>): ReactNode {
  const { t } = useWords();
  const { value, onChange, faults, variables } = props;
  return (
    <div className={css.part}>
      {value.kind !== 'catalog' && (
        <CatalogField catalog={value.catalog} fault={freeFaultAt(faults, '/catalog')} onChange={(catalog) => onChange({ ...value, catalog })} />
      )}
      {value.kind === 'products' && (
        <FreeText
          label={t('free.header_words')}
          value={value.header}
          most={freeLengths.header}
          fault={freeFaultAt(faults, '/header')}
          onChange={(header) => onChange({ ...value, header })}
        />
      )}
      <FreeText
        label={t('free.text')}
        rows={3}
        value={value.text ?? ''}
        most={freeLengths.body}
        variables={variables}
        placeholder={value.kind === 'product' ? t('free.optional') : ''}
        fault={freeFaultAt(faults, '/text')}
        onChange={(text) => onChange(value.kind === 'product' ? { ...value, text: text === '' ? null : text } : { ...value, text })}
      />
      <Chosen {...props} />
      {value.kind !== 'product_carousel' && <FreeFooterField footer={value.footer} faults={faults} onChange={(footer) => onChange({ ...value, footer })} />}
    </div>
  );
}

/** Which products: one, or several in their order. */
function Chosen({ value, onChange, faults }: FreePartProps<ShopKind>): ReactNode {
  const { t } = useWords();
  switch (value.kind) {
    case 'product':
      return (
        <ProductsField
          label={t('free.product')}
          catalog={value.catalog}
          chosen={value.product === '' ? [] : [value.product]}
          most={1}
          fault={freeFaultAt(faults, '/product')}
          onChange={([product = '']) => onChange({ ...value, product })}
        />
      );
    case 'catalog':
      return (
        <ProductsField
          label={t('free.thumbnail')}
          catalog=""
          chosen={value.thumbnail === null ? [] : [value.thumbnail]}
          most={1}
          fault={freeFaultAt(faults, '/thumbnail')}
          onChange={([thumbnail = null]) => onChange({ ...value, thumbnail })}
        />
      );
    case 'product_carousel':
      return (
        <ProductsField
          label={t('free.products')}
          catalog={value.catalog}
          chosen={value.products}
          most={freeCounts.carouselProducts}
          fault={freeFaultAt(faults, '/products', true)}
          onChange={(products) => onChange({ ...value, products })}
        />
      );
    case 'products':
      return <ProductSections value={value} onChange={onChange} faults={faults} variables={[]} />;
  }
}

function ProductSections({ value, onChange, faults }: FreePartProps<'products'>): ReactNode {
  const { t } = useWords();
  const set = (sections: typeof value.sections) => onChange({ ...value, sections });
  return (
    <>
      {value.sections.map((section, at) => (
        <div key={at} className={css.card}>
          {value.sections.length > 1 && (
            <div className={css.row}>
              <FreeText
                label={t('free.section_title')}
                value={section.title ?? ''}
                most={freeLengths.sectionTitle}
                fault={freeFaultAt(faults, `/sections/${at}/title`)}
                onChange={(title) => set(value.sections.with(at, { ...section, title }))}
              />
              <RowActs name={section.title ?? t('free.section_title')} at={0} onRemove={() => set(value.sections.toSpliced(at, 1))} />
            </div>
          )}
          <ProductsField
            label={t('free.products')}
            catalog={value.catalog}
            chosen={section.products}
            most={freeCounts.products}
            fault={freeFaultAt(faults, `/sections/${at}/products`, true) ?? freeFaultAt(faults, '/sections')}
            onChange={(products) => set(value.sections.with(at, { ...section, products }))}
          />
        </div>
      ))}
      <div className={css.add}>
        <Button
          size="xs"
          leftSection={<Icon name="plus" small />}
          disabled={value.sections.length >= freeCounts.sections}
          onClick={() => set([...value.sections, { title: '', products: [] }])}
        >
          {t('free.add_section')}
        </Button>
      </div>
    </>
  );
}
