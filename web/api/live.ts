import type { Contract } from '#core/contract/contract.ts';
import type { LiveChange, LiveClock } from '#core/contract/settings.ts';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { setClock } from '#web/ui/now.ts';

/** Changes of one moment are answered together: a running broadcast tells many a second, a screen needs a few. */
const gatherMilliseconds = 250;

/** Which sets of the cache a change makes stale. */
export function staleSets(kind: LiveChange['kind']): readonly (keyof Contract)[] {
  switch (kind) {
    case 'contact':
      return ['contacts', 'orders', 'products', 'segments', 'conversations', 'home'];
    case 'segment':
      return ['segments'];
    case 'import':
      return ['imports', 'contacts', 'home'];
    case 'template':
      return ['templates', 'home'];
    case 'campaign':
      return ['campaigns', 'planner', 'home'];
    case 'broadcast':
      // Told many times a second: the calendar, which forecasts anew, is asked again by itself.
      return ['campaigns', 'home'];
    case 'conversation':
      return ['conversations', 'contacts', 'home'];
    case 'number':
      return ['numbers', 'quality', 'warmUps', 'planner', 'home'];
    case 'webhook':
      return ['webhooks', 'home'];
    case 'settings':
      return ['settings', 'sending'];
    case 'media':
      return ['media'];
    case 'notice':
      return ['notices'];
  }
}

/** Reads one `change` event; undefined when it is nothing we know, which is no reason to stop listening. */
export function parseChange(data: unknown): LiveChange | undefined {
  if (typeof data !== 'string') return undefined;
  try {
    const value: unknown = JSON.parse(data);
    if (typeof value === 'object' && value !== null && 'kind' in value && 'id' in value) return value as LiveChange;
  } catch {
    return undefined;
  }
  return undefined;
}

/** Reads one `clock` event; undefined when it is none. */
export function parseClock(data: unknown): LiveClock | undefined {
  if (typeof data !== 'string') return undefined;
  try {
    const value: unknown = JSON.parse(data);
    if (typeof value !== 'object' || value === null || !('now' in value) || !('speed' in value)) return undefined;
    const { now, speed } = value;
    return typeof now === 'string' && !Number.isNaN(Date.parse(now)) && typeof speed === 'number' ? { now, speed } : undefined;
  } catch {
    return undefined;
  }
}

/** A browser gives up after an answer that is no stream (a proxy's 502, a server that just starts); we do not. */
const reopenMilliseconds = 3000;
/** A short hiccup is not worth a word. */
const patienceMilliseconds = 3000;

/**
 * Listens to the server and marks what has changed as stale, so that what is on the screen is asked again. `onLost` hears
 * when the server has been silent for a moment and when it is back. Returns how to stop.
 */
export function listen(client: QueryClient, onLost: (isLost: boolean) => void): () => void {
  const waiting = new Set<keyof Contract>();
  let source: EventSource | undefined;
  let isLost = false;
  const timers: { flush?: Timer; reopen?: Timer; tell?: Timer } = {};

  const flush = () => {
    delete timers.flush;
    const sets = [...waiting];
    waiting.clear();
    for (const set of sets) void client.invalidateQueries({ queryKey: [set] });
  };
  const onChange = (event: MessageEvent<unknown>) => {
    const change = parseChange(event.data);
    if (change === undefined) return;
    for (const set of staleSets(change.kind)) waiting.add(set);
    timers.flush ??= setTimeout(flush, gatherMilliseconds);
  };
  const onClock = (event: MessageEvent<unknown>) => {
    const clock = parseClock(event.data);
    if (clock !== undefined) setClock(clock);
  };
  const onError = () => {
    isLost = true;
    timers.tell ??= setTimeout(() => onLost(true), patienceMilliseconds);
    if (source?.readyState === EventSource.CLOSED) timers.reopen = setTimeout(open, reopenMilliseconds);
  };
  const onOpen = () => {
    clearTimeout(timers.tell);
    delete timers.tell;
    onLost(false);
    // What happened in the gap is not told again, so everything on the screen is asked anew.
    if (isLost) void client.invalidateQueries();
    isLost = false;
  };
  function open() {
    source = new EventSource('/v1/live');
    source.addEventListener('change', onChange);
    source.addEventListener('clock', onClock);
    source.addEventListener('error', onError);
    source.addEventListener('open', onOpen);
  }

  open();
  return () => {
    for (const timer of Object.values(timers)) clearTimeout(timer);
    source?.close();
  };
}

type Timer = ReturnType<typeof setTimeout>;

/** Keeps the screen true as long as the component lives, and tells whether the server has fallen silent. The shell calls it once for all pages. */
export function useLive(): boolean {
  const client = useQueryClient();
  const [isLost, setLost] = useState(false);
  useEffect(() => listen(client, setLost), [client]);
  return isLost;
}
