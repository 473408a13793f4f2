import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';

/** What a dragged campaign is called on its way. */
export const draggedType = 'application/x-parley-campaign';

/** Lets a campaign be dropped on a day; `over` while one is held above it. Dragging is for pointers: keys move a campaign as well. */
export function useDropDay(isOpen: boolean, onDrop: (campaign: string) => void): { readonly ref: RefObject<HTMLLIElement | null>; readonly over: boolean } {
  const ref = useRef<HTMLLIElement>(null);
  const [over, setOver] = useState(false);
  const drop = useEffectEvent(onDrop);
  useEffect(() => {
    const day = ref.current;
    if (day === null || !isOpen) return undefined;
    const stop = new AbortController();
    const { signal } = stop;
    day.addEventListener(
      'dragover',
      (event) => {
        if (event.dataTransfer?.types.includes(draggedType) !== true) return;
        event.preventDefault();
        setOver(true);
      },
      { signal },
    );
    day.addEventListener('dragleave', () => setOver(false), { signal });
    day.addEventListener(
      'drop',
      (event) => {
        event.preventDefault();
        setOver(false);
        drop(event.dataTransfer?.getData(draggedType) ?? '');
      },
      { signal },
    );
    return () => stop.abort();
  }, [isOpen]);
  return { ref, over };
}
