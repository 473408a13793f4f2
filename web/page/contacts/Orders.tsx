import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Order } from '#core/contract/shop.ts';
import { pages } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { Chip } from '#web/ui/Chip.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { stateOf } from './orderState.ts';
import css from './Purchases.module.css';

/** Shown at first; who wants to see more asks for it. */
const shownFirst = 3;
const shownMore = 20;

/** The orders of a person, newest first, as the shop told them last. Nothing while there are none. */
export function Orders(props: { readonly contact: string }): ReactNode {
  const { t } = useWords();
  const [shown, setShown] = useState(shownFirst);
  const orders = useInfiniteQuery(pages.orders.of({ params: { id: props.contact }, query: { limit: 50 } }));
  const all = orders.data?.pages.flatMap((page) => page.items);
  if (all?.length === 0) return null;
  const more = Math.min(shownMore, (all?.length ?? 0) - shown);
  return (
    <Section title={t('shop.orders')} beside={all === undefined || orders.hasNextPage ? undefined : t('shop.orders_beside', { count: all.length })}>
      <Asked of={orders}>
        {({ pages: found }) => (
          <ol className={css.orders}>
            {found
              .flatMap((page) => page.items)
              .slice(0, shown)
              .map((order) => (
                <OrderLine key={order.number} order={order} />
              ))}
          </ol>
        )}
      </Asked>
      {more > 0 ? (
        <Button
          size="xs"
          className={css.more}
          onClick={() => {
            setShown(shown + more);
            if (orders.hasNextPage) void orders.fetchNextPage();
          }}
        >
          {t('shop.more_orders', { count: more })}
        </Button>
      ) : null}
    </Section>
  );
}

function OrderLine(props: { readonly order: Order }): ReactNode {
  const { t, money, date } = useWords();
  const { order } = props;
  const state = stateOf(order.state);
  return (
    <li>
      <span className={css.line}>
        <span dir="auto">
          {order.url === null ? t('shop.order', { number: order.number }) : <a href={order.url}>{t('shop.order', { number: order.number })}</a>}
        </span>
        <span className={css.amount}>{money(order.total)}</span>
      </span>
      <span className={css.line}>
        <span className={css.quiet}>{date(order.placed_at)}</span>
        <Chip tone={state.tone}>{state.word === undefined ? order.state : t(state.word)}</Chip>
      </span>
      <ul className={css.things}>
        {order.items.map((item, place) => (
          <li key={`${item.id} ${place}`} dir="auto">
            {t('contacts.fact_items', { quantity: item.quantity, name: item.name })}
          </li>
        ))}
      </ul>
    </li>
  );
}
