import { useQuery } from '@tanstack/react-query';
import { queries } from '#web/api/queries.ts';

/** The business accounts that our numbers stand in, each once, in the order of the numbers. */
export function useAccounts(): readonly { readonly id: string; readonly name: string }[] {
  const numbers = useQuery(queries.numbers.list()).data?.items ?? [];
  return [...new Map(numbers.map((number) => [number.business_account.id, { id: number.business_account.id, name: number.business_account.name }])).values()];
}
