import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Agent, request } from 'undici';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Told } from '#core/value/say.ts';
import type { FetchOutside } from '../platform.ts';

/** A file of a hundred megabytes over a slow line. */
const fetchSecondsMost = 60;
const turnsMost = 5;

/**
 * Networks that are not the world: a link that somebody pastes must not reach our own machines, nor what a cloud tells its
 * machines under 169.254.169.254. Sources: IANA's registries of special-purpose addresses (RFC 6890), read 2026-11-22.
 */
const inside = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(net, bits, 'ipv4');
/** Of IPv6 the world is 2000::/3, without what wraps other addresses (6to4, Teredo) and what is for books. */
const world = new BlockList();
world.addSubnet('2000::', 3, 'ipv6');
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const)
  inside.addSubnet(net, bits, 'ipv6');

/** Whether an address belongs to the world, so that a link may reach it. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !inside.check(address, 'ipv4');
  return family === 6 && world.check(address, 'ipv6') && !inside.check(address, 'ipv6');
}

class Inside extends Error {}

/** Resolves a name once and connects to what was resolved, so that a name cannot point elsewhere between look and connection. */
const guardedLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0);
    const open = addresses.filter(({ address }) => isPublicAddress(address));
    const [first] = open;
    // One address inside is enough to distrust the name.
    if (first === undefined || open.length < addresses.length) return callback(new Inside(hostname), '', 0);
    return options.all === true ? callback(null, open) : callback(null, first.address, first.family);
  });
};

/**
 * Makes the one way to fetch what a person names: http and https only, no address inside unless `allowsInside`, each turn looked at
 * again, so many bytes and seconds and no more. Refuses with `link_unreachable`.
 */
export function openOutside({ allowsInside }: { readonly allowsInside: boolean }): FetchOutside {
  const agent = new Agent({ connect: allowsInside ? {} : { lookup: guardedLookup } });
  return async (url, { bytesMost }) => {
    const signal = AbortSignal.timeout(fetchSecondsMost * 1000);
    let address = url;
    for (let turn = 0; turn <= turnsMost; turn += 1) {
      const place = readAddress(address, allowsInside);
      const answered = await ask(place, { agent, signal, bytesMost });
      if (!('to' in answered)) return answered;
      address = URL.canParse(answered.to, place.href) ? new URL(answered.to, place.href).href : answered.to;
    }
    throw unreachable(say('link_turns', { url, most: turnsMost }));
  };
}

function unreachable(message: Told): Error {
  return refusal('link_unreachable', message, [{ at: '/body/url', message }]);
}

function readAddress(text: string, allowsInside: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) throw unreachable(say('link_unreadable', { url: text.slice(0, 200) }));
  if (url.username !== '' || url.password !== '') throw unreachable(say('link_unreadable', { url: `${url.protocol}//…@${url.host}` }));
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!allowsInside && isIP(host) !== 0 && !isPublicAddress(host)) throw unreachable(say('link_private', { host: url.host }));
  return url;
}

type Fetched = Awaited<ReturnType<FetchOutside>>;

async function ask(url: URL, { agent, signal, bytesMost }: { agent: Agent; signal: AbortSignal; bytesMost: number }): Promise<Fetched | { to: string }> {
  const shown = url.href.slice(0, 300);
  try {
    const answer = await request(url, { dispatcher: agent, signal, headers: { accept: '*/*', 'user-agent': 'Parley' } });
    const to = answer.headers['location'];
    if (answer.statusCode >= 300 && answer.statusCode < 400 && typeof to === 'string') {
      await answer.body.dump();
      return { to };
    }
    if (answer.statusCode !== 200) {
      await answer.body.dump();
      throw unreachable(say('link_status', { url: shown, status: String(answer.statusCode) }));
    }
    const parts: Buffer[] = [];
    let bytes = 0;
    for await (const part of answer.body) {
      const piece = Buffer.from(part);
      bytes += piece.byteLength;
      if (bytes > bytesMost) throw unreachable(say('link_large', { url: shown, bytes: bytesMost }));
      parts.push(piece);
    }
    return { content: Buffer.concat(parts), url: url.href };
  } catch (error) {
    throw explain(error, url, signal);
  }
}

function explain(error: unknown, url: URL, signal: AbortSignal): unknown {
  if (!(error instanceof Error) || error.name === 'Refusal') return error;
  if (error instanceof Inside || error.cause instanceof Inside) return unreachable(say('link_private', { host: url.host }));
  if (signal.aborted) return unreachable(say('link_slow', { url: url.href.slice(0, 300), seconds: fetchSecondsMost }));
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.message;
  return unreachable(say('link_away', { url: url.href.slice(0, 300), why: code }));
}
