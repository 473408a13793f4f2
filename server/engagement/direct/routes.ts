import { messages } from '#core/contract/conversations.ts';
import { answers, type Answers } from '#server/platform/http/answers.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import { getMessageByPublicId, sendDirect } from './direct.ts';

/** Answers `contract.messages`. A repeated `Idempotency-Key` is answered before it comes here. */
export function messageRoutes(platform: Platform): Answers {
  return answers(messages, {
    send: ({ actor, now, language }, { body }) => sendDirect(platform, actor, { contact: body.contact, phone: body.phone }, body.say, now, language),
    get: ({ actor, language }, { params }) => getMessageByPublicId(platform.db, scopeOf(actor), params.id, language),
  });
}
