import type { ReactNode } from 'react';

/** Parley's mark: a word said, and one coming back. */
export function Logo(): ReactNode {
  return (
    <svg width="26" height="26" viewBox="0 0 26 26" aria-hidden="true">
      <path d="M4 4h12a6 6 0 010 12h-5l-5 5v-5H4Z" fill="var(--accent)" />
      <path d="M19.5 12.5A6 6 0 0119 22" stroke="var(--amber-mark)" strokeWidth="2.2" fill="none" strokeLinecap="round" />
    </svg>
  );
}
