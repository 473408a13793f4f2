import type { ReactElement } from 'react';

/** What stands at the top of any phone: its clock, its eye, its signal and its battery. Decoration: words say the same elsewhere. */
export function PhoneStatus({ time, online }: { time: string; online: boolean }): ReactElement {
  return (
    <div className="phone-status" aria-hidden="true">
      <span>{time}</span>
      <span className="phone-eye" />
      <svg viewBox="0 0 42 12">
        <g opacity={online ? 1 : 0.28}>
          <rect x="0" y="7" width="3" height="5" rx="1" />
          <rect x="4.5" y="4.5" width="3" height="7.5" rx="1" />
          <rect x="9" y="2" width="3" height="10" rx="1" />
        </g>
        {online ? null : <path d="M0 1l12 11" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" />}
        <rect x="20.7" y="1.7" width="18" height="9" rx="2.6" fill="none" stroke="currentColor" strokeWidth="1.2" />
        <rect x="22.6" y="3.6" width="11" height="5.2" rx="1.2" />
        <rect x="40.4" y="4.4" width="1.6" height="3.6" rx="0.8" />
      </svg>
    </div>
  );
}
