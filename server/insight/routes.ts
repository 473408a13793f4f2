import type { contacts } from '#core/contract/contacts.ts';
import { home } from '#core/contract/settings.ts';
import { accessContact } from '#server/audience/contact/contact.ts';
import { answers, type Answers, type Handler } from '#server/platform/http/answers.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import { status } from './home.ts';
import { listTimeline } from './timeline.ts';

/** Answers `contract.home`. `version` is that of the running program. */
export function homeRoutes(platform: Platform, version: string): Answers {
  return answers(home, { status: ({ actor, now, language }) => status(platform, scopeOf(actor), { version, now, language }) });
}

/** Answers the timeline of a contact; handed to the contact room's routes, which lie below. */
export function timelineHandler(platform: Platform): Handler<typeof contacts.timeline> {
  return async ({ actor, language }, { params, query }) => {
    const { contact_id } = await accessContact(platform, actor, params.id);
    return listTimeline(platform.db, scopeOf(actor), contact_id, { ...query, language });
  };
}
