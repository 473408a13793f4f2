import { type RefObject, useLayoutEffect } from 'react';

/** Keeps the end of a chat in sight when a line is added and while pictures find their size; a reader who scrolled up is left there. */
export function useStickToEnd(chat: RefObject<HTMLDivElement | null>, lines: number): void {
  useLayoutEffect(() => {
    const box = chat.current;
    if (box === null || lines === 0) return undefined;
    const toEnd = () => box.scrollTo({ top: box.scrollHeight });
    toEnd();
    let reading = false;
    const onScroll = () => {
      reading = box.scrollHeight - box.scrollTop - box.clientHeight > endSlackPixels;
    };
    const onGrow = () => {
      if (!reading) toEnd();
    };
    const observer = new ResizeObserver(onGrow);
    for (const line of box.children) observer.observe(line);
    box.addEventListener('wheel', onScroll, { passive: true });
    box.addEventListener('touchmove', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener('wheel', onScroll);
      box.removeEventListener('touchmove', onScroll);
    };
  }, [chat, lines]);
}

/** So near to the end counts as at the end. */
const endSlackPixels = 24;
