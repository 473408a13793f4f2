import { useEffect, useRef, useState } from 'react';

/** Whether something is dragged over the window that holds files; they are taken wherever they are let go. */
export function useDropAnywhere(take: (files: readonly File[]) => void): boolean {
  const [isOver, setOver] = useState(false);
  const taking = useRef(take);
  useEffect(() => {
    taking.current = take;
  }, [take]);
  useEffect(() => {
    // Entering a child fires before leaving its parent, so the depth is counted.
    let depth = 0;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const set = (next: number) => {
      depth = Math.max(0, next);
      setOver(depth > 0);
    };
    const enter = (event: DragEvent) => {
      if (hasFiles(event)) set(depth + 1);
    };
    const leave = (event: DragEvent) => {
      if (hasFiles(event)) set(depth - 1);
    };
    const over = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      set(0);
      taking.current([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return isOver;
}
