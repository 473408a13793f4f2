import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import type { BubbleMedia } from '#core/rehearsal/bubble.ts';
import type { MediaUrl } from './MediaPicture.tsx';
import { PhoneIcon } from './PhoneIcon.tsx';
import { type PhoneLanguage, phoneWords } from './words.ts';

type Props = { readonly media: BubbleMedia; readonly mediaUrl: MediaUrl; readonly language: PhoneLanguage };

/** A document: its kind, name and size, and a way to open it when we hold it. */
export function FileCard({ media, mediaUrl, language }: Props): ReactElement {
  const words = phoneWords[language];
  const url = mediaUrl(media);
  const here = url !== undefined && url !== '';
  const size = useQuery({ queryKey: ['file-size', url], queryFn: () => askSize(url ?? ''), enabled: here, staleTime: Number.POSITIVE_INFINITY, retry: false });
  const name = media.filename ?? words.document;
  const kind = /\.([a-z0-9]{1,5})$/iu.exec(name)?.[1]?.toUpperCase() ?? '';
  const facts = [kind, typeof size.data === 'number' ? formatBytes(size.data, language) : '', here ? '' : words.notHere].filter((fact) => fact !== '');
  return (
    <div className="bubble-file">
      <span className="bubble-sheet" data-kind={kind.toLowerCase()} aria-hidden="true">
        <PhoneIcon name="file" />
      </span>
      <span>
        <b dir="auto">{name}</b>
        <small>{facts.join(' · ')}</small>
      </span>
      {here && (
        <a href={url} target="_blank" rel="noopener noreferrer" aria-label={`${words.openFile}: ${name}`}>
          <PhoneIcon name="download" />
        </a>
      )}
    </div>
  );
}

/** Asks how big a file is and lets its bytes go. Null when it is not told. */
async function askSize(url: string): Promise<number | null> {
  const response = await fetch(url);
  const told = response.headers.get('content-length');
  await response.body?.cancel();
  return response.ok && told !== null ? Number(told) : null;
}

function formatBytes(bytes: number, language: PhoneLanguage): string {
  const [value, unit] = bytes < 1000 ? [bytes, 'byte'] : bytes < 1_000_000 ? [bytes / 1000, 'kilobyte'] : [bytes / 1_000_000, 'megabyte'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}
