import { Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Import } from '#core/contract/imports.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';

/** How far a dry run, an import or its undoing is. The words above it say the same in numbers. */
export function ImportProgress(props: { readonly one: Import }): ReactNode {
  const { t } = useWords();
  const { one } = props;
  const share = one.rows_total > 0 ? Math.min(100, (one.rows_done / one.rows_total) * 100) : 0;
  return (
    <Progress.Root size={24} radius={4} transitionDuration={220}>
      <Progress.Section value={share} color="verdigris" aria-label={t(`imports.state_${one.state}`)} />
    </Progress.Root>
  );
}
