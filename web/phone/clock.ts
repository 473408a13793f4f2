import { createContext, use, useEffect, useState } from 'react';

/** What time it is for a phone, in milliseconds. A rehearsal gives its own clock; elsewhere it is the reader's. */
export const PhoneClock = createContext<() => number>(() => Date.now());

/** The phone's time, renewed every so often, for what counts down. */
export function usePhoneNow(everyMilliseconds: number): number {
  const clock = use(PhoneClock);
  const [, setTicks] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTicks((ticks) => ticks + 1), everyMilliseconds);
    return () => clearInterval(timer);
  }, [everyMilliseconds]);
  return clock();
}

/**
 * What is left of an offer as a running clock: days when there are any, then hours, minutes and seconds. Null once it is over.
 *
 * @example countdown(90_061_000) // { days: 1, clock: '01:01:01' }
 */
export function countdown(leftMilliseconds: number): { readonly days: number; readonly clock: string } | null {
  if (leftMilliseconds <= 0) return null;
  const seconds = Math.ceil(leftMilliseconds / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  return { days: Math.floor(seconds / 86_400), clock: `${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}` };
}
