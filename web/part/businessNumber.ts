import type { Voice } from '#web/ui/words/WordsProvider.tsx';

/** Meta's rating of a number in the reader's words; a rating we do not know is shown as it came. */
export function sayQuality(quality: string, t: Voice['t']): string {
  switch (quality.toUpperCase()) {
    case 'GREEN':
    case 'HIGH':
      return t('settings.quality_green');
    case 'YELLOW':
    case 'MEDIUM':
      return t('settings.quality_yellow');
    case 'RED':
    case 'LOW':
      return t('settings.quality_red');
    case 'UNKNOWN':
    case 'NA':
    case '':
      return t('settings.quality_unknown');
    default:
      return quality;
  }
}

/** How many people a portfolio may write to first in 24 hours: Meta says `TIER_10K`, `TIER_250`, `TIER_UNLIMITED`, or a number. */
export function sayLimit(limit: string | null, t: Voice['t']): string {
  if (limit === null) return t('settings.limit_unknown');
  if (/unlimited/i.test(limit)) return t('settings.limit_unlimited');
  const people = peopleOfLimit(limit);
  return people === undefined ? limit : t('settings.limit_people', { n: people });
}

/** The number in Meta's name of a limit; undefined when there is none. */
export function peopleOfLimit(limit: string): number | undefined {
  const match = /^(?:TIER_)?(\d+)(K?)$/i.exec(limit);
  return match === null ? undefined : Number(match[1]) * (match[2] === '' ? 1 : 1000);
}
