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
  return timingSafeEqual(hmacOf(secret, rawBody), given);
}

const blockBytes = 64;
const digestBytes = 32;
/** Webhooks of one status have half a kilobyte; longer ones are worth an object of OpenSSL's. */
const shortBytesMost = 16 * 1024;
/** Secrets are those of the accounts that are connected; a few hundred at most. */
const padsMost = 1_000;
/** The secret mixed into the two blocks that HMAC (RFC 2104) puts before what it hashes; the outer one with room for the inner hash. */
type Pads = { readonly inner: Buffer; readonly outer: Buffer };
/** Hashing is done at once, so one is enough for all. */
const scratch = Buffer.alloc(blockBytes + shortBytesMost);
const pads = new Map<string, Pads>();

/**
 * HMAC-SHA256. Short bodies by two hashes in one go: `createHmac` makes objects outside of the heap, which cost more than the
 * hashing. Measured for one status: 0.9 µs and nothing to collect, instead of 2.9 µs, 2026-11-23.
 */
function hmacOf(secret: string, body: Uint8Array): Buffer {
  const kept = body.length > shortBytesMost ? undefined : padsOf(secret);
  if (kept === undefined) return createHmac('sha256', secret).update(body).digest();
  scratch.set(kept.inner);
  scratch.set(body, blockBytes);
  kept.outer.write(hash('sha256', scratch.subarray(0, blockBytes + body.length), 'hex'), blockBytes, 'hex');
  return Buffer.from(hash('sha256', kept.outer, 'hex'), 'hex');
}

/** Undefined for a secret that is longer than a block, which HMAC hashes first; Meta's have 32 characters. */
function padsOf(secret: string): Pads | undefined {
  const known = pads.get(secret);
  if (known !== undefined) return known;
  const key = Buffer.from(secret);
  if (key.length > blockBytes) return undefined;
  if (pads.size >= padsMost) pads.clear();
  const made = { inner: Buffer.alloc(blockBytes), outer: Buffer.alloc(blockBytes + digestBytes) };
  for (let at = 0; at < blockBytes; at += 1) {
    made.inner[at] = (key[at] ?? 0) ^ 0x36;
    made.outer[at] = (key[at] ?? 0) ^ 0x5c;
  }
  pads.set(secret, made);
  return made;
}

/** Signs as Meta does; for tests and for those who post to our own door. */
export function signBody(secret: string, rawBody: Uint8Array): string {
  return prefix + createHmac('sha256', secret).update(rawBody).digest('hex');
}

/** Compares two secrets in a time that tells nothing about where they differ, nor how long they are. */
export function isSameSecret(one: string, other: string): boolean {
  return timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer'));
}
