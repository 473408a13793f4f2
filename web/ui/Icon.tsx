import type { ReactNode } from 'react';
import css from './Icon.module.css';

/** Line drawings on a 20 × 20 sheet; some are filled by themselves. */
const drawings = {
  home: 'M3 9.2 10 3.4l7 5.8M5 8v8.4h10V8M8.4 16.4v-4.2h3.2v4.2',
  inbox: 'M3.5 4.4h13v8.8H9l-3.6 3v-3H3.5Z M7 7.8h6M7 10.4h3.6',
  people: 'M7.5 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2.5 16c0-3.3 2.2-4.8 5-4.8s5 1.5 5 4.8M13 4.4a3 3 0 0 1 0 5.2M14.6 11.6c2 .6 2.9 2.1 2.9 4.4',
  message: 'M5.5 3h9a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2ZM6.6 7h6.8M6.6 10h6.8M6.6 13H10',
  send: 'M3 8.6 16.5 3.4 12 17l-3-5.6ZM9 11.4l7.5-8',
  phone: 'M8 2.5h4.6a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2v-11a2 2 0 0 1 2-2ZM9.2 15h2.2',
  settings: 'M3 6h8M15 6h2M3 14h2M9 14h8M13 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM7 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  more: 'M4 6h12M4 10h12M4 14h12',
  find: 'M9 14A5 5 0 1 0 9 4a5 5 0 0 0 0 10ZM13 13l4 4',
  back: 'M12 4.5 6.5 10l5.5 5.5',
  next: 'M8 4.5 13.5 10 8 15.5',
  down: 'M4.5 8 10 13.5 15.5 8',
  up: 'M4.5 12 10 6.5 15.5 12',
  plus: 'M10 4v12M4 10h12',
  clock: 'M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM10 6.5V10l2.5 1.5',
  failed: 'M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM7.8 7.8l4.4 4.4M12.2 7.8l-4.4 4.4',
  question: 'M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM8.2 8.2c.2-2.2 3.6-2 3.6 0 0 1.3-1.8 1.4-1.8 2.7M10 13.3v.1',
  check: 'M4.5 10.5 8 14l7.5-8',
  look: 'M10 3.5 17 16H3ZM10 8.5V12M10 13.9v.1',
  pause: 'M7 5v10M13 5v10',
  play: 'M6.5 4.5 15 10l-8.5 5.5Z',
  stop: 'M7 5.5h6A1.5 1.5 0 0 1 14.5 7v6a1.5 1.5 0 0 1-1.5 1.5H7A1.5 1.5 0 0 1 5.5 13V7A1.5 1.5 0 0 1 7 5.5Z',
  share: 'M10 12V3.5M7 6l3-3 3 3M5 9.5v7h10v-7',
  out: 'M8 4.5H4.5v11h11V12M11 4h5v5M16 4l-7 7',
  copy: 'M8.5 7h6A1.5 1.5 0 0 1 16 8.5v6a1.5 1.5 0 0 1-1.5 1.5h-6A1.5 1.5 0 0 1 7 14.5v-6A1.5 1.5 0 0 1 8.5 7ZM4 13V4.5h8.5',
  list: 'M8 5.5h8M8 10h8M8 14.5h8M4 5.5h.1M4 10h.1M4 14.5h.1',
  close: 'M5.5 5.5l9 9M14.5 5.5l-9 9',
  upload: 'M10 13V4M6.5 7.2 10 3.7l3.5 3.5M4 13v3.3h12V13',
  download: 'M10 4v9M6.5 9.8l3.5 3.5 3.5-3.5M4 13.6v2.7h12v-2.7',
  undo: 'M4 8h8.2a3.9 3.9 0 1 1 0 7.8H8.5M7 4.8 3.8 8 7 11.2',
  edit: 'M4 16l.8-3.6L13.2 4a1.4 1.4 0 0 1 2 0l.8.8a1.4 1.4 0 0 1 0 2L7.6 15.2Z',
  trash: 'M4.5 6h11M8 6V4h4v2M6 6l.7 10.5h6.6L14 6',
  key: 'M7 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM10.4 10H17M14.5 10v3',
  tag: 'M3.5 4h6l7 7-5.6 5.6-7.4-7.2ZM7 7.5h.1',
  basket: 'M3.5 7.5h13l-1.4 8.5H4.9ZM7 7.5 8.6 3.5M13 7.5l-1.6-4',
  consent: 'M10 3l6 2.4v4.2c0 3.6-2.4 6-6 7.4-3.6-1.4-6-3.8-6-7.4V5.4ZM7.3 9.9l2 2 3.6-3.9',
  stopped: 'M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM5.6 5.6l8.8 8.8',
  funnel: 'M3.5 4.5h13L12 10.4v5.1l-4-2v-3.1Z',
  dots: 'M5 10h.1M10 10h.1M15 10h.1',
  image: 'M4.5 4h11A1.5 1.5 0 0 1 17 5.5v9a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 14.5v-9A1.5 1.5 0 0 1 4.5 4ZM3.5 14l4-4 3 3 2.5-2.5 3.5 3.5M12.8 7.6h.1',
  note: 'M5 3.5h10v9l-4 4H5ZM11 16.5v-4h4M7.5 7h5M7.5 9.5h3',
  globe: 'M10 16.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM3.5 10h13M10 3.5c2.2 2 2.8 4.2 2.8 6.5s-.6 4.5-2.8 6.5c-2.2-2-2.8-4.2-2.8-6.5s.6-4.5 2.8-6.5Z',
  refresh: 'M16 10a6 6 0 1 1-1.8-4.3M16 3.5v3h-3',
  clip: 'M14.5 9l-5 5a3 3 0 0 1-4.3-4.3l6-6a2 2 0 0 1 2.9 2.9l-5.7 5.7',
  sound: 'M4 8v4M7.5 5.5v9M11 3.5v13M14.5 7v6M17 9v2',
  page: 'M5.5 3h6l4 4v10h-10ZM11.5 3v4h4',
  folder: 'M3 5.5h5l1.6 2H17v8.5H3Z',
  link: 'M8.5 11.5a3 3 0 0 0 4.3 0l2.7-2.7a3 3 0 0 0-4.3-4.3l-.9.9M11.5 8.5a3 3 0 0 0-4.3 0l-2.7 2.7a3 3 0 0 0 4.3 4.3l.9-.9',
  bell: 'M10 3.2a4.6 4.6 0 0 0-4.6 4.6c0 4-1.6 5.4-1.6 5.4h12.4s-1.6-1.4-1.6-5.4A4.6 4.6 0 0 0 10 3.2ZM8.4 15.6a1.7 1.7 0 0 0 3.2 0',
  reply: 'M8 5 3.5 9.5 8 14M4 9.5h6.5c3.5 0 6 1.8 6 5.5',
} as const;

/** The name of a drawing. */
export type IconName = keyof typeof drawings;

/** One drawing in the colour of its words. It says nothing to a screen reader: the words beside it do. */
export function Icon(props: { readonly name: IconName; readonly small?: boolean; readonly className?: string | undefined }): ReactNode {
  return (
    <svg className={[css.icon, props.small === true ? css.small : '', props.className ?? ''].join(' ')} viewBox="0 0 20 20" aria-hidden="true">
      <path d={drawings[props.name]} />
    </svg>
  );
}
