import { useEffect, useState } from 'react';
import { isTouched, type TemplateDraft } from './draft.ts';
import { parseStored } from './stored.ts';

/** How long the writer pauses before the draft is kept. */
const restMilliseconds = 400;

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
    if (!isTouched(draft) || draft === start) return undefined;
    const keep = () => localStorage.setItem(place, JSON.stringify(draft));
    const timer = setTimeout(keep, restMilliseconds);
    // A page that is left within the pause keeps what was typed last as well.
    window.addEventListener('pagehide', keep);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pagehide', keep);
    };
  }, [draft, place, start]);

  const forget = () => {
    localStorage.removeItem(place);
    setFound(false);
    setDraft(start);
  };
  return { draft, setDraft, found, forget };
}
