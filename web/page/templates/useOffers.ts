import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { queries } from '#web/api/queries.ts';
import type { VariableOffer } from '#web/part/InsertVariable.tsx';
import { cartAttributes, orderAttributes, ownAttributes } from '#web/part/sources.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';

/** What is known of a person, as variables that a text may begin with: their name, the workspace's own fields, their order and cart. */
export function useOffers(): readonly VariableOffer[] {
  const { t } = useWords();
  const fields = useQuery(queries.contacts.fields());
  return useMemo(
    () => [
      ...ownAttributes.map((name) => ({ name, label: t(`campaigns.attribute_${name}`) })),
      ...(fields.data?.items ?? []).map((field) => ({ name: field.key, label: field.label })),
      ...orderAttributes.map((name) => ({ name: `order_${name}`, label: t(`compose.order_${name}`) })),
      ...cartAttributes.map((name) => ({ name: `cart_${name}`, label: t(`compose.cart_${name}`) })),
    ],
    [t, fields.data],
  );
}
