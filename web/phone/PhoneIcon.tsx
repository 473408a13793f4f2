import type { ReactElement } from 'react';
import './bubble.css';

const paths = {
  back: 'M12 4.5L6.5 10l5.5 5.5',
  plus: 'M10 4v12M4 10h12',
  mic: 'M10 3a2.5 2.5 0 0 1 2.5 2.5v4a2.5 2.5 0 0 1-5 0v-4A2.5 2.5 0 0 1 10 3zM4.5 10a5.5 5.5 0 0 0 11 0M10 15.5v2',
  link: 'M8 4.5H4.5v11h11V12M11 4h5v5M16 4l-7 7',
  reply: 'M8 5L3.5 9.5 8 14M4 9.5h6.5c3.5 0 6 2 6 5.5',
  call: 'M5 3.5h2.5l1.200 3.300-1.700 1.300a9 9 0 0 0 4.900 4.900l1.300-1.700 3.300 1.200V15a1.800 1.800 0 0 1-2 1.800A13 13 0 0 1 3.200 5.5 1.800 1.800 0 0 1 5 3.5z',
  list: 'M8 5.5h8M8 10h8M8 14.5h8M4 5.5h.1M4 10h.1M4 14.5h.1',
  photo: 'M3.5 4.5h13v11h-13zM3.5 13l4-4 3.5 3.5 2-2 3.5 3.5M13 7.5h.1',
  video: 'M3.5 5.5h9v9h-9zM12.5 9l4-2.5v7l-4-2.5',
  file: 'M5.5 3h6l3.5 3.5V17h-9.5zM11.5 3v3.5H15M8 10h4.5M8 13h4.5',
  pin: 'M10 17c-3.5-4.200-5-6.700-5-9a5 5 0 0 1 10 0c0 2.300-1.5 4.800-5 9zM10 6.5a1.700 1.700 0 1 1 0 3.400 1.700 1.700 0 0 1 0-3.400z',
  person: 'M10 4a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM4.5 16.5c0-3.5 2.5-5 5.5-5s5.5 1.5 5.5 5',
  play: 'M6.5 4.5l9 5.5-9 5.5z',
  hold: 'M7 5v10M13 5v10',
  ask: 'M10 3.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM8.200 8.200c.2-2.200 3.600-2 3.600 0 0 1.300-1.800 1.400-1.800 2.700M10 13.300v.1',
  stopped: 'M10 3.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM10 6.800v4M10 13.200v.1',
  clock: 'M10 3.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM10 6.5V10l2.5 1.5',
};

export type PhoneIconName = keyof typeof paths;

/** A line drawing of 20 by 20; always beside words, so it is hidden from screen readers. `mirrored` ones turn in RTL. */
export function PhoneIcon({ name, mirrored = false }: { name: PhoneIconName; mirrored?: boolean }): ReactElement {
  return (
    <svg className={mirrored ? 'phone-icon phone-icon-mirrored' : 'phone-icon'} viewBox="0 0 20 20" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
