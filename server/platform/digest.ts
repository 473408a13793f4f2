import { createHash, timingSafeEqual } from 'node:crypto';

/** SHA-256 of a text, for secrets of high entropy that are only ever compared (API keys). */
export function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Compares digests in a time that does not depend on where they differ. */
export function isSameDigest(one: Uint8Array, other: Uint8Array): boolean {
  return one.byteLength === other.byteLength && timingSafeEqual(one, other);
}
