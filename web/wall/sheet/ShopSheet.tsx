import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { BubbleProduct, BubbleProductSection } from '#core/rehearsal/bubble.ts';
import { totalOf } from '#web/phone/money.ts';
import { ProductTile } from '#web/phone/ProductTile.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { control, wallMediaUrl } from '../control.ts';
import css from './Sheet.module.css';
import { SheetAct, SheetFrame } from './SheetFrame.tsx';
import type { SheetProps } from './Sheets.tsx';

/** Products of a whole catalogue that a phone shows. */
const productsAtOnce = 200;

/** The most of one thing, as in the order's own shape. */
const quantityMost = 999;

/** A shop on the phone: products with how many of each, a word beside, and the basket sent as an order. */
export function ShopSheet({ sheet, hand, problem }: SheetProps<'shop'>): ReactNode {
  const { t, language } = useWords();
  const [basket, setBasket] = useState<Readonly<Record<string, number>>>({});
  const [text, setText] = useState('');
  const sections = useSections(sheet);
  const products = sections.flatMap((section) => section.products);
  const items = products.flatMap((product) => ((basket[product.retailer_id] ?? 0) > 0 ? [{ product, quantity: basket[product.retailer_id] ?? 0 }] : []));
  const total = totalOf(items, language);
  const close = () => hand.open(null);
  const { catalog } = sheet;
  const order = () =>
    catalog !== null &&
    hand.act(
      {
        act: 'order',
        number: hand.number,
        catalog,
        text: text.trim(),
        quoted: sheet.message,
        items: items.map(({ product, quantity }) => ({
          retailer_id: product.retailer_id,
          quantity,
          ...(product.price === null ? {} : { price: product.price }),
          ...(product.currency === null ? {} : { currency: product.currency }),
        })),
      },
      close,
    );
  const ask = (product: BubbleProduct) =>
    catalog !== null &&
    hand.act(
      {
        act: 'ask_about_product',
        number: hand.number,
        message_id: sheet.message,
        catalog,
        retailer_id: product.retailer_id,
        text: t('wall.askText', { name: product.name ?? product.retailer_id }),
      },
      close,
    );
  return (
    <SheetFrame
      title={hand.business}
      onClose={close}
      problem={problem}
      full
      foot={
        <>
          <input
            className={css.field}
            dir="auto"
            value={text}
            maxLength={1000}
            placeholder={t('wall.orderText')}
            aria-label={t('wall.orderText')}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <SheetAct disabled={items.length === 0 || catalog === null || hand.busy} onClick={order}>
            {total === null ? t('wall.order') : t('wall.orderFor', { total })}
          </SheetAct>
        </>
      }
    >
      {products.length === 0 ? <p className={css.help}>{t('wall.noProducts')}</p> : null}
      {catalog === null ? <p className={css.help}>{t('wall.noCatalog')}</p> : null}
      {sections.map((section, place) => (
        <section key={place} className={css.goods}>
          {section.title === null ? null : <h2 dir="auto">{section.title}</h2>}
          {section.products.map((product) => (
            <div key={product.retailer_id} className={css.ware}>
              <ProductTile product={product} mediaUrl={wallMediaUrl} language={language} />
              <Count
                name={product.name ?? product.retailer_id}
                value={basket[product.retailer_id] ?? 0}
                onChange={(value) => setBasket({ ...basket, [product.retailer_id]: value })}
              />
              <button type="button" className={css.ask} disabled={catalog === null} onClick={() => ask(product)}>
                {t('wall.ask')}
              </button>
            </div>
          ))}
        </section>
      ))}
    </SheetFrame>
  );
}

/** What the message names; a message that names nothing opens its whole catalogue. */
function useSections({ sections, catalog }: SheetProps<'shop'>['sheet']): readonly BubbleProductSection[] {
  const opensAll = sections.length === 0 && catalog !== null;
  const found = useQuery({ queryKey: ['catalogs'], queryFn: control.catalogs, staleTime: 0, enabled: opensAll });
  if (!opensAll) return sections;
  const whole = found.data?.catalogs.find((one) => one.id === catalog);
  return whole === undefined ? [] : [{ title: null, products: whole.products.slice(0, productsAtOnce) }];
}

function Count({ name, value, onChange }: { name: string; value: number; onChange: (value: number) => void }): ReactNode {
  const { t } = useWords();
  return (
    <span className={css.count} role="group" aria-label={t('wall.howMany', { name })}>
      <button type="button" disabled={value === 0} aria-label={t('wall.fewer')} onClick={() => onChange(value - 1)}>
        −
      </button>
      <output>{value}</output>
      <button type="button" disabled={value >= quantityMost} aria-label={t('wall.moreOf')} onClick={() => onChange(value + 1)}>
        +
      </button>
    </span>
  );
}
