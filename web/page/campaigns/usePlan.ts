import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { CampaignChoices, Plan } from '#core/contract/campaigns.ts';
import { api } from '#web/api/api.ts';
import { queries } from '#web/api/queries.ts';

/** Whether enough is chosen for a plan to be worked out. */
export function isPlannable(choices: CampaignChoices): boolean {
  return choices.segments.length > 0 && choices.template !== null;
}

/**
 * The plan of what the server has of a draft. Its key stands apart from the campaigns': working one out is itself a
 * change that the server tells of, and must not ask for the next. `around` is what else a plan hangs on (how many people
 * the segments find, which languages are approved): when it moves, the plan is worked out anew.
 */
export function usePlan(id: string, saved: CampaignChoices, settled: boolean, around: string): UseQueryResult<Plan> {
  return useQuery({
    queryKey: ['plan', id, JSON.stringify(saved), around],
    queryFn: () => api.campaigns.plan({ params: { id } }),
    enabled: settled && isPlannable(saved),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

/** Segments and templates the pickers offer; the plan looks at the same answers. */
export const offeredMost = 200;

/** What a plan hangs on besides the choices, as one text that changes when it does. Empty until it is known. */
export function useAround(choices: CampaignChoices): string {
  const segments = useQuery(queries.segments.list({ query: { limit: offeredMost } }));
  const templates = useQuery(queries.templates.list({ query: { approved: true, limit: offeredMost } }));
  const numbers = useQuery(queries.numbers.list());
  const me = useQuery(queries.settings.me());
  const chosen = segments.data?.items.filter((each) => choices.segments.includes(each.id) || choices.except.includes(each.id));
  const template = templates.data?.items.find((each) => each.id === choices.template);
  return JSON.stringify([
    chosen?.map((each) => [each.people, each.updated_at]),
    me.data?.workspace.etr_threshold,
    template?.translations.map((each) => [each.language, each.state]),
    numbers.data?.items.map((each) => [each.id, each.state, each.messaging_limit, each.quality]),
  ]);
}
