import { say } from '#core/contract/say.ts';
import type { SaidValue } from '#core/value/say.ts';

/** Meta's colour of a template's quality in words; one it invents later as it says it. */
export function qualityWord(score: string | null | undefined): SaidValue {
  switch (score) {
    case 'GREEN':
      return say('review_quality_green');
    case 'YELLOW':
      return say('review_quality_yellow');
    case 'RED':
      return say('review_quality_red');
    case 'UNKNOWN':
    case null:
    case undefined:
      return say('review_quality_none');
  }
  return score;
}
