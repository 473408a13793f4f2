import type { ReactElement, ReactNode } from 'react';
import './bubble.css';

/** A pill in the middle of a chat: a day, or something the platform says, such as "131049, held back". */
export function ChatLine({ children }: { children: ReactNode }): ReactElement {
  return (
    <p className="chat-line">
      <span dir="auto">{children}</span>
    </p>
  );
}
