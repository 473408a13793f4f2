import { quality } from '#core/contract/quality.ts';
import { readId } from '#core/contract/read-id.ts';
import type { Instant } from '#core/value/time.ts';
import { answers, type Answers } from '#server/platform/http/answers.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import { suspicionOf, timelineOf } from './quality.ts';

/** Answers `contract.quality`. */
export function qualityRoutes({ db }: Platform): Answers {
  return answers(quality, {
    timeline: ({ actor, now, language }, { query }) =>
      timelineOf(db, scopeOf(actor), {
        number: query.number === undefined ? undefined : readId('number', query.number, '/query/number'),
        template: query.template === undefined ? undefined : readId('template', query.template, '/query/template'),
        from: momentOf(query.from),
        to: momentOf(query.to),
        now,
        language,
      }),
    suspicion: ({ actor, now, language }, { query }) =>
      suspicionOf(db, scopeOf(actor), {
        number: query.number === undefined ? undefined : readId('number', query.number, '/query/number'),
        at: momentOf(query.at),
        now,
        language,
      }),
  });
}

function momentOf(text: string | undefined): Instant | undefined {
  return text === undefined ? undefined : new Date(text);
}
