import { isRefused } from '#core/value/result.ts';
import { type NumberId, parsePublicId } from '#core/value/id.ts';
import { contract } from '#core/contract/contract.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import { answers } from '#server/platform/http/answers.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import { audit } from '#server/workspace/audit.ts';
import { connectNumber, refreshNumber } from './connect.ts';
import { getNumber, listNumbers, pauseNumber, presentNumber, resumeNumber } from './number.ts';

function parseNumberId(text: string): NumberId {
  const id = parsePublicId('number', text);
  if (isRefused(id)) throw refusal('bad_id', id.detail);
  return id;
}

/** Answers `contract.numbers`. */
export function numberRoutes(platform: Platform) {
  return answers(contract.numbers, {
    list: async ({ actor, language }) => ({
      items: (await listNumbers(platform.db, scopeOf(actor))).map((number) => presentNumber(platform, number, language)),
    }),
    connect: async ({ actor, now, language }, { body }) => {
      const number = presentNumber(platform, await connectNumber(platform, scopeOf(actor), body, now), language);
      await audit(platform.db, platform, actor, {
        act: 'number.connected',
        subject: number.id,
        detail: { display_phone: number.display_phone, meta_id: number.meta_id, base_url: body.base_url },
      });
      return number;
    },
    refresh: async ({ actor, now, language }, { params }) =>
      presentNumber(platform, await refreshNumber(platform, scopeOf(actor), parseNumberId(params.id), now), language),
    pause: async ({ actor, language }, { params }) => {
      const id = parseNumberId(params.id);
      const scope = scopeOf(actor);
      await getNumber(platform.db, scope, id);
      await platform.db.transaction().execute(async (tx) => {
        await pauseNumber(platform, tx, scope, id, say('paused_by', { name: actor.name }));
        await audit(tx, platform, actor, { act: 'number.paused', subject: params.id });
      });
      return presentNumber(platform, await getNumber(platform.db, scope, id), language);
    },
    resume: async ({ actor, language }, { params }) => {
      const id = parseNumberId(params.id);
      const scope = scopeOf(actor);
      await getNumber(platform.db, scope, id);
      await platform.db.transaction().execute(async (tx) => {
        await resumeNumber(platform, tx, scope, id);
        await audit(tx, platform, actor, { act: 'number.resumed', subject: params.id });
      });
      return presentNumber(platform, await getNumber(platform.db, scope, id), language);
    },
  });
}
