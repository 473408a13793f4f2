import { badParameter, missingParameter } from './errors.ts';
import type { Call } from './call.ts';
import { handleMedia } from './uploads.ts';
import { parseFields } from './expansion.ts';
import { asText, lengthOf, wordsOf } from '../world/json.ts';
import { type BusinessNumber, keepNumber, type World } from '../world/world.ts';

/** Meta, "Business profiles", read 2026-11-22; for the description its pages say 256 and 512, the larger is taken. */
const textLimits: Readonly<Record<string, number>> = { about: 139, address: 256, description: 512, email: 128 };
const websitesLimit = 2;
const websiteLength = 256;

const verticals = [
  'UNDEFINED',
  'OTHER',
  'AUTO',
  'BEAUTY',
  'APPAREL',
  'EDU',
  'ENTERTAIN',
  'EVENT_PLAN',
  'FINANCE',
  'GROCERY',
  'GOVT',
  'HOTEL',
  'HEALTH',
  'NONPROFIT',
  'PROF_SERVICES',
  'RETAIL',
  'TRAVEL',
  'RESTAURANT',
  'ALCOHOL',
  'ONLINE_GAMBLING',
  'PHYSICAL_GAMBLING',
  'OTC_DRUGS',
  'MATRIMONY_SERVICE',
  'NOT_A_BIZ',
];
const readable = ['about', 'address', 'description', 'email', 'profile_picture_url', 'websites', 'vertical'];

/** Answers `/{number}/whatsapp_business_profile`. */
export function profileEdge(world: World, call: Call, number: BusinessNumber): unknown {
  if (call.method === 'GET') return { data: [presentProfile(world, call, number)] };
  if (call.method !== 'POST') throw badParameter(`The method ${call.method} is not allowed here.`);
  if (call.params['messaging_product'] === undefined) throw missingParameter('messaging_product');
  if (call.params['messaging_product'] !== 'whatsapp') throw badParameter('Param messaging_product must be one of {WHATSAPP}.');
  const changes = readProfile(world, call.params);
  Object.assign(number.profile, changes);
  keepNumber(world, number);
  world.live.tell({ kind: 'number', id: number.id });
  return { success: true };
}

function presentProfile(world: World, call: Call, number: BusinessNumber): Record<string, unknown> {
  const asked = call.params['fields'] === undefined ? ['about', 'messaging_product'] : parseFields(call.params['fields']).map((field) => field.name);
  const strange = asked.find((name) => !readable.includes(name) && name !== 'messaging_product' && name !== 'id');
  if (strange !== undefined) throw badParameter(`Tried accessing nonexisting field (${strange}) on node type (WhatsAppBusinessProfile)`);
  const picture = number.profile['picture'];
  const all: Record<string, unknown> = {
    ...number.profile,
    ...(typeof picture === 'string' ? { profile_picture_url: `${world.url}/emulator/v1/media/${picture}` } : {}),
  };
  const wanted = call.params['fields'] === undefined ? readable : asked;
  const shown = Object.fromEntries(wanted.filter((name) => readable.includes(name) && name in all).map((name) => [name, all[name]]));
  return { ...shown, messaging_product: 'whatsapp' };
}

function readProfile(world: World, params: Record<string, unknown>): Record<string, unknown> {
  const changes: Record<string, unknown> = {};
  for (const [name, limit] of Object.entries(textLimits)) {
    const value = params[name];
    if (value === undefined) continue;
    if (typeof value !== 'string') throw badParameter(`Param ${name} must be a text.`);
    if (lengthOf(value) > limit) throw badParameter(`Param ${name} must be at most ${limit} characters long.`);
    if (name === 'about' && value.trim() === '') throw badParameter('Param about must not be empty.');
    if (name === 'email' && value !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) throw badParameter('Param email must be a valid email address.');
    changes[name] = value;
  }
  if (params['websites'] !== undefined) changes['websites'] = readWebsites(params['websites']);
  if (params['vertical'] !== undefined) {
    const vertical = asText(params['vertical']).toUpperCase();
    if (vertical !== '' && !verticals.includes(vertical))
      throw badParameter(`Param vertical must be one of {${verticals.join(', ')}} - got "${vertical.slice(0, 50)}".`);
    changes['vertical'] = vertical === '' ? 'UNDEFINED' : vertical;
  }
  const handle = params['profile_picture_handle'];
  if (handle !== undefined) {
    const media = typeof handle === 'string' ? handleMedia(world, handle) : undefined;
    if (media === undefined)
      throw badParameter('Param profile_picture_handle is not a handle of an upload. Upload the picture by the Resumable Upload API first.');
    if (!media.mime.startsWith('image/')) throw badParameter(`Param profile_picture_handle must be of an image - got "${media.mime}".`);
    changes['picture'] = media.id;
  }
  return changes;
}

function readWebsites(value: unknown): string[] {
  const websites = wordsOf(value).filter((one) => one !== '');
  if (websites.length > websitesLimit) throw badParameter(`Param websites can have at most ${websitesLimit} addresses.`);
  for (const website of websites) {
    if (website.length > websiteLength) throw badParameter(`Param websites[] must be at most ${websiteLength} characters long.`);
    if (!URL.canParse(website) || !/^https?:$/.test(new URL(website).protocol))
      throw badParameter(`Param websites[] must be a valid URL - got "${website.slice(0, 100)}".`);
  }
  return websites;
}
