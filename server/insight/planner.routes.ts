import { planner } from '#core/contract/planner.ts';
import type { Planner, PlannerItem } from '#core/contract/planner.ts';
import { readId } from '#core/contract/read-id.ts';
import { refusal } from '#core/contract/refusals.ts';
import { retell, say } from '#core/contract/say.ts';
import { parseId } from '#core/value/id.ts';
import { localOfInstant } from '#core/value/local.ts';
import { keepTold, type Spoken } from '#core/value/say.ts';
import { after, day, type Instant } from '#core/value/time.ts';
import { sha256 } from '#server/platform/digest.ts';
import { answers, type Answers } from '#server/platform/http/answers.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import { audit } from '#server/workspace/audit.ts';
import { getWorkspace } from '#server/workspace/workspace.ts';
import { printCalendar } from './ics.ts';
import { plannerOf } from './planner.ts';
import { deleteFeed, seeFeed, selectFeed, upsertFeed } from './store.planner.ts';

/** Random bytes of a calendar link: 192 bits, so that it cannot be guessed. */
const tokenBytes = 24;
/** What a calendar shows: a week back, and the weeks that are planned in detail. */
const feedDaysBack = 7;
const feedDaysAhead = 54;

/** Answers `contract.planner`. */
export function plannerRoutes(platform: Platform): Answers {
  const { db } = platform;
  return answers(planner, {
    show: ({ actor, now, language }, { query }) => plannerOf(db, scopeOf(actor), { ...query, now, language }),
    try: ({ actor, now, language }, { body }) => {
      const campaign = readId('campaign', body.campaign, '/body/campaign');
      return plannerOf(db, scopeOf(actor), { from: body.from, to: body.to, now, language, move: { campaign, at: new Date(body.at) } });
    },
    feed: async ({ actor }) => {
      const row = await selectFeed(db, scopeOf(actor));
      return { made_at: row?.created_at.toISOString() ?? null, made_by: row?.created_by ?? null, seen_at: row?.seen_at?.toISOString() ?? null };
    },
    makeFeed: async ({ actor, now }) => {
      const token = platform.random.bytes(tokenBytes).toString('base64url');
      await upsertFeed(db, scopeOf(actor), { hash: sha256(token), by: actor.name, at: now });
      await audit(db, platform, actor, { act: 'planner.link_made', subject: 'planner' });
      return { url: `${platform.publicUrl.replace(/\/+$/, '')}/v1/calendars/${token}/parley.ics` };
    },
    endFeed: async ({ actor }) => {
      await deleteFeed(db, scopeOf(actor));
      await audit(db, platform, actor, { act: 'planner.link_ended', subject: 'planner' });
      return { done: true };
    },
    calendar: async ({ now, language }, { params }) => {
      const owner = await seeFeed(db, sha256(params.token), now);
      if (owner === undefined) throw refusal('not_found', say('feed_none'));
      const scope = { workspace: parseId<'workspace'>(owner.workspace_id) };
      const house = await getWorkspace(db, scope);
      const dateOf = (at: Instant) => localOfInstant(at, house.timezone).slice(0, 10);
      const span = { from: dateOf(after(now, -feedDaysBack * day)), to: dateOf(after(now, feedDaysAhead * day)) };
      const shown = await plannerOf(db, scope, { ...span, now, language });
      const text = printCalendar(retell(keepTold(say('feed_title', { name: house.name })), language), eventsOf(shown, platform.publicUrl, language), now);
      return { type: 'text/calendar; charset=utf-8', filename: 'parley.ics', inline: true, bytes: new TextEncoder().encode(text) };
    },
  });
}

function eventsOf({ items }: Planner, publicUrl: string, language: Spoken) {
  const base = publicUrl.replace(/\/+$/, '');
  return items.map((item) => ({
    uid: `${item.campaign}${item.state === 'repeating' ? `-${item.starts_at.slice(0, 16).replaceAll(/[-:]/g, '')}` : ''}@${new URL(base).hostname}`,
    starts: new Date(item.starts_at),
    ends: new Date(item.ends_at ?? item.starts_at),
    title: item.name,
    text: retell(keepTold(item.people === null ? say('feed_people_unknown') : say('feed_people', { people: item.people })), language),
    url: `${base}/campaigns/${item.campaign}${isBegun(item) ? '/report' : ''}`,
    isSure: item.state !== 'draft',
  }));
}

function isBegun({ state }: PlannerItem): boolean {
  return state === 'sending' || state === 'paused' || state === 'done';
}
