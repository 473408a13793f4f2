import { Autocomplete } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { queries } from '#web/api/queries.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Editor.module.css';

/** Products offered while typing; the rest are found by their id. */
const offeredMost = 200;

type Props = {
  readonly catalog: string;
  readonly product: string;
  readonly faultOf: (part: 'catalog' | 'product') => string | undefined;
  readonly onChange: (next: { readonly catalog: string; readonly product: string }) => void;
};

/** A product of a catalogue: chosen among those Parley knows, named by its id, or a variable. */
export function ProductField({ catalog, product, faultOf, onChange }: Props): ReactNode {
  const { t } = useWords();
  const catalogs = useQuery(queries.catalogs.list()).data?.items ?? [];
  return (
    <div className={css.pair}>
      <Autocomplete
        label={t('editor.catalog_id')}
        data={catalogs.map((each) => each.id)}
        dir="ltr"
        value={catalog}
        error={faultOf('catalog')}
        onChange={(next) => onChange({ catalog: next, product })}
      />
      <ProductInput label={t('editor.product_id')} value={product} fault={faultOf('product')} onChange={(next) => onChange({ catalog, product: next })} />
    </div>
  );
}

/** One product by its id in the shop, with the names of those that are known. */
export function ProductInput(props: {
  readonly label: string;
  readonly value: string;
  readonly fault: string | undefined;
  readonly onChange: (product: string) => void;
}): ReactNode {
  const known = useQuery(queries.products.list({ query: { limit: offeredMost } })).data?.items ?? [];
  return (
    <Autocomplete
      label={props.label}
      dir="ltr"
      data={known.map((each) => each.retailer_id)}
      renderOption={({ option }) => (
        <span>
          {known.find((each) => each.retailer_id === option.value)?.name ?? option.value} <small className={css.about}>{option.value}</small>
        </span>
      )}
      value={props.value}
      error={props.fault}
      onChange={props.onChange}
    />
  );
}
