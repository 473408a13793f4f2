import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { control } from '../control.ts';
import { SheetFrame } from '../sheet/SheetFrame.tsx';
import type { SheetProps } from '../sheet/Sheets.tsx';
import { parseForm } from './form.ts';
import css from './Form.module.css';
import { FormRunner } from './FormRunner.tsx';

/** A form opened from a button: read from the emulator, then run. */
export function FormSheet({ sheet, hand, problem }: SheetProps<'flow'>): ReactNode {
  const { t } = useWords();
  const flow = useQuery({ queryKey: ['flow', sheet.button.flow], queryFn: () => control.flow(sheet.button.flow), staleTime: 0 });
  const form = useMemo(() => (flow.data === undefined ? null : parseForm(flow.data.json)), [flow.data]);
  if (form !== null) return <FormRunner form={form} sheet={sheet} hand={hand} problem={problem} />;
  return (
    <SheetFrame title={sheet.button.text} onClose={() => hand.open(null)} problem={flow.error?.message ?? null} full>
      <p className={css.help}>{t(flow.isPending ? 'form.loading' : flow.isError ? 'form.failed' : 'form.empty')}</p>
    </SheetFrame>
  );
}
