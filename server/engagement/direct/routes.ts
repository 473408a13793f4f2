import { messages } from '#core/contract/conversations.ts';
import { typeset } from '#core/value/say.ts';
import { faultWords } from '#core/whatsapp/law/words.ts';
import { answers, type Answers } from '#server/platform/http/answers.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import { getMessageByPublicId, sendDirect } from './direct.ts';
import { checkSaying } from './free.ts';

/** Answers `contract.messages`. A repeated `Idempotency-Key` is answered before it comes here. */
export function messageRoutes(platform: Platform): Answers {
  return answers(messages, {
    send: ({ actor, now, language, once }, { body }) =>
      sendDirect(platform, actor, { contact: body.contact, phone: body.phone }, body.say, now, { language, once }),
    check: async ({ actor, language }, { body }) => ({
      faults: (await checkSaying(platform.db, scopeOf(actor), body.say)).map((fault) => ({
        at: fault.at,
        code: fault.code,
        severity: fault.severity,
        message: typeset(faultWords(fault, language), language),
      })),
    }),
    get: ({ actor, language }, { params }) => getMessageByPublicId(platform.db, scopeOf(actor), params.id, language),
  });
}
