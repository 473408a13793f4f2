import { useEffect, useState } from 'react';
import type { Schedule } from '#core/contract/campaigns.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { present } from '#web/ui/now.ts';

/** The next dates of a repetition, or why there are none. Empty until the calendar is loaded. */
export type Occurrences = { readonly dates: readonly Date[]; readonly fault: string | undefined };

/** How many of the next dates are shown. */
export const shownDates = 5;

/** Works out the next dates of a repetition by the function the server follows; it is loaded when somebody repeats something. */
export function useOccurrences(schedule: Schedule | null): Occurrences {
  const { language } = useWords();
  const [found, setFound] = useState<Occurrences>({ dates: [], fault: undefined });
  const asked = schedule?.kind === 'repeat' ? JSON.stringify([schedule.rule, schedule.starts, schedule.timezone]) : null;
  useEffect(() => {
    if (schedule?.kind !== 'repeat') return undefined;
    let isCurrent = true;
    void Promise.all([import('#core/value/recurrence.ts'), import('#core/value/say.ts'), import('#core/value/says.ts')]).then(
      ([{ checkRecurrence, occurrences }, { tellWith }, { valueSays }]) => {
        if (!isCurrent) return;
        const fault = checkRecurrence(schedule);
        setFound(
          fault === undefined
            ? { dates: occurrences(schedule, present(), shownDates), fault: undefined }
            : { dates: [], fault: tellWith(valueSays, fault.detail, language) },
        );
      },
    );
    return () => {
      isCurrent = false;
    };
    // `asked` is the schedule as text.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [asked, language]);
  return found;
}
