import { badParameter, GraphRefusal, missingParameter } from './errors.ts';
import type { Call } from './call.ts';
import { pageOf } from './pages.ts';
import { findByUserId } from '../policy/identity.ts';
import { asText, isRecord } from '../world/json.ts';
import { type BusinessNumber, keepNumber, portfolioOf, type World } from '../world/world.ts';

/** Meta, "Block users", read 2026-11-22: up to 64,000 on the list, and only who wrote in the last 24 hours can be blocked. */
const blockedLimit = 64_000;
const wroteWithin = 24 * 60 * 60 * 1000;

/** People in one call. Meta names no number; ours keeps the answer small. */
const usersAtOnce = 1_000;

const lists = new WeakMap<string[], Set<string>>();

/** Has this number blocked a person? Quick, for it is asked of every message. */
export function hasBlocked(number: BusinessNumber, waId: string): boolean {
  return number.blockedUsers.length > 0 && setOf(number).has(waId);
}

function setOf(number: BusinessNumber): Set<string> {
  const known = lists.get(number.blockedUsers);
  if (known !== undefined && known.size === number.blockedUsers.length) return known;
  const made = new Set(number.blockedUsers);
  lists.set(number.blockedUsers, made);
  return made;
}

/** Answers `/{number}/block_users`. */
export function blockEdge(world: World, call: Call, number: BusinessNumber): unknown {
  if (call.method === 'GET') {
    const items = number.blockedUsers.map((waId) => ({ id: waId }));
    const page = pageOf(items, call.params, call.base, `/${call.path}`);
    return { ...page, data: page.data.map((one) => ({ messaging_product: 'whatsapp', wa_id: one.id })) };
  }
  if (call.method !== 'POST' && call.method !== 'DELETE') throw badParameter(`The method ${call.method} is not allowed here.`);
  if (call.params['messaging_product'] === undefined) throw missingParameter('messaging_product');
  if (call.params['messaging_product'] !== 'whatsapp') throw badParameter('Param messaging_product must be one of {WHATSAPP}.');
  const users = call.params['block_users'];
  if (users === undefined) throw missingParameter('block_users');
  if (!Array.isArray(users) || users.length === 0 || !users.every(isRecord))
    throw badParameter('Param block_users must be a list of objects with user or user_id.');
  if (users.length > usersAtOnce) throw badParameter(`Param block_users can have at most ${usersAtOnce} users.`);
  return call.method === 'POST' ? block(world, number, users) : unblock(world, number, users);
}

type Done = { input: string; wa_id?: string };
type Failed = Done & { errors: { message: string; code: number; error_data: { details: string } }[] };

function block(world: World, number: BusinessNumber, users: Record<string, unknown>[]): unknown {
  const added: Done[] = [];
  const failed: Failed[] = [];
  const set = setOf(number);
  for (const user of users) {
    const { done, waId } = readUser(world, number, user);
    const trouble = waId === undefined ? invalid : whyNot(world, number, waId);
    if (waId === undefined || trouble !== undefined) failed.push({ ...done, errors: [trouble ?? invalid] });
    else {
      if (!set.has(waId) && set.size >= blockedLimit)
        throw new GraphRefusal(139101, '(#139101) Block list limit reached', { details: `The list may have ${blockedLimit} users.` });
      if (!set.has(waId)) number.blockedUsers.push(waId);
      set.add(waId);
      added.push(done);
    }
  }
  keepNumber(world, number);
  const result = { messaging_product: 'whatsapp', block_users: { added_users: added, ...(failed.length === 0 ? {} : { failed_users: failed }) } };
  if (failed.length > 0) throw failedInPart(result);
  return result;
}

/** Meta answers a failure in part with HTTP 400, and with both: what was done, and the error. */
function failedInPart(result: Record<string, unknown>): GraphRefusal {
  return new GraphRefusal(139100, '(#139100) Failed to block/unblock some users', {
    details: 'Failed to block some users, see the block_users response list for details',
    beside: result,
  });
}

function unblock(world: World, number: BusinessNumber, users: Record<string, unknown>[]): unknown {
  const removed: Done[] = [];
  const failed: Failed[] = [];
  const gone = new Set<string>();
  for (const user of users) {
    const { done, waId } = readUser(world, number, user);
    if (waId === undefined) failed.push({ ...done, errors: [invalid] });
    else {
      gone.add(waId);
      removed.push(done);
    }
  }
  number.blockedUsers = number.blockedUsers.filter((waId) => !gone.has(waId));
  keepNumber(world, number);
  const result = { messaging_product: 'whatsapp', block_users: { removed_users: removed, ...(failed.length === 0 ? {} : { failed_users: failed }) } };
  if (failed.length > 0) throw failedInPart(result);
  return result;
}

const invalid = { message: 'Invalid user', code: 131009, error_data: { details: 'The user is not a WhatsApp user of this business.' } };

function readUser(world: World, number: BusinessNumber, user: Record<string, unknown>): { done: Done; waId: string | undefined } {
  const userId = user['user_id'];
  if (typeof userId === 'string') return { done: { input: userId.slice(0, 140) }, waId: findByUserId(world, portfolioOf(world, number).id, userId)?.wa_id };
  const input = asText(user['user'] ?? '').slice(0, 140);
  const digits = input.replaceAll(/[+\-() ]/g, '');
  if (!/^[1-9]\d{6,14}$/.test(digits)) return { done: { input }, waId: undefined };
  return { done: { input, wa_id: digits }, waId: digits };
}

function whyNot(world: World, number: BusinessNumber, waId: string): Failed['errors'][number] | undefined {
  const person = world.people.find(waId);
  const chat = person === undefined ? undefined : world.people.findChat(person, number.id);
  const isRecent = chat !== undefined && chat.lastInboundAt > 0 && chat.lastInboundAt > world.clock.now() - wroteWithin;
  if (isRecent || hasBlocked(number, waId)) return undefined;
  return {
    message: 'Re-engagement required',
    code: 131047,
    error_data: { details: 'You can only block users who have messaged your business in the last 24 hours.' },
  };
}
