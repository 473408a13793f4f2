import { useQuery } from '@tanstack/react-query';
import { queries } from '#web/api/queries.ts';

/** The name people see above the chat: that of the given number, else of the first, else of the workspace. */
export function useBusinessName(number: string | null): string {
  const numbers = useQuery(queries.numbers.list());
  const me = useQuery(queries.settings.me());
  const items = numbers.data?.items ?? [];
  return (items.find((each) => each.id === number) ?? items[0])?.name ?? me.data?.workspace.name ?? '';
}
