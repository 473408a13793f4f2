import type { Plan } from '#core/contract/campaigns.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';

/** Says a likely cost with its interval; an interval that is one amount when written is left out. */
export function useLikelyWords(): (likely: NonNullable<Plan['cost']['likely']>) => string {
  const { t, money } = useWords();
  return ({ low, middle, high }) => {
    const words = { low: money(low), middle: money(middle), high: money(high) };
    return words.low === words.high ? t('plan.likely_alone', words) : t('plan.likely', words);
  };
}
