import { type InfiniteData, keepPreviousData, type QueryClient, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { ClockReport, LiveChange } from '#core/rehearsal/rehearsal.ts';
import { control, listen, type PhonePage } from './control.ts';
import { wantedPhones } from './live.ts';

/** What changed is asked again at most this often, however fast messages fly. */
const refreshMilliseconds = 500;

/** Keeps the wall fresh: what the emulator says has changed is asked again, gathered over a moment. Tells whether it is heard. */
export function useWallLive(): boolean {
  const client = useQueryClient();
  const [connected, setConnected] = useState(true);

  useEffect(() => {
    let changes: LiveChange[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      timer = undefined;
      const gathered = changes;
      changes = [];
      void refreshAfter(client, gathered);
    };
    const stop = listen(
      (change) => {
        changes.push(change);
        timer ??= setTimeout(refresh, refreshMilliseconds);
      },
      () => {
        setConnected(true);
        void client.invalidateQueries();
      },
      () => setConnected(false),
    );
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [client]);

  return connected;
}

async function refreshAfter(client: QueryClient, changes: readonly LiveChange[]): Promise<void> {
  const kinds = new Set(changes.map((change) => change.kind));
  for (const change of changes) if (change.kind === 'phone') void client.invalidateQueries({ queryKey: ['phone', change.wa_id] });
  if (kinds.has('clock')) void client.invalidateQueries({ queryKey: ['clock'] });
  if (kinds.has('template')) void client.invalidateQueries({ queryKey: ['templates'] });
  if (kinds.has('settings') || kinds.has('number') || kinds.has('counts')) void client.invalidateQueries({ queryKey: ['world'] });
  if (kinds.has('phone')) {
    void client.invalidateQueries({ queryKey: ['message'] });
    await refreshShown(client, changes);
  }
}

/** Small phones that are on the screen and have changed are asked one by one: pages of a long wall are not read again. */
async function refreshShown(client: QueryClient, changes: readonly LiveChange[]): Promise<void> {
  const lists = client.getQueriesData<InfiniteData<PhonePage>>({ queryKey: ['phones'], type: 'active' });
  const shown = lists.flatMap(([, data]) => data?.pages.flatMap((page) => page.phones.map((phone) => phone.wa_id)) ?? []);
  const wanted = wantedPhones(changes, shown);
  if (wanted.isNew && lists.every(([, data]) => (data?.pages.length ?? 0) <= 1)) {
    await client.invalidateQueries({ queryKey: ['phones'] });
    return;
  }
  const answers = await Promise.allSettled(wanted.known.map((waId) => control.phone(waId)));
  const fresh = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const byId = new Map(fresh.map((phone) => [phone.wa_id, phone]));
  client.setQueriesData<InfiniteData<PhonePage>>({ queryKey: ['phones'] }, (data) =>
    data === undefined
      ? undefined
      : { ...data, pages: data.pages.map((page) => ({ ...page, phones: page.phones.map((phone) => byId.get(phone.wa_id) ?? phone) })) },
  );
  // Somebody who has another number now is found by reading the wall again.
  if (fresh.length < answers.length) await client.invalidateQueries({ queryKey: ['phones'] });
}

/** What the emulator says of itself; the counts move on by themselves while messages fly. */
export function useWorld() {
  return useQuery({ queryKey: ['world'], queryFn: control.world, refetchInterval: 15_000 });
}

/** The phones of the wall, page by page. */
export function usePhones(search: string, played: boolean) {
  return useInfiniteQuery({
    queryKey: ['phones', search, played],
    queryFn: ({ pageParam }) => control.phones(search, played ? true : null, pageParam),
    initialPageParam: nothing,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
}

const nothing: string | null = null;

/** One phone, with the chat of one number; older pages come when they are asked for. */
export function usePhone(waId: string, number: string | null) {
  return useInfiniteQuery({
    queryKey: ['phone', waId, number],
    queryFn: ({ pageParam }) => control.phone(waId, number, pageParam),
    initialPageParam: nothing,
    getNextPageParam: (last) => (last.has_more ? (last.bubbles[0]?.id ?? null) : null),
    placeholderData: keepPreviousData,
  });
}

/** The emulator's clock as it was told, and what it must be now: it goes on at its own speed between two looks. */
export function useWallClock(): { readonly report: ClockReport | undefined; readonly now: () => number } {
  const clock = useQuery({ queryKey: ['clock'], queryFn: control.clock, refetchInterval: 10_000 });
  const { data, dataUpdatedAt } = clock;
  // A new function for each look, so that whoever shows the time shows it again.
  const now = useCallback(() => (data === undefined ? Date.now() : Date.parse(data.now) + (Date.now() - dataUpdatedAt) * data.speed), [data, dataUpdatedAt]);
  return { report: data, now };
}
