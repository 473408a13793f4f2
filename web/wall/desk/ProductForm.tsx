import { Button, NumberInput, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { draftOf, type Product, type ProductFault, readProduct } from './catalog.ts';
import css from './Desk.module.css';

type Props = {
  /** Null for a new one. */
  readonly before: Product | null;
  readonly products: readonly Product[];
  readonly busy: boolean;
  readonly onSave: (product: Product) => void;
  readonly onCancel: () => void;
};

/** One product being written. What is wrong is said when somebody wants to save it. */
export function ProductForm({ before, products, busy, onSave, onCancel }: Props): ReactNode {
  const { t } = useWords();
  const [draft, setDraft] = useState(() => draftOf(before, products));
  const [fault, setFault] = useState<ProductFault | null>(null);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => {
    first.current?.focus();
  }, []);
  const save = () => {
    const read = readProduct(draft, before, products);
    setFault(typeof read === 'string' ? read : null);
    if (typeof read !== 'string') onSave(read);
  };
  const errorOf = (...faults: ProductFault[]) => (fault !== null && faults.includes(fault) ? t(`desk.fault_${fault}`) : null);
  return (
    <form
      className={css.productForm}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextInput
        label={t('desk.product')}
        ref={first}
        value={draft.name}
        error={errorOf('name')}
        onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
      />
      <TextInput
        label={t('desk.productId')}
        value={draft.id}
        error={errorOf('id', 'taken')}
        onChange={(event) => setDraft({ ...draft, id: event.currentTarget.value })}
      />
      <NumberInput
        label={t('desk.price')}
        min={0}
        decimalScale={2}
        allowedDecimalSeparators={[',', '.']}
        value={draft.price}
        error={errorOf('price')}
        onChange={(price) => setDraft({ ...draft, price })}
      />
      <TextInput
        label={t('desk.currency')}
        maxLength={3}
        value={draft.currency}
        error={errorOf('currency')}
        onChange={(event) => setDraft({ ...draft, currency: event.currentTarget.value.toUpperCase() })}
      />
      <div className={css.row}>
        <Button type="submit" size="xs" variant="filled" loading={busy}>
          {t('desk.productSave')}
        </Button>
        <Button size="xs" variant="subtle" onClick={onCancel}>
          {t('desk.cancel')}
        </Button>
      </div>
    </form>
  );
}
