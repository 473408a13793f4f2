import { refusal } from '#core/contract/refusals.ts';
import { settings } from '#core/contract/settings.ts';
import { type Id, type IdKind, parseId, parsePublicId, presentId } from '#core/value/id.ts';
import { isRefused } from '#core/value/result.ts';
import { answers, type Answers } from '#server/platform/http/answers.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import { listAudit } from './audit.ts';
import { createKey, listKeys, revokeKey } from './keys.ts';
import type { SignIn } from './sign-in.ts';
import { changeWorkspace, getWorkspace, presentWorkspace } from './workspace.ts';

/** Answers the routes about the workspace, its keys and its audit trail. */
export function settingsRoutes(platform: Platform, signIn: Pick<SignIn, 'findEmail'>, phonesUrl: string | undefined): Answers {
  return answers(settings, {
    async me({ actor }) {
      const workspace = await getWorkspace(platform.db, scopeOf(actor));
      const isUser = actor.kind === 'user';
      return {
        id: isUser ? presentId('user', parseId<'user'>(actor.id)) : presentId('key', parseId<'key'>(actor.id)),
        name: actor.name,
        email: isUser ? await signIn.findEmail(actor.id) : null,
        kind: isUser ? 'user' : 'key',
        scopes: [...actor.scopes],
        workspace: presentWorkspace(workspace, phonesUrl),
      };
    },
    update: async ({ actor }, { body }) => presentWorkspace(await changeWorkspace(platform, actor, body), phonesUrl),
    keys: async ({ actor }) => ({ items: await listKeys(platform.db, scopeOf(actor)) }),
    async createKey({ actor }, { body }) {
      const { key, secret } = await createKey(platform, actor, body);
      return { ...key, secret };
    },
    async revokeKey({ actor }, { params }) {
      await revokeKey(platform, actor, readId('key', params.id, '/params/id'));
      return { done: true };
    },
    async audit({ actor }, { query }) {
      const before = query.cursor === undefined ? undefined : readId('fact', query.cursor, '/query/cursor');
      const { items, next } = await listAudit(platform.db, scopeOf(actor), { before, limit: query.limit });
      return { items: items.map(presentEntry), next: next === undefined ? null : presentId('fact', next) };
    },
  });
}

function presentEntry(row: Awaited<ReturnType<typeof listAudit>>['items'][number]) {
  const detail = typeof row.detail === 'object' && row.detail !== null ? { ...row.detail } : {};
  return { id: presentId('fact', parseId<'fact'>(row.id)), at: row.at.toISOString(), actor: row.actor_name, act: row.act, subject: row.subject, detail };
}

function readId<Kind extends IdKind>(kind: Kind, text: string, at: string): Id<Kind> {
  const id = parsePublicId(kind, text);
  if (isRefused(id)) throw refusal('bad_id', id.detail, [{ at, message: id.detail }]);
  return id;
}
