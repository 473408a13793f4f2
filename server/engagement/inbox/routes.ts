import { conversations } from '#core/contract/conversations.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import { presentContacts } from '#server/audience/contact/contact.ts';
import { listMessages } from '#server/engagement/direct/direct.ts';
import { parseMessageCursor, presentMessageCursor } from '#server/engagement/direct/cursor.ts';
import { answers, type Answers } from '#server/platform/http/answers.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import { accessConversation, answer, listConversations, moveConversation, presentConversation, readConversation, startConversation } from './inbox.ts';

/** Answers `contract.conversations`. */
export function conversationRoutes(platform: Platform): Answers {
  return answers(conversations, {
    list: ({ actor }, { query }) => listConversations(platform, actor, query),
    async get({ actor }, { params }) {
      const { row, contact } = await accessConversation(platform.db, actor, params.id);
      const person = (await presentContacts(platform.db, scopeOf(actor), [contact])).get(contact);
      if (person === undefined) throw refusal('not_found', say('conversation_gone', { id: params.id }));
      return { ...presentConversation(row), person };
    },
    async messages({ actor, language }, { params, query }) {
      const { contact, number } = await accessConversation(platform.db, actor, params.id);
      const { items, next } = await listMessages(platform.db, scopeOf(actor), {
        contact,
        number,
        before: parseMessageCursor(query.cursor),
        limit: query.limit,
        language,
      });
      return { items, next: next === null ? null : presentMessageCursor(next) };
    },
    say: ({ actor, now, language, once }, { params, body }) => answer(platform, actor, params.id, body, now, { language, once }),
    read: ({ actor }, { params }) => readConversation(platform, actor, params.id),
    close: ({ actor }, { params }) => moveConversation(platform, actor, params.id, 'closed'),
    reopen: ({ actor }, { params }) => moveConversation(platform, actor, params.id, 'open'),
    start: ({ actor, now }, { body }) => startConversation(platform, actor, body.contact, now),
  });
}
