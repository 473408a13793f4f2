import { chooseLanguage, languageKey } from '#web/ui/words/languages.ts';
import { ApiProblem, parseProblem } from './problem.ts';
import type { RouteLine } from './routes.ts';

/** What a call carries, before the contract's types narrow it. */
export type LooseInput = {
  params?: Readonly<Record<string, unknown>>;
  query?: Readonly<Record<string, unknown>>;
  body?: unknown;
  file?: File;
  signal?: AbortSignal;
};

/** Fills the `{name}` places of a path and adds the query; what is undefined, null or empty is left out. */
export function addressOf(path: string, input: Pick<LooseInput, 'params' | 'query'>): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_place, name: string) => encodeURIComponent(String(input.params?.[name] ?? '')));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  }
  const tail = query.toString();
  return tail === '' ? filled : `${filled}?${tail}`;
}

/** A key that makes a repeated POST harmless: 32 hex digits of chance. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Makes one request to the server of this page, whose words come in the language the reader has chosen. Resolves to the parsed JSON (a Blob when the route sends a file), rejects
 * with an ApiProblem; an aborted call rejects with the browser's AbortError.
 */
export async function call(route: RouteLine, input: LooseInput): Promise<unknown> {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-language': chooseLanguage(localStorage.getItem(languageKey), navigator.languages),
  };
  let body: BodyInit | null = null;
  if (route.method === 'POST') headers['idempotency-key'] = newKey();
  if (input.file !== undefined) {
    const form = new FormData();
    form.append('file', input.file, input.file.name);
    body = form;
  } else if (route.method !== 'GET' && input.body !== undefined) {
    headers['content-type'] = 'application/json';
    body = JSON.stringify(input.body);
  }
  const response = await reach(addressOf(route.path, input), { method: route.method, headers, body, credentials: 'same-origin', signal: input.signal ?? null });
  if (!response.ok) throw parseProblem(response.status, await response.text());
  return route.sends === 'file' ? response.blob() : response.json();
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiProblem({ code: 'unreachable', status: 0, title: '', detail: '', errors: [], requestId: null, cause });
  }
}
