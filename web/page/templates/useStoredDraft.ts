import { useEffect, useState } from 'react';
import { isTouched, type TemplateDraft } from './draft.ts';

/** How long the writer pauses before the draft is kept. */
const restMilliseconds = 400;

/** Reads a kept draft; anything that is not one is forgotten. */
function parseStored(text: string | null, fallback: TemplateDraft): TemplateDraft | undefined {
  if (text === null) return undefined;
  try {
    const value = JSON.parse(text) as Partial<TemplateDraft>;
    const whole =
      typeof value.title === 'string' && typeof value.language === 'string' && typeof value.content?.body === 'string' && Array.isArray(value.content.buttons);
    return whole ? { ...fallback, ...value } : undefined;
  } catch {
    return undefined;
  }
}

export type StoredDraft = {
  readonly draft: TemplateDraft;
  readonly setDraft: (draft: TemplateDraft) => void;
  /** Whether what is shown was found from an earlier visit. */
  readonly found: boolean;
  readonly forget: () => void;
};

/**
 * A draft that outlives the page: kept in this browser under `key` until it is submitted or thrown away. The server
 * knows nothing of it; a template reaches it when it is submitted or kept as a draft there.
 */
export function useStoredDraft(key: string, start: TemplateDraft): StoredDraft {
  const place = `parley-template:${key}`;
  const [kept] = useState(() => parseStored(localStorage.getItem(place), start));
  const [draft, setDraft] = useState<TemplateDraft>(kept ?? start);
  const [found, setFound] = useState(kept !== undefined);

  useEffect(() => {
    const timer = setTimeout(() => {
      if (isTouched(draft) && draft !== start) localStorage.setItem(place, JSON.stringify(draft));
    }, restMilliseconds);
    return () => clearTimeout(timer);
  }, [draft, place, start]);

  const forget = () => {
    localStorage.removeItem(place);
    setFound(false);
    setDraft(start);
  };
  return { draft, setDraft, found, forget };
}
