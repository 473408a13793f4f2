import { isRecord } from '../world/json.ts';
import type { Chat, Person } from '../world/person.ts';
import { draw, drawInteger } from '../world/random.ts';
import { type BusinessNumber, portfolioOf, type World } from '../world/world.ts';

/** Feistel rounds; four make the ids of neighbours look unrelated. */
const rounds = 4;
const half = 33_554_432; // 2^25: a phone number of up to 15 digits has at most 50 bits.
const halfMask = half - 1;

/** Each half is printed with this added, so that it always has nine digits. */
const printed = 100_000_000;

/** What the ids of one portfolio are made with, and the last one made: a status needs the same id twice. */
export type UserKeys = { readonly keys: readonly [number, number, number, number]; readonly prefix: string; lastDigits: number; lastId: string };

/**
 * The business-scoped user id of a person with a portfolio, `CC.` and digits. It is computed from the number, so a
 * million people need no table, and a person who changes their number gets another, as at Meta.
 */
export function userIdOf(world: World, person: Person, portfolio: string): string {
  const keys = keysOf(world, portfolio);
  const { digits } = person;
  if (keys.lastDigits === digits) return keys.lastId;
  const id = printId(keys, digits, person.country.code);
  keys.lastDigits = digits;
  keys.lastId = id;
  return id;
}

function printId({ keys, prefix }: UserKeys, digits: number, country: string): string {
  let left = Math.floor(digits / half);
  let right = digits - left * half;
  for (let round = 0; round < rounds; round++) {
    const next = left ^ mix(right, keys[round] ?? 0);
    left = right;
    right = next;
  }
  return `${country === 'ZZ' ? 'US' : country}.${prefix}${printed + left}${printed + right}`;
}

/** Whom a business-scoped user id belongs to; undefined if it is nobody's, or another portfolio's. */
export function findByUserId(world: World, portfolio: string, userId: string): Person | undefined {
  const keys = keysOf(world, portfolio);
  const digits = /^[A-Z]{2}\.(\d{19})$/.exec(userId)?.[1];
  if (digits === undefined || !digits.startsWith(keys.prefix)) return undefined;
  let left = Number(digits.slice(1, 10)) - printed;
  let right = Number(digits.slice(10)) - printed;
  if (left < 0 || right < 0 || left > halfMask || right > halfMask) return undefined;
  for (let round = rounds - 1; round >= 0; round--) {
    const before = right ^ mix(left, keys.keys[round] ?? 0);
    right = left;
    left = before;
  }
  const person = world.people.find(String(left * half + right));
  return person !== undefined && userIdOf(world, person, portfolio) === userId ? person : undefined;
}

function keysOf(world: World, portfolio: string): UserKeys {
  const known = world.policy.userKeys.get(portfolio);
  if (known !== undefined) return known;
  const key = (round: number): number => drawInteger(world.seed, portfolio, round, 'user id');
  const made: UserKeys = { keys: [key(0), key(1), key(2), key(3)], prefix: String(1 + (key(rounds) % 9)), lastDigits: 0, lastId: '' };
  world.policy.userKeys.set(portfolio, made);
  return made;
}

/** murmur3's finalizer, cut to half the bits of a number. */
function mix(value: number, key: number): number {
  let hash = Math.imul(value ^ key, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) & halfMask;
}

/** The business-scoped id of a person as a number's webhooks show it. */
export function userIdFor(world: World, number: BusinessNumber, person: Person): string {
  return userIdOf(world, person, portfolioOf(world, number).id);
}

/** The username of a person, without the at sign: given by hand, or drawn for the share of people the settings say. */
export function usernameOf(world: World, person: Person): string | null {
  const { username } = person.own;
  if (username !== undefined) return username;
  const share = world.settings.username_share;
  if (share === 0) return null;
  const waId = person.wa_id;
  if (draw(world.seed, waId, 0, 'username') >= share) return null;
  const letters = person.name
    .normalize('NFD')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase()
    .slice(0, 20);
  return `${letters === '' ? 'user' : letters}.${drawInteger(world.seed, waId, 0, 'username digits').toString(36)}`;
}

/**
 * Does the business see this person's number? Until they have a username always; afterwards only while it was in use between
 * the two lately (30 days): the business wrote to the number, or was written to by one it could see.
 */
export function showsNumber(world: World, person: Person, chat: Chat): boolean {
  switch (world.settings.usernames) {
    case 'off':
      return true;
    case 'full':
      return false;
    case 'partial':
      return usernameOf(world, person) === null || world.clock.now() - numberUsedAt(world, chat) < world.settings.number_shown_ms;
  }
}

function numberUsedAt(world: World, chat: Chat): number {
  const { numberUsed, openedAt } = world.policy;
  const used = numberUsed[chat.index] ?? 0;
  if (used > 0) return used;
  // Of what was before a restart only the time of the last words is known.
  const last = Math.max(chat.lastInboundAt, chat.lastOutboundAt);
  return last > 0 && last <= openedAt ? last : Number.NEGATIVE_INFINITY;
}

/** The number itself was used between these two: the business may see it for another 30 days. */
export function noteNumberUsed(world: World, chat: Chat, now: number): void {
  const { policy } = world;
  if (chat.index >= policy.numberUsed.length) {
    const longer = new Float64Array(Math.max(1024, Math.ceil(chat.index * 1.5)));
    longer.set(policy.numberUsed);
    policy.numberUsed = longer;
  }
  policy.numberUsed[chat.index] = now;
}

/** Does a number look at the identity keys of the people it writes to? By `POST /{number}/settings` (facts §1.4). */
export function checksIdentity(number: BusinessNumber): boolean {
  const setting = number.settings['user_identity_change'];
  return isRecord(setting) && setting['enable_identity_key_check'] === true;
}

/** The hash of a person's identity key: eight bytes in base64. A new number is a new phone with a new key. */
export function identityKeyOf(world: World, person: Person): string {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE(drawInteger(world.seed, person.wa_id, 0, 'identity key') >>> 0);
  bytes.writeUInt32BE(drawInteger(world.seed, person.wa_id, 1, 'identity key') >>> 0, 4);
  return bytes.toString('base64');
}
