import type { IncomingMessage, ServerResponse } from 'node:http';

import { z } from 'zod';

import { Act, NumberSetup, PhoneSetup, type Settings, SettingsPatch, type World as WorldReport } from '#core/rehearsal/rehearsal.ts';

import { ControlRefusal, doAct } from './acts.ts';
import { readBody } from './body.ts';
import { getPerson, listPhones, presentPhone, setUpPhones } from './phones.ts';
import { keepSubscriptions } from './subscriptions.ts';
import { decideReview, presentTemplate } from './templates.ts';
import { keepMeta, keepNumber, type World } from './world.ts';

const version = '0.1.0';
const peopleAtOnce = 10_000;
const root = '/control/v1';

const Review = z.object({
  verdict: z.enum(['approve', 'reject']),
  reason: z.string().min(1).max(100).default('INVALID_FORMAT'),
  recommendation: z.string().max(1000).default('Change the template and submit it again.'),
});

/** Does this address belong to the control API? */
export function isControlPath(url: string): boolean {
  return url.startsWith(`${root}/`) || url === root;
}

/** Answers one call of the control API. Errors are `{ error: { message, at? } }` with 400 or 404. */
export async function answerControl(world: World, request: IncomingMessage, response: ServerResponse, onBug: (error: unknown) => void): Promise<void> {
  allowLocalPages(request, response);
  if (request.method === 'OPTIONS') {
    response.writeHead(204).end();
    return;
  }
  try {
    const bytes = await readBody(request, request.url?.includes('/acts') === true);
    if (bytes === undefined) return;
    const url = new URL(`http://emulator${request.url ?? root}`);
    const path = url.pathname.slice(root.length).replaceAll(/^\/+|\/+$/g, '');
    if (request.method === 'GET' && path === 'live') {
      world.live.listen(response);
      return;
    }
    const media = /^media\/(\d+)$/.exec(path)?.[1];
    if (request.method === 'GET' && media !== undefined) sendMedia(world, response, media);
    else sendJson(response, 200, answer(world, `${request.method ?? 'GET'} ${path}`, url.searchParams, bytes));
  } catch (error) {
    if (error instanceof ControlRefusal)
      sendJson(response, error.status, { error: { message: error.message, ...(error.at === undefined ? {} : { at: error.at }) } });
    else {
      onBug(error);
      sendJson(response, 500, { error: { message: 'the emulator made a mistake; its log says more' } });
    }
  }
}

/** The dashboard embeds the wall from another port of this machine. */
function allowLocalPages(request: IncomingMessage, response: ServerResponse): void {
  const { origin } = request.headers;
  if (origin === undefined || !/^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(origin)) return;
  response.setHeader('Access-Control-Allow-Origin', origin);
  response.setHeader('Vary', 'Origin');
  response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PATCH, OPTIONS');
  response.setHeader('Access-Control-Allow-Headers', 'Content-Type');
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(body));
}

function sendMedia(world: World, response: ServerResponse, id: string): void {
  const item = world.media.get(id);
  const bytes = world.store.getBytes(id);
  if (item === undefined || bytes === undefined) throw new ControlRefusal(404, `there is no media ${id}`);
  response.writeHead(200, { 'Content-Type': item.mime, 'Content-Length': bytes.length, 'Cache-Control': 'max-age=3600', 'X-Content-Type-Options': 'nosniff' });
  response.end(bytes);
}

function answer(world: World, way: string, query: URLSearchParams, bytes: Buffer): unknown {
  switch (way) {
    case 'GET world':
      return reportWorld(world);
    case 'PATCH settings':
      return changeSettings(world, parse(SettingsPatch, bytes));
    case 'POST numbers':
      return addNumber(world, parse(NumberSetup, bytes));
    case 'POST phones':
      return { phones: setUpPhones(world, parse(z.array(PhoneSetup).max(peopleAtOnce), bytes)) };
    case 'GET phones':
      return listPhones(world, {
        search: query.get('search') ?? '',
        limit: parseLimit(query, 50),
        after: query.get('after'),
        handPlayed: parseFlag(query.get('hand_played')),
      });
    case 'GET templates':
      return {
        templates: [...world.templates.values()].map((one) => ({
          ...presentTemplate(world, one),
          rejected_reason: one.rejectedReason,
          business_account_id: one.account,
        })),
      };
    case 'GET webhooks':
      return world.webhooks.list(parseLimit(query, 50), query.get('after') ?? undefined);
    default:
      return answerOne(world, way, query, bytes);
  }
}

function answerOne(world: World, way: string, query: URLSearchParams, bytes: Buffer): unknown {
  const acts = /^POST phones\/(\d+)\/acts$/.exec(way)?.[1];
  if (acts !== undefined) {
    const id = doAct(world, getPerson(world, acts), parse(Act, bytes));
    return { done: true, ...(id === undefined ? {} : { message_id: id }) };
  }
  const phone = /^GET phones\/(\d+)$/.exec(way)?.[1];
  if (phone !== undefined) return presentPhone(world, getPerson(world, phone), query.get('number'));
  const template = /^POST templates\/(\d+)\/review$/.exec(way)?.[1];
  if (template !== undefined) return reviewByHand(world, template, parse(Review, bytes));
  const webhook = /^POST webhooks\/(\d+)\/replay$/.exec(way)?.[1];
  if (webhook !== undefined) {
    if (!world.webhooks.replay(webhook)) throw new ControlRefusal(404, `there is no delivery ${webhook}`);
    return { done: true };
  }
  throw new ControlRefusal(404, `the control API does not know ${way.replace(' ', ` ${root}/`)}`);
}

/** Reads a body by its schema; the first thing wrong is named by its JSON pointer. */
function parse<Shape extends z.ZodType>(schema: Shape, bytes: Buffer): z.infer<Shape> {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString());
  } catch {
    throw new ControlRefusal(400, 'the body is not JSON');
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new ControlRefusal(400, issue?.message ?? 'the body has the wrong shape', `/${issue?.path.join('/') ?? ''}`);
}

function parseLimit(query: URLSearchParams, otherwise: number): number {
  const limit = Number(query.get('limit') ?? otherwise);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000) throw new ControlRefusal(400, 'limit must be a whole number from 1 to 1,000', '/limit');
  return limit;
}

function parseFlag(text: string | null): boolean | null {
  return text === null || text === '' ? null : text === 'true' || text === '1';
}

function reportWorld(world: World): WorldReport {
  return {
    now: new Date(world.clock.now()).toISOString(),
    version,
    settings: world.settings,
    numbers: [...world.numbers.values()].map((number) => ({
      id: number.id,
      display_phone_number: number.display_phone_number,
      verified_name: number.verified_name,
      business_account_id: number.account,
      quality_rating: number.quality_rating,
    })),
    people: world.people.size,
    counts: world.counts,
    webhooks: world.webhooks.count(),
  };
}

function changeSettings(world: World, patch: SettingsPatch): Settings {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  world.settings = { ...world.settings, ...given };
  keepMeta(world);
  world.live.tell({ kind: 'settings' });
  return world.settings;
}

function addNumber(world: World, setup: NumberSetup): { id: string } {
  const before = world.numbers.get(setup.id);
  if (!world.accounts.has(setup.business_account_id)) {
    const account = { id: setup.business_account_id, name: setup.verified_name, currency: 'USD', timezone_id: '1' };
    world.accounts.set(account.id, account);
    world.store.put('account', account.id, () => JSON.stringify(account));
    world.subscriptions.accounts.set(account.id, { account: account.id, override_callback_uri: null });
    keepSubscriptions(world.store, world.subscriptions);
  }
  const number = {
    id: setup.id,
    display_phone_number: setup.display_phone_number,
    verified_name: setup.verified_name,
    account: setup.business_account_id,
    quality_rating: 'GREEN' as const,
    throughput: setup.throughput_per_second,
    throughputDueAt: 0,
    serviceMonth: before?.serviceMonth ?? '',
    serviceMessages: before?.serviceMessages ?? 0,
    profile: before?.profile ?? {},
  };
  world.numbers.set(number.id, number);
  keepNumber(world, number);
  world.live.tell({ kind: 'settings' });
  return { id: number.id };
}

function reviewByHand(world: World, id: string, review: z.infer<typeof Review>): { done: true } {
  const template = world.templates.get(id);
  if (template === undefined) throw new ControlRefusal(404, `there is no template ${id}`);
  const verdict =
    review.verdict === 'approve'
      ? { approved: true as const, recategorised: false }
      : { approved: false as const, reason: review.reason, why: 'A person looked at it and rejected it.', advice: review.recommendation };
  decideReview(world, template, verdict);
  return { done: true };
}
