import { warmUps } from '#core/contract/quality.ts';
import { readId } from '#core/contract/read-id.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import { answers, type Answers } from '#server/platform/http/answers.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import { audit } from '#server/workspace/audit.ts';
import { updateWarmSince } from './store.warm.ts';
import { describeWarmUp } from './warm.ts';

/** Answers `contract.warmUps`. */
export function warmUpRoutes(platform: Platform): Answers {
  const { db } = platform;
  return answers(warmUps, {
    async get({ actor, now, language }, { params }) {
      const shown = await describeWarmUp(db, scopeOf(actor), readId('number', params.id, '/params/id'), { now, language });
      if (shown === undefined) throw refusal('not_found', say('number_gone', { id: params.id }));
      return shown;
    },
    async set({ actor, now, language }, { params, body }) {
      const scope = scopeOf(actor);
      const number = readId('number', params.id, '/params/id');
      await db.transaction().execute(async (tx) => {
        await updateWarmSince(tx, scope, number, body.on ? now : null);
        await audit(tx, platform, actor, { act: body.on ? 'number.warm_up_begun' : 'number.warm_up_ended', subject: params.id });
        await platform.live.tell(tx, scope, { kind: 'number', id: params.id });
      });
      const shown = await describeWarmUp(db, scope, number, { now, language });
      if (shown === undefined) throw refusal('not_found', say('number_gone', { id: params.id }));
      return shown;
    },
  });
}
