import { expressionSays } from '#core/expression/says.ts';
import { segmentSays } from '#core/segment/says.ts';
import { parseTold, type Sayings, sayerOf, type Spoken, type Told, tellWith } from '#core/value/say.ts';
import { valueSays } from '#core/value/says.ts';
import { campaignSays } from './says/campaigns.ts';
import { canarySays } from './says/canary.ts';
import { doubtSays } from './says/doubts.ts';
import { doorSays } from './says/door.ts';
import { importSays } from './says/imports.ts';
import { mediaSays } from './says/media.ts';
import { messageSays } from './says/messages.ts';
import { paceSays } from './says/pace.ts';
import { planSays } from './says/plans.ts';
import { peopleSays } from './says/people.ts';
import { reportSays } from './says/report.ts';
import { qualitySays } from './says/quality.ts';
import { shopSays } from './says/shop.ts';
import { templateSays } from './says/templates.ts';

const sentences = {
  ...valueSays,
  ...segmentSays,
  ...expressionSays,
  ...doorSays,
  ...peopleSays,
  ...importSays,
  ...templateSays,
  ...mediaSays,
  ...messageSays,
  ...shopSays,
  ...campaignSays,
  ...canarySays,
  ...planSays,
  ...reportSays,
  ...doubtSays,
  ...paceSays,
  ...qualitySays,
} as const satisfies Sayings;

/** Every sentence that the server says to people, by its key, in all languages: the one catalogue of screen, API and log. */
export const says: Sayings = sentences;

/**
 * Says a sentence of the catalogue, to be told later in the language of whoever asks.
 *
 * @example say('number_paused', { number: '+33 1 23 45 67 89', reason: say('reason_none') })
 */
export const say = sayerOf(sentences);

/** Tells a sentence in a language. */
export function tell(told: Told, language: Spoken): string {
  return tellWith(says, told, language);
}

/** Tells a sentence that was kept as a text; null stays null. Old texts are plain English and told as they are. */
export function retell<Text extends string | null>(text: Text, language: Spoken): Text | string {
  return text === null ? text : tell(parseTold(text), language);
}
