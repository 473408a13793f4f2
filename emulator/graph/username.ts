import { badParameter, missingParameter, sendRefusal } from './errors.ts';
import type { Call } from './call.ts';
import { asText } from '../world/json.ts';
import { tellUsername } from '../webhook/values-number.ts';
import { type BusinessNumber, keepNumber, type World } from '../world/world.ts';

/** Meta, "Business usernames", read 2026-11-22: 3 to 35 of `a-z 0-9 . _`, at least one letter, no lonely dots, not like an address. */
function whyNot(name: string): string | undefined {
  if (name.length < 3 || name.length > 35) return 'A username must have 3 to 35 characters.';
  if (!/^[a-z0-9._]+$/.test(name)) return 'A username can have lower-case letters, digits, dots and underscores only.';
  if (!/[a-z]/.test(name)) return 'A username must have a letter.';
  if (name.startsWith('.') || name.endsWith('.') || name.includes('..')) return 'A username cannot begin or end with a dot, or have two in a row.';
  if (name.startsWith('www')) return 'A username cannot begin with www.';
  return /\.(com|net|org|io|co|edu|gov|int|mil|info|biz|app|dev|html)$/.test(name) ? 'A username cannot end like a domain.' : undefined;
}

/** Answers `/{number}/username`. */
export function usernameEdge(world: World, call: Call, number: BusinessNumber): unknown {
  switch (call.method) {
    case 'GET':
      return number.username === null ? {} : { username: number.username, status: statusOf(number) };
    case 'POST':
      return takeUsername(world, call, number);
    case 'DELETE': {
      const { username } = number;
      if (username === null) throw badParameter('This phone number has no username.');
      number.username = null;
      keepNumber(world, number);
      tellUsername(world, number, username, 'deleted');
      return { success: true };
    }
    default:
      throw badParameter(`The method ${call.method} is not allowed here.`);
  }
}

/** A name is reserved until the number's display name is approved. */
function statusOf(number: BusinessNumber): 'approved' | 'reserved' {
  return number.name_status === 'APPROVED' ? 'approved' : 'reserved';
}

function takeUsername(world: World, call: Call, number: BusinessNumber): unknown {
  if (call.params['username'] === undefined) throw missingParameter('username');
  const name = asText(call.params['username']).replace(/^@/, '');
  const action = asText(call.params['transfer_action'] ?? 'none').toLowerCase();
  if (action !== 'none' && action !== 'force_transfer') throw badParameter('Param transfer_action must be one of {none, force_transfer}.');
  const reason = whyNot(name);
  if (reason !== undefined) throw sendRefusal(147002, reason);
  const holder = [...world.numbers.values()].find((one) => one !== number && one.username === name);
  const isOurs = holder !== undefined && world.accounts.get(holder.account)?.portfolio === world.accounts.get(number.account)?.portfolio;
  if (holder !== undefined && !(isOurs && action === 'force_transfer')) throw sendRefusal(147001, `The username "${name}" is taken.`);
  if (holder !== undefined) {
    holder.username = null;
    keepNumber(world, holder);
    tellUsername(world, holder, name, 'deleted');
  }
  number.username = name;
  keepNumber(world, number);
  tellUsername(world, number, name, statusOf(number));
  return { status: statusOf(number) };
}

/** Answers `/{number}/username_suggestions` with names made of the verified name that nobody has. */
export function suggestUsernames(world: World, number: BusinessNumber): unknown {
  const plain = number.verified_name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9 ]/g, '');
  const words = plain.split(' ').filter((word) => word !== '');
  const taken = new Set([...world.numbers.values()].map((one) => one.username));
  const candidates = [words.join(''), words.join('.'), words.join('_'), `${words.join('')}.official`, `hello.${words.join('')}`, `the${words.join('')}`];
  const free = [...new Set(candidates)].filter((name) => whyNot(name) === undefined && !taken.has(name));
  return { data: [{ username_suggestions: free }] };
}
