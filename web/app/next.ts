/** Where to go after signing in; only an address of this site, so that a sent link cannot lead elsewhere. */
export function parseNext(search: Record<string, unknown>): { next?: string } {
  const next = search['next'];
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? { next } : {};
}
