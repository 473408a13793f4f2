import { parseProblem, ApiProblem } from './problem.ts';

/** Speaks with better-auth under /auth, which is not part of our contract: the session is a cookie it sets. */
async function say(path: string, body: unknown): Promise<void> {
  let response: Response;
  try {
    response = await fetch(`/auth${path}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch (cause) {
    throw new ApiProblem({ code: 'unreachable', status: 0, title: '', detail: '', errors: [], requestId: null, cause });
  }
  if (response.ok) return;
  if (response.status === 401 || response.status === 403)
    throw new ApiProblem({ code: 'unauthenticated', status: response.status, title: '', detail: '', errors: [], requestId: null });
  if (response.status === 429) throw new ApiProblem({ code: 'busy', status: 429, title: '', detail: '', errors: [], requestId: null });
  throw parseProblem(response.status, await response.text());
}

/** Signs in; throws `unauthenticated` when the two do not belong together, `busy` after too many tries. */
export function signIn(email: string, password: string): Promise<void> {
  return say('/sign-in/email', { email, password });
}

/** Ends the session of this browser. */
export function signOut(): Promise<void> {
  return say('/sign-out', {});
}

/** Changes the password and ends every other session of this person. */
export function changePassword(current: string, next: string): Promise<void> {
  return say('/change-password', { currentPassword: current, newPassword: next, revokeOtherSessions: true });
}
