import { createHmac, timingSafeEqual, hash } from 'node:crypto';

const prefix = 'sha256=';

/**
 * Whether a body was signed by Meta with our app's secret: `X-Hub-Signature-256: sha256=<hex>`, HMAC-SHA256 over the
 * bytes as they came (Meta escapes non-ASCII, so a body that was parsed and printed again has another hash). Compared
 * in constant time; a missing or malformed header is no signature.
 *
 * @see https://developers.facebook.com/docs/graph-api/webhooks/getting-started (validating payloads), read 2026-11-22
 */
export function verifySignature(secret: string, rawBody: Uint8Array, header: string | undefined): boolean {
  if (header === undefined || header.length !== prefix.length + 64 || !header.startsWith(prefix)) return false;
  const given = Buffer.from(header.slice(prefix.length), 'hex');
  if (given.length !== 32) return false;
  return timingSafeEqual(createHmac('sha256', secret).update(rawBody).digest(), given);
}

/** Signs as Meta does; for tests and for those who post to our own door. */
export function signBody(secret: string, rawBody: Uint8Array): string {
  return prefix + createHmac('sha256', secret).update(rawBody).digest('hex');
}

/** Compares two secrets in a time that tells nothing about where they differ, nor how long they are. */
export function isSameSecret(one: string, other: string): boolean {
  return timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer'));
}
