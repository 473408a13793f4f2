import { ActionIcon, Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { CatalogSetup } from '#core/rehearsal/rehearsal.ts';
import { formatAmount } from '#web/phone/money.ts';
import { Icon } from '#web/ui/Icon.tsx';
import table from '#web/ui/Table.module.css';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { control } from '../control.ts';
import { type Product, productsMost, withProduct } from './catalog.ts';
import css from './Desk.module.css';
import { Problem } from './Problem.tsx';
import { ProductForm } from './ProductForm.tsx';

/** Products drawn at a time: a catalogue may hold thousands. */
const productsAtOnce = 50;

/** One catalogue: its products to read, change, remove, and one more. */
export function CatalogTable({ catalog }: { readonly catalog: CatalogSetup }): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const [edited, setEdited] = useState<Product | 'new' | null>(null);
  const [most, setMost] = useState(productsAtOnce);
  const put = useMutation({
    mutationFn: control.putCatalog,
    onSuccess: () => {
      setEdited(null);
      return client.invalidateQueries({ queryKey: ['catalogs'] });
    },
  });
  const { products } = catalog;
  const form = (before: Product | null) => (
    <ProductForm
      before={before}
      products={products}
      busy={put.isPending}
      onSave={(product) => put.mutate(withProduct(catalog, before, product))}
      onCancel={() => setEdited(null)}
    />
  );
  const isFull = products.length >= productsMost;
  return (
    <section className={css.part} aria-label={catalog.name}>
      <h2>
        <bdi>{catalog.name}</bdi>{' '}
        <small>
          <code>{catalog.id}</code> · {t('desk.account', { id: catalog.business_account_id })}
        </small>
      </h2>
      <p>{t('desk.products', { products: products.length })}</p>
      {products.length === 0 ? null : (
        <table className={table.table}>
          <thead>
            <tr>
              <th>{t('desk.product')}</th>
              <th>{t('desk.productId')}</th>
              <th className={table.end}>{t('desk.price')}</th>
              <th>
                <span className={css.heard}>{t('desk.change')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {products.slice(0, most).map((product) =>
              product === edited ? (
                <tr key={product.retailer_id}>
                  <td colSpan={4}>{form(product)}</td>
                </tr>
              ) : (
                <ProductRow
                  key={product.retailer_id}
                  product={product}
                  onEdit={() => setEdited(product)}
                  onRemove={() => put.mutate({ ...catalog, products: products.filter((one) => one !== product) })}
                />
              ),
            )}
          </tbody>
        </table>
      )}
      {products.length > most ? (
        <Button size="xs" onClick={() => setMost(most + productsAtOnce)}>
          {t('desk.more')}
        </Button>
      ) : null}
      {edited === 'new' ? (
        form(null)
      ) : (
        <Button size="xs" leftSection={<Icon name="plus" small />} disabled={isFull} onClick={() => setEdited('new')}>
          {t('desk.productAdd')}
        </Button>
      )}
      {isFull ? <p>{t('desk.productFull', { most: productsMost })}</p> : null}
      <Problem error={put.error} />
    </section>
  );
}

function ProductRow({ product, onEdit, onRemove }: { product: Product; onEdit: () => void; onRemove: () => void }): ReactNode {
  const { t, locale } = useWords();
  return (
    <tr>
      <td dir="auto">{product.name}</td>
      <td>
        <code>{product.retailer_id}</code>
      </td>
      <td className={table.end}>{formatAmount(product.price, product.currency, locale)}</td>
      <td>
        <span className={css.rowActs}>
          <ActionIcon aria-label={t('desk.productChange', { name: product.name })} onClick={onEdit}>
            <Icon name="edit" small />
          </ActionIcon>
          <ActionIcon aria-label={t('desk.productRemove', { name: product.name })} onClick={onRemove}>
            <Icon name="trash" small />
          </ActionIcon>
        </span>
      </td>
    </tr>
  );
}
