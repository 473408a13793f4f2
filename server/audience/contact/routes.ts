import { contacts } from '#core/contract/contacts.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Scope } from '#core/value/actor.ts';
import { cutPage, parseCursor, type Place } from '#core/value/cursor.ts';
import { parseId } from '#core/value/id.ts';
import { isRefused } from '#core/value/result.ts';
import { recordConsent, standingConsents } from '#server/audience/consent/consent.ts';
import { recordFact } from '#server/audience/timeline/timeline.ts';
import { answers, type Answers, type Handler } from '#server/platform/http/answers.ts';
import { type Call, type Db, type Platform, scopeOf, type SqlPredicate } from '#server/platform/platform.ts';
import { accessContact, presentContact, presentContacts } from './contact.ts';
import { changeContact, createContact } from './edit.ts';
import { selectFields } from './store.ts';
import { countContacts, selectCountries, selectLanguages, selectPage, selectTags } from './store.list.ts';

/** A fact's data beyond this is a document; keep it where it belongs and put its address here. */
const factDataMost = 10_000;
/** How far ahead of our clock a tracked fact or a consent may lie: clocks differ. */
const clockDriftMilliseconds = 5 * 60_000;

/** What higher rooms know and these routes show: the timeline with messages, and who is in a saved segment. */
export type ContactRouteParts = {
  readonly timeline: Handler<typeof contacts.timeline>;
  readonly audienceOf: (db: Db, scope: Scope, segment: string) => Promise<SqlPredicate>;
};

/** Answers the contract's contacts. */
export function contactRoutes(platform: Platform, parts: ContactRouteParts): Answers {
  return answers(contacts, {
    list: listContacts(platform, parts),
    get: async (call, { params }) => presentContact(platform.db, scopeOf(call.actor), (await accessContact(platform, call.actor, params.id)).contact_id),
    create: (call, { body }) => createContact(platform, call.actor, body, call.now),
    update: async (call, { params, body }) =>
      changeContact(platform, call.actor, (await accessContact(platform, call.actor, params.id)).contact_id, body, call.now),
    timeline: parts.timeline,
    consent: stateConsent(platform),
    fields: async (call) => {
      const scope = scopeOf(call.actor);
      const [fields, tags, countries, languages] = await Promise.all([
        selectFields(platform.db, scope),
        selectTags(platform.db, scope),
        selectCountries(platform.db, scope),
        selectLanguages(platform.db, scope),
      ]);
      return { items: fields, tags, countries, languages };
    },
    track: trackFact(platform),
  });
}

/** Reads the cursor of a page; refuses one that is none. */
export function placeOf(cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  const place = parseCursor(cursor);
  if (isRefused(place)) throw refusal('bad_request', place.detail, [{ at: '/query/cursor', message: place.detail }]);
  return place;
}

function listContacts(platform: Platform, parts: ContactRouteParts): Handler<typeof contacts.list> {
  return async (call, { query }) => {
    const scope = scopeOf(call.actor);
    const { search, country, tag, consent, segment, limit } = query;
    const audience = segment === undefined ? undefined : await parts.audienceOf(platform.db, scope, segment);
    const filter = { search, country, tag, consent, audience };
    const [found, total] = await Promise.all([
      selectPage(platform.db, scope, filter, { before: placeOf(query.cursor), limit: limit + 1 }),
      countContacts(platform.db, scope, filter),
    ]);
    const { rows, next } = cutPage(found, limit);
    const ids = rows.map((row) => parseId<'contact'>(row.id));
    const shown = await presentContacts(platform.db, scope, ids);
    return { items: ids.flatMap((id) => shown.get(id) ?? []), next, total };
  };
}

function stateConsent(platform: Platform): Handler<typeof contacts.consent> {
  return async (call, { params, body }) => {
    const scope = scopeOf(call.actor);
    const { contact_id: contact } = await accessContact(platform, call.actor, params.id);
    const occurredAt = pastTime(body.occurred_at, call, '/body/occurred_at');
    const standing = (await standingConsents(platform.db, scope, [contact])).get(contact);
    if (body.state === 'given' && standing?.state === 'withdrawn' && standing.since !== null && occurredAt < standing.since) {
      throw refusal('conflict', say('consent_older', { withdrawn: { moment: standing.since.toISOString() }, given: { moment: occurredAt.toISOString() } }));
    }
    const { kind, id } = call.actor;
    return platform.db.transaction().execute(async (tx) => {
      await recordConsent(
        platform,
        tx,
        scope,
        { contact, state: body.state, source: body.source, wording: body.wording, occurredAt, actor: { kind, id } },
        call.now,
      );
      return presentContact(tx, scope, contact);
    });
  };
}

function trackFact(platform: Platform): Handler<typeof contacts.track> {
  return async (call, { params, body }) => {
    const scope = scopeOf(call.actor);
    const { contact_id: contact } = await accessContact(platform, call.actor, params.id);
    const size = JSON.stringify(body.data).length;
    if (size > factDataMost)
      throw refusal('too_large', say('data_large', { kind: body.kind, size, most: factDataMost }), [
        { at: '/body/data', message: say('data_large', { kind: body.kind, size, most: factDataMost }) },
      ]);
    await platform.db
      .transaction()
      .execute((tx) =>
        recordFact(platform, tx, scope, { kind: body.kind, at: pastTime(body.at, call, '/body/at'), contact, subject: null, data: body.data }, call.now),
      );
    return { done: true };
  };
}

function pastTime(text: string | undefined, call: Call, at: string): Date {
  if (text === undefined) return call.now;
  const time = new Date(text);
  const ahead = say('time_ahead', { time: { moment: text }, now: { moment: call.now.toISOString() } });
  if (time.getTime() > call.now.getTime() + clockDriftMilliseconds) throw refusal('invalid', ahead, [{ at, message: ahead }]);
  return time;
}
