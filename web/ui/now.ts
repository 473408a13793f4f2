import { useEffect, useState } from 'react';

/** The present, renewed every `everySeconds`, so that "3 minutes ago" stays true on an open screen. */
export function useNow(everySeconds = 30): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everySeconds * 1000);
    return () => clearInterval(timer);
  }, [everySeconds]);
  return now;
}
