import { useElementSize } from '@mantine/hooks';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { PhoneSummary } from '#core/rehearsal/rehearsal.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { SmallPhone } from './SmallPhone.tsx';
import css from './Wall.module.css';

/** A small phone is about as wide as this; what is left over is shared. */
const leastWidthPixels = 148;
const gapPixels = 16;
/** The height of a row before it was measured. */
const guessedRowPixels = 320;

type Props = {
  readonly phones: readonly PhoneSummary[];
  readonly held: string | null;
  readonly business: string;
  readonly onHold: (waId: string) => void;
  readonly onEnd: () => void;
};

/** Only the rows in sight are drawn, so that a million people weigh as much as thirty. */
export function PhoneGrid({ phones, held, business, onHold, onEnd }: Props): ReactNode {
  const { t } = useWords();
  const { ref, width } = useElementSize();
  const box = useRef<HTMLDivElement>(null);
  const [above, setAbove] = useState(0);
  const columns = Math.max(2, Math.floor((width + gapPixels) / (leastWidthPixels + gapPixels)));
  const rows = Math.ceil(phones.length / columns);
  const virtual = useWindowVirtualizer({ count: rows, estimateSize: () => guessedRowPixels, overscan: 2, scrollMargin: above });

  useLayoutEffect(() => {
    if (box.current !== null) setAbove(box.current.getBoundingClientRect().top + scrollY);
  }, [width]);

  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (width > 0 && last >= rows - 1) onEnd();
  }, [last, rows, width, onEnd]);

  return (
    <div ref={ref}>
      <div ref={box} className={css.rows} style={{ height: virtual.getTotalSize() }} role="list" aria-label={t('wall.title')}>
        {width === 0
          ? null
          : items.map((row) => (
              <div
                key={row.key}
                ref={virtual.measureElement}
                data-index={row.index}
                className={css.row}
                role="presentation"
                style={{ transform: `translateY(${row.start - above}px)`, gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
              >
                {phones.slice(row.index * columns, (row.index + 1) * columns).map((phone) => (
                  <SmallPhone key={phone.wa_id} phone={phone} business={business} held={phone.wa_id === held} onHold={onHold} />
                ))}
              </div>
            ))}
      </div>
    </div>
  );
}
