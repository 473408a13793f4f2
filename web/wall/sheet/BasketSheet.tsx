import type { ReactNode } from 'react';
import { totalOf } from '#web/phone/money.ts';
import { ProductTile } from '#web/phone/ProductTile.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { wallMediaUrl } from '../control.ts';
import css from './Sheet.module.css';
import { SheetFrame } from './SheetFrame.tsx';
import type { SheetProps } from './Sheets.tsx';

/** What was ordered: each thing, how many, and what it comes to when every price is known. */
export function BasketSheet({ sheet, hand, problem }: SheetProps<'basket'>): ReactNode {
  const { t, language, number } = useWords();
  const total = totalOf(sheet.order.items, language);
  return (
    <SheetFrame title={t('wall.basket')} onClose={() => hand.open(null)} problem={problem}>
      {sheet.order.items.map(({ product, quantity }) => (
        <div key={product.retailer_id} className={css.ware}>
          <ProductTile product={product} mediaUrl={wallMediaUrl} language={language} />
          <span>× {number(quantity)}</span>
        </div>
      ))}
      {total === null ? null : (
        <p className={css.sum}>
          <span>{t('wall.estimated')}</span>
          <b>{total}</b>
        </p>
      )}
    </SheetFrame>
  );
}
