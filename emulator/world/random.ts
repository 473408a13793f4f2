import { randomBytes } from 'node:crypto';

/** Hex digits nobody can guess, for trace ids, signatures and the seed of a world that was given none. */
export function randomHex(digits: number): string {
  return randomBytes(Math.ceil(digits / 2))
    .toString('hex')
    .slice(0, digits);
}

/** A Graph object id: decimal, 15 or 16 digits, so that it stays an exact JavaScript number. */
export function randomGraphId(): string {
  return `1${String(randomBytes(8).readBigUInt64BE() % 1_000_000_000_000_000n).padStart(15, '0')}`;
}

/**
 * Draws a number in [0, 4294967296) that depends on nothing but its arguments, so that what a person does repeats
 * at any concurrency: the same seed, person and how-manieth message give the same draw.
 */
export function drawInteger(seed: string, person: string, turn: number, purpose: string): number {
  if (seed !== lastSeed) [lastSeed, lastSeedHash] = [seed, mix(0x811c9dc5, seed)];
  let hash = Math.imul(mix(mix(lastSeedHash, person), purpose) ^ turn, 0x01000193);
  // murmur3's finalizer: FNV alone leaves neighbours close together.
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return hash >>> 0;
}

/** FNV-1a over the UTF-16 units. */
function mix(start: number, text: string): number {
  let hash = start;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

/** A world draws with one seed a million times: its part of the hash is remembered. */
let [lastSeed, lastSeedHash] = ['', 0x811c9dc5];

/** The same draw as a fraction in [0, 1). */
export function draw(seed: string, person: string, turn: number, purpose: string): number {
  return drawInteger(seed, person, turn, purpose) / 4_294_967_296;
}
