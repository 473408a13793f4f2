import { betterAuth } from 'better-auth';
import { createAuthMiddleware } from 'better-auth/api';
import { refusal } from '#core/contract/refusals.ts';
import { type Actor, scopes } from '#core/value/actor.ts';
import { parseId, type WorkspaceId } from '#core/value/id.ts';
import { day } from '#core/value/time.ts';
import type { Platform } from '#server/platform/platform.ts';
import { findKeyActor } from './keys.ts';
import { insertMembership, selectFirstOwner, selectMembership } from './store.ts';

/** Who asks, and how they showed it. */
export type SignedIn = { readonly actor: Actor; readonly by: 'session' | 'key' };

/** Signing in to the dashboard with e-mail and password, and knowing who asks. */
export type SignIn = {
  /** Answers what is open under /auth: `sign-in/email`, `sign-out`, `get-session`, `change-password`, which ends all other sessions. */
  readonly answer: (request: Request) => Promise<Response>;
  /** Finds who asks by the API key or the session cookie; undefined when neither is good. */
  readonly resolve: (headers: Readonly<Record<string, string | string[] | undefined>>) => Promise<SignedIn | undefined>;
  /** Makes the owner of a workspace with a random password, which is returned this once. */
  readonly createOwner: (input: { workspace: WorkspaceId; email: string; name: string }) => Promise<{ userId: string; password: string }>;
  /** Sets a new random password for the user of an e-mail address (or the first owner), and ends all their sessions. */
  readonly resetPassword: (email?: string) => Promise<{ email: string; password: string }>;
  /** The e-mail address of a user; null for somebody unknown. */
  readonly findEmail: (userId: string) => Promise<string | null>;
  /** The e-mail address of the first owner, if there is one. */
  readonly findOwnerEmail: () => Promise<string | undefined>;
};

/** The header in which the door tells where a request came from; whatever a client puts there is replaced. */
export const clientAddressHeader = 'x-parley-client';

/** Guessing costs time: this many tries from one address in a minute. */
const triesPerMinute = 10;
const sessionSeconds = (30 * day) / 1000;
/** A session in use is prolonged at most once a day. */
const sessionRenewalSeconds = day / 1000;
const passwordLengthLeast = 10;
const passwordLengthMost = 200;
/** No letter that is mistaken for another; 32 letters, so a byte picks one without favour. */
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';

/** The library has some forty endpoints (sign-up, social, session lists with their tokens, …); we need these. */
const openDoors: readonly string[] = ['POST /auth/sign-in/email', 'POST /auth/sign-out', 'POST /auth/change-password', 'GET /auth/get-session'];

function isOpenDoor(request: Request): boolean {
  return openDoors.includes(`${request.method} ${new URL(request.url).pathname}`);
}

/** Whoever knew the old password is out, whether or not the caller thought of it. */
const endOtherSessions = createAuthMiddleware(async (context) => {
  if (context.path !== '/change-password') return;
  return { context: { body: { ...context.body, revokeOtherSessions: true } } };
});

/** Opens sign-in on better-auth: sign-up is closed, sessions lie in PostgreSQL (database/migrations/0002_sign_in.sql). */
export function openSignIn(platform: Platform): SignIn {
  const auth = makeAuth(platform);

  async function userByEmail(email: string) {
    const context = await auth.$context;
    return (await context.internalAdapter.findUserByEmail(email.trim().toLowerCase()))?.user;
  }

  async function firstOwner() {
    const owner = await selectFirstOwner(platform.db);
    const context = await auth.$context;
    return owner ? ((await context.internalAdapter.findUserById(owner.user_id)) ?? undefined) : undefined;
  }

  return {
    answer: async (request) => (isOpenDoor(request) ? auth.handler(request) : new Response(null, { status: 404 })),
    resolve: (headers) => resolve(platform, auth, headers),
    async createOwner({ workspace, email, name }) {
      const context = await auth.$context;
      const password = makePassword(platform);
      const user = await context.internalAdapter.createUser({ email: email.trim().toLowerCase(), name, emailVerified: true }, { method: 'email-password' });
      await context.internalAdapter.linkAccount({
        userId: user.id,
        providerId: 'credential',
        accountId: user.id,
        password: await context.password.hash(password),
      });
      await platform.db.transaction().execute((tx) => insertMembership(tx, { workspace }, { user: user.id, role: 'owner', at: platform.clock.now() }));
      return { userId: user.id, password };
    },
    async resetPassword(email) {
      const user = email === undefined ? await firstOwner() : await userByEmail(email);
      if (!user) throw refusal('not_found', email === undefined ? 'there is no owner yet: start Parley first' : `nobody signs in with ${email}`);
      const context = await auth.$context;
      const password = makePassword(platform);
      await context.internalAdapter.updatePassword(user.id, await context.password.hash(password));
      await context.internalAdapter.deleteUserSessions(user.id);
      return { email: user.email, password };
    },
    findEmail: async (userId) => (await (await auth.$context).internalAdapter.findUserById(userId))?.email ?? null,
    findOwnerEmail: async () => (await firstOwner())?.email,
  };
}

function makeAuth(platform: Platform) {
  const timestamps = { createdAt: 'created_at', updatedAt: 'updated_at' } as const;
  return betterAuth({
    appName: 'Parley',
    baseURL: platform.publicUrl,
    basePath: '/auth',
    secret: platform.sealer.derive('sessions'),
    telemetry: { enabled: false },
    database: { db: platform.db, type: 'postgres', transaction: true },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: passwordLengthLeast, maxPasswordLength: passwordLengthMost },
    hooks: { before: endOtherSessions },
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'sign_in_rate_limit',
      fields: { lastRequest: 'last_request' },
      window: 60,
      max: 300,
      customRules: { '/sign-in/*': { window: 60, max: triesPerMinute }, '/change-password': { window: 60, max: triesPerMinute } },
    },
    // A page asks the address it came from; the library compares Origin with these on every write.
    trustedOrigins: (request) => (request ? ownOrigins(platform.publicUrl, request) : [platform.publicUrl]),
    advanced: {
      cookiePrefix: 'parley',
      useSecureCookies: platform.publicUrl.startsWith('https://'),
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
      database: { generateId: () => platform.random.uuid7('user', platform.clock.now()) },
    },
    logger: {
      level: 'warn',
      log: (level, message) => (level === 'error' ? platform.log.error({}, `sign-in: ${message}`) : platform.log.warn({}, `sign-in: ${message}`)),
    },
    user: { modelName: 'sign_in_user', fields: { emailVerified: 'email_verified', ...timestamps } },
    session: {
      modelName: 'sign_in_session',
      expiresIn: sessionSeconds,
      updateAge: sessionRenewalSeconds,
      fields: { expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', userId: 'user_id', ...timestamps },
    },
    account: {
      modelName: 'sign_in_account',
      fields: {
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'user_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...timestamps,
      },
    },
    verification: { modelName: 'sign_in_verification', fields: { expiresAt: 'expires_at', ...timestamps } },
  });
}

async function resolve(
  platform: Platform,
  auth: ReturnType<typeof makeAuth>,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Promise<SignedIn | undefined> {
  const secret = /^Bearer +(\S+)$/i.exec(textOf(headers['authorization']))?.[1];
  if (secret !== undefined) {
    const actor = await findKeyActor(platform, secret);
    return actor && { actor, by: 'key' };
  }
  const cookie = textOf(headers['cookie']);
  if (!cookie.includes('parley.session_token')) return undefined;
  const session = await auth.api.getSession({ headers: new Headers({ cookie }) });
  if (!session) return undefined;
  const member = await selectMembership(platform.db, session.user.id);
  if (!member) return undefined;
  const actor: Actor = { kind: 'user', id: session.user.id, name: session.user.name, workspace: parseId<'workspace'>(member.workspace_id), scopes };
  return { actor, by: 'session' };
}

function textOf(header: string | string[] | undefined): string {
  return typeof header === 'string' ? header : '';
}

function ownOrigins(publicUrl: string, request: Request): string[] {
  const { host } = new URL(request.url);
  return [new URL(publicUrl).origin, `http://${host}`, `https://${host}`];
}

/** Sixteen letters in four groups: 80 bits. */
function makePassword(platform: Platform): string {
  const letters = [...platform.random.bytes(16)].map((byte) => alphabet[byte % alphabet.length] ?? '');
  return [0, 4, 8, 12].map((at) => letters.slice(at, at + 4).join('')).join('-');
}
