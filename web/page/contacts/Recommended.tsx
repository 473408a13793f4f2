import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ReplyOf } from '#core/contract/route.ts';
import type { products } from '#core/contract/shop.ts';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { capital } from '#web/part/capital.ts';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Purchases.module.css';

type Item = ReplyOf<typeof products.recommended>['items'][number];

/** The ways to recommend, the one that is about the person themselves first. */
const ways = ['liked_again', 'bought_together', 'next_likely'] as const;
/** Places shown of each; a carousel takes up to ten. */
const shownMost = 2;

/** What would be recommended to a person now, by each way, and why. Nothing while nothing is. */
export function Recommended(props: { readonly contact: string }): ReactNode {
  const { t } = useWords();
  const found = useQuery(queries.products.recommended({ params: { id: props.contact } }));
  if (found.data?.items.length === 0) return null;
  return (
    <Section title={t('shop.recommended')}>
      <Asked of={found}>
        {({ items }) => (
          <>
            <p className={css.quiet}>{t('shop.recommended_about')}</p>
            {ways.map((way) => {
              const here = items.filter(({ by, place }) => by === way && place <= shownMost);
              return here.length === 0 ? null : (
                <div key={way} className={css.way}>
                  <h3>{t(`shop.${way}`)}</h3>
                  <ol className={css.orders}>
                    {here.map((item) => (
                      <Product key={item.place} item={item} />
                    ))}
                  </ol>
                </div>
              );
            })}
          </>
        )}
      </Asked>
    </Section>
  );
}

function Product(props: { readonly item: Item }): ReactNode {
  const { money, locale } = useWords();
  const { product, because } = props.item;
  return (
    <li>
      <span className={css.line}>
        <span dir="auto">{product.url === null ? product.name : <a href={product.url}>{product.name}</a>}</span>
        {product.price === null ? null : <span className={css.amount}>{money(product.price)}</span>}
      </span>
      <span className={css.quiet} dir="auto">
        {capital(because, locale)}
      </span>
    </li>
  );
}
