/** What the composer may do: free-form while the customer service window is open, templates only after it. */
export type WindowState =
  | { readonly open: false }
  | { readonly open: true; readonly secondsLeft: number; /** 1 is just opened, 0 is closing. */ readonly share: number };

/** Meta's customer service window: 24 hours after the person last wrote. Source: Cloud API, "send messages", read 2026-11-22. */
const windowSeconds = 24 * 60 * 60;

/** Where a window stands at `now`. */
export function windowState(until: string | null, now: Date): WindowState {
  if (until === null) return { open: false };
  const secondsLeft = Math.floor((new Date(until).getTime() - now.getTime()) / 1000);
  if (secondsLeft <= 0) return { open: false };
  return { open: true, secondsLeft, share: Math.min(1, secondsLeft / windowSeconds) };
}

/** How long the clock on the screen may stand: a second near the end, half a minute before. */
export function tickSeconds(secondsLeft: number): number {
  return secondsLeft <= 120 ? 1 : 30;
}
