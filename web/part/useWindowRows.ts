import { useWindowVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Ask for the next page when this few rows are left below. */
const rowsAhead = 30;
const overscan = 12;

/** The rows of a long table that stand near the window, and how much empty height keeps the place of the others. */
export type WindowRows = {
  readonly body: RefObject<HTMLTableSectionElement | null>;
  readonly shown: readonly VirtualItem[];
  readonly above: number;
  readonly below: number;
};

/** Draws a table of any length by its rows near the window, and asks for `more` before the end comes into sight. */
export function useWindowRows(options: { readonly count: number; readonly rowHeight: number; readonly more: () => void }): WindowRows {
  const { count, rowHeight, more } = options;
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);

  // What stands above the table grows and shrinks, so its place is measured whenever the page's height moves.
  useLayoutEffect(() => {
    const measure = () => {
      if (body.current !== null) setTop(Math.round(body.current.getBoundingClientRect().top + window.scrollY));
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(document.body);
    return () => watch.disconnect();
  }, []);

  const rows = useWindowVirtualizer({ count, estimateSize: () => rowHeight, overscan, scrollMargin: top });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1);
  const lastIndex = last?.index ?? 0;

  useEffect(() => {
    if (count > 0 && lastIndex >= count - rowsAhead) more();
  }, [lastIndex, count, more]);

  const above = Math.max(0, (shown[0]?.start ?? top) - top);
  const below = last === undefined ? 0 : Math.max(0, rows.getTotalSize() + top - last.end);
  return { body, shown, above, below };
}
