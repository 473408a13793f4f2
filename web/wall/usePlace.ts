import { useCallback, useEffect, useState } from 'react';
import { parsePlace, type Place, writePlace } from './address.ts';

/** Where the reader is, kept in the address; a step that is only typing does not fill the way back. */
export function usePlace(): readonly [Place, (step: Partial<Place>, how?: 'push' | 'replace') => void] {
  const [place, setPlace] = useState(() => parsePlace(location.hash));

  useEffect(() => {
    const follow = () => setPlace(parsePlace(location.hash));
    addEventListener('hashchange', follow);
    addEventListener('popstate', follow);
    return () => {
      removeEventListener('hashchange', follow);
      removeEventListener('popstate', follow);
    };
  }, []);

  const go = useCallback((step: Partial<Place>, how: 'push' | 'replace' = 'push') => {
    const next = { ...parsePlace(location.hash), ...step };
    if (how === 'push') history.pushState(null, '', writePlace(next));
    else history.replaceState(null, '', writePlace(next));
    setPlace(next);
  }, []);
  return [place, go];
}
