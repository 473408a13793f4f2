import type { ReactElement } from 'react';
import type { OutboundState } from '#core/whatsapp/message.ts';
import { PhoneIcon } from './PhoneIcon.tsx';
import { type PhoneLanguage, phoneWords } from './words.ts';
import './bubble.css';

type Props = { readonly state: OutboundState; readonly language: PhoneLanguage };

/** How far a message of ours has come: a clock, one tick, two, two blue, a red sign, or a question when in doubt. */
export function Ticks({ state, language }: Props): ReactElement {
  const label = phoneWords[language].states[state];
  return (
    <span className={`ticks ticks-${state}`} role="img" aria-label={label} title={label}>
      {mark(state)}
    </span>
  );
}

function mark(state: OutboundState): ReactElement {
  switch (state) {
    case 'queued':
    case 'sending':
      return <PhoneIcon name="clock" />;
    case 'accepted':
    case 'sent':
      return drawTicks('M4 6l3.2 3.3L13 2');
    case 'delivered':
    case 'read':
      return drawTicks('M1 6l3.2 3.3L10 2M7.6 8.9l.5.4L14.6 2');
    case 'failed':
      return <PhoneIcon name="stopped" />;
    case 'in_doubt':
      return <PhoneIcon name="ask" />;
  }
}

function drawTicks(path: string): ReactElement {
  return (
    <svg className="ticks-line" viewBox="0 0 17 11" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
