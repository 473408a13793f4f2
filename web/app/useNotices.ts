import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Notice } from '#core/contract/notices.ts';
import { queries } from '#web/api/queries.ts';

/** The newest are shown; what is older was seen or is past. */
const shownMost = 20;

/** The newest notices and how many are unseen; the live stream renews them. */
export function useNotices(): UseQueryResult<{ readonly items: Notice[]; readonly unseen: number; readonly next: string | null }> {
  return useQuery(queries.notices.list({ query: { limit: shownMost } }));
}
