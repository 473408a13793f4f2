import { useEffect, useState } from 'react';

/** A look at the server's clock: what it showed, how many of its seconds pass in one of ours, and our time at that moment in milliseconds. */
export type ClockLook = { readonly now: number; readonly speed: number; readonly heardAt: number };

/** What the server's clock shows at a time of ours, reckoned from the last look at it; before the first look it is our own. */
export function reckon(look: ClockLook | undefined, here: number): number {
  return look === undefined ? here : look.now + (here - look.heardAt) * look.speed;
}

/** How often a sped-up clock is looked at again, at the most. */
const leastMilliseconds = 1000;

/** After how many of our milliseconds so many seconds of the server have passed; a clock that stands still is looked at as if it went. */
export function tickOf(everySeconds: number, speed: number): number {
  return Math.max(leastMilliseconds, (everySeconds * 1000) / Math.max(1, speed));
}

let look: ClockLook | undefined;
const listeners = new Set<() => void>();

/** Takes over what the server's clock shows: from here on the present is reckoned from it, on every open screen. */
export function setClock(reading: { readonly now: string; readonly speed: number }): void {
  look = { now: Date.parse(reading.now), speed: reading.speed, heardAt: Date.now() };
  for (const listener of listeners) listener();
}

/** The present of the business: the server's, which in a rehearsal may be far from the reader's own. */
export function present(): Date {
  return new Date(reckon(look, Date.now()));
}

/** From how far apart two clocks are two: no network and no wrong second hand is so slow. */
const apartMilliseconds = 60_000;

/** Whether the business lives in another time than the reader, and how fast; undefined where it is the same. */
export function movedClock(): { readonly now: Date; readonly speed: number } | undefined {
  if (look === undefined) return undefined;
  const now = present();
  return look.speed === 1 && Math.abs(now.getTime() - Date.now()) < apartMilliseconds ? undefined : { now, speed: look.speed };
}

/** The present, renewed every `everySeconds` of the server's clock and when it is moved, so that "3 minutes ago" stays true on an open screen. */
export function useNow(everySeconds = 30): Date {
  const [now, setNow] = useState(present);
  useEffect(() => {
    const renew = () => setNow(present());
    let timer = setInterval(renew, tickOf(everySeconds, look?.speed ?? 1));
    const onMoved = () => {
      clearInterval(timer);
      timer = setInterval(renew, tickOf(everySeconds, look?.speed ?? 1));
      renew();
    };
    listeners.add(onMoved);
    return () => {
      listeners.delete(onMoved);
      clearInterval(timer);
    };
  }, [everySeconds]);
  return now;
}
