import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Phone } from '#core/rehearsal/rehearsal.ts';
import { control, listen } from './control.ts';

/** Small phones are asked again at most this often, however fast messages fly. */
const refreshMilliseconds = 400;

/** Keeps the wall fresh: what the emulator says has changed is asked again, gathered over a moment. */
export function useWallLive(): boolean {
  const client = useQueryClient();
  const [connected, setConnected] = useState(false);

  useEffect(() => {
    const changed = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      timer = undefined;
      for (const key of changed) void client.invalidateQueries({ queryKey: key.split('/') });
      changed.clear();
    };
    const mark = (...keys: string[]) => {
      for (const key of keys) changed.add(key);
      timer ??= setTimeout(refresh, refreshMilliseconds);
    };
    const stop = listen(
      (change) => {
        if (change.kind === 'phone') mark('phones', `phone/${change.wa_id}`);
        else mark('world');
      },
      () => {
        setConnected(true);
        mark('world', 'phones', 'phone');
      },
    );
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [client]);

  return connected;
}

/** The phone that is held, named in the address as `?phone=33612345000`. */
export function useHeldPhone(): readonly [string | null, (waId: string | null) => void] {
  const [held, setHeld] = useState(() => new URLSearchParams(location.search).get('phone'));

  useEffect(() => {
    const follow = () => setHeld(new URLSearchParams(location.search).get('phone'));
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);

  const hold = (waId: string | null) => {
    history.pushState(null, '', waId === null ? location.pathname : `?phone=${waId}`);
    setHeld(waId);
  };
  return [held, hold];
}

/** One phone with its chat. */
export function usePhone(waId: string) {
  return useQuery({ queryKey: ['phone', waId], queryFn: () => control.phone(waId) });
}

/** The chat that is open on a phone: the one asked for, else the latest, else the first number there is. */
export function openChat(
  phone: Phone,
  asked: string | null,
  firstNumber: { id: string; verified_name: string } | undefined,
): { number: string; name: string; unread: number } | null {
  const chat = phone.chats.find((one) => one.number === asked) ?? phone.chats[0];
  if (chat !== undefined) return { number: chat.number, name: chat.verified_name, unread: chat.unread };
  return firstNumber === undefined ? null : { number: firstNumber.id, name: firstNumber.verified_name, unread: 0 };
}

/** The clock of a phone in its own zone, such as "11:42"; an unknown zone shows UTC. */
export function phoneClock(iso: string, timezone: string, locale: string): string {
  const format = (timeZone: string) => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone }).format(new Date(iso));
  try {
    return format(timezone);
  } catch (error) {
    if (error instanceof RangeError) return format('UTC');
    throw error;
  }
}
