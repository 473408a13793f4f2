import { type RefObject, useLayoutEffect, useRef } from 'react';

/** So near to the end counts as at the end. */
const endSlackPixels = 48;

/**
 * Keeps the end of a chat in sight when something comes and while pictures find their size; a reader who scrolled up is left
 * there, and stays at the same bubble when older ones are added above.
 */
export function useStickToEnd(chat: RefObject<HTMLDivElement | null>, first: string | undefined, last: string | undefined): void {
  const seen = useRef({ first, height: 0, reading: false });

  useLayoutEffect(() => {
    const box = chat.current;
    if (box === null) return undefined;
    const onScroll = () => {
      seen.current.reading = box.scrollHeight - box.scrollTop - box.clientHeight > endSlackPixels;
      seen.current.height = box.scrollHeight;
    };
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => box.removeEventListener('scroll', onScroll);
  }, [chat]);

  useLayoutEffect(() => {
    const box = chat.current;
    if (box === null) return undefined;
    const isOlderAbove = seen.current.first !== undefined && first !== seen.current.first && seen.current.reading;
    if (isOlderAbove) box.scrollBy({ top: box.scrollHeight - seen.current.height });
    seen.current.first = first;
    const toEnd = () => {
      if (!seen.current.reading) box.scrollTo({ top: box.scrollHeight });
    };
    toEnd();
    const observer = new ResizeObserver(toEnd);
    for (const line of box.children) observer.observe(line);
    return () => observer.disconnect();
  }, [chat, first, last]);
}
