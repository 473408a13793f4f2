import { useQuery } from '@tanstack/react-query';
import { queries } from '#web/api/queries.ts';

/** How the workspace calls a field of its own: "Favourite coffee" for `favourite_coffee`; the key itself until it is known. */
export function useFieldLabel(): (key: string) => string {
  const fields = useQuery(queries.contacts.fields());
  return (key) => fields.data?.items.find((field) => field.key === key)?.label ?? key;
}
