import { createHmac } from 'node:crypto';

import { Agent, request } from 'undici';

import type { Delivery, Settings } from '#core/rehearsal/rehearsal.ts';

import type { Clock } from './clock.ts';
import { isRecord } from './json.ts';
import type { Store } from './store.ts';
import { addressOf, type Subscriptions } from './subscriptions.ts';
import type { Wheel } from './wheel.ts';

/** One status to tell, already printed and escaped. `contact` is null where Meta sends none. */
export type StatusUpdate = { account: string; number: string; metadata: string; status: string; contact: string | null };

/** Carries webhooks to those who subscribed. What it took it never loses: it is kept until delivered, or seven days old. */
export type Webhooks = {
  /** Statuses are gathered: as many as the settings allow share one POST. */
  tellStatus(update: StatusUpdate): void;
  /** Everything else has a POST of its own. `value` is printed and escaped; `time` stamps the entry, as some fields have it. */
  tell(account: string, field: string, value: string, stamped: boolean): void;
  replay(id: string): boolean;
  list(limit: number, after: string | undefined): { deliveries: Delivery[]; next: string | null };
  count(): { waiting: number; delivered: number; failing: number; last_error: string | null };
  /** Takes up what an earlier run left undone. */
  resume(): void;
  close(): Promise<void>;
};

type Job = {
  id: number;
  account: string;
  field: string;
  url: string;
  body: string;
  updates: number;
  at: number;
  attempts: number;
  status: Delivery['status'];
  httpStatus: number | null;
  error: string | null;
  nextAt: number | null;
};

type Waiting = { id: number; update: StatusUpdate };
type Lane = { account: string; groups: Map<string, Waiting[]>; ready: Job[]; inFlight: number };

const second = 1_000;
const minute = 60 * second;

/** Meta: "decreasing frequency, up to 7 days". The steps are ours; the last repeats. */
const retryAfterMilliseconds = [second, 2 * second, 5 * second, 10 * second, 30 * second, minute, 5 * minute, 15 * minute, 30 * minute, 60 * minute];
const giveUpAfterMilliseconds = 7 * 24 * 60 * minute;

/** Meta asks for answers within a second and does not say when it hangs up; this is ours. */
const answerTimeoutMilliseconds = 20 * second;

/** The log keeps this many settled deliveries, and not more than these bytes of their bodies. */
const logLength = 2_000;
const logBytes = 16 * 1024 * 1024;

/** What the carrier needs to know of the world. */
export type WebhookOptions = {
  clock: Clock;
  wheel: Wheel;
  store: Store;
  subscriptions: Subscriptions;
  secret: string;
  settings: () => Settings;
  onSettled: () => void;
};

/** Signs the very bytes that are sent: `sha256=` and the HMAC in hex. */
export function signBody(body: string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** What the carrier holds while it is open. */
type Carrier = WebhookOptions & {
  agent: Agent;
  lanes: Map<string, Lane>;
  jobs: Map<number, Job>;
  settled: number[];
  settledBytes: number;
  lastId: number;
  delivered: number;
  lastError: string | null;
  isPumping: boolean;
  isClosed: boolean;
};

/** Opens the carrier. */
export function openWebhooks(options: WebhookOptions): Webhooks {
  const carrier: Carrier = {
    ...options,
    agent: new Agent({ connections: 256, pipelining: 1, keepAliveTimeout: 30_000 }),
    lanes: new Map(),
    jobs: new Map(),
    settled: [],
    settledBytes: 0,
    lastId: 0,
    delivered: 0,
    lastError: null,
    isPumping: false,
    isClosed: false,
  };
  return {
    tellStatus: (update) => tellStatus(carrier, update),
    tell(account, field, value, stamped) {
      if (addressOf(carrier.subscriptions, account, field) === undefined) return;
      const time = stamped ? Math.floor(carrier.clock.now() / second) : null;
      const body = envelope(account, `{"value":${value},"field":"${field}"}`, time);
      laneOf(carrier, account).ready.push(addJob(carrier, { account, field, body, updates: 1 }));
      pumpSoon(carrier);
    },
    replay(id) {
      const job = carrier.jobs.get(Number(id));
      if (job === undefined) return false;
      laneOf(carrier, job.account).ready.push(addJob(carrier, job));
      pumpSoon(carrier);
      return true;
    },
    list: (limit, after) => listJobs(carrier.jobs, limit, after),
    count: () => countJobs(carrier),
    resume: () => resume(carrier),
    async close() {
      carrier.isClosed = true;
      await carrier.agent.destroy();
    },
  };
}

function laneOf(carrier: Carrier, account: string): Lane {
  const known = carrier.lanes.get(account);
  if (known !== undefined) return known;
  const lane: Lane = { account, groups: new Map(), ready: [], inFlight: 0 };
  carrier.lanes.set(account, lane);
  return lane;
}

function keepJob(carrier: Carrier, job: Job): void {
  carrier.store.put('delivery', String(job.id), () => JSON.stringify(job));
}

function tellStatus(carrier: Carrier, update: StatusUpdate): void {
  if (addressOf(carrier.subscriptions, update.account, 'messages') === undefined) return;
  carrier.lastId += 1;
  const id = carrier.lastId;
  queueStatus(carrier, { id, update });
  if (carrier.store.durable) carrier.store.put('update', String(id), () => JSON.stringify({ id, update }));
  pumpSoon(carrier);
}

function queueStatus(carrier: Carrier, waiting: Waiting): void {
  const { groups } = laneOf(carrier, waiting.update.account);
  const group = groups.get(waiting.update.number);
  if (group === undefined) groups.set(waiting.update.number, [waiting]);
  else group.push(waiting);
}

function pumpSoon(carrier: Carrier): void {
  if (carrier.isPumping) return;
  carrier.isPumping = true;
  setImmediate(() => pump(carrier));
}

function pump(carrier: Carrier): void {
  carrier.isPumping = false;
  if (carrier.isClosed) return;
  const limit = carrier.settings().webhook_concurrency;
  for (const lane of carrier.lanes.values()) {
    while (lane.inFlight < limit) {
      const job = lane.ready.shift() ?? gather(carrier, lane);
      if (job === undefined) break;
      lane.inFlight += 1;
      void attempt(carrier, lane, job);
    }
  }
}

/** Puts the waiting statuses of the number that has waited longest into one POST. */
function gather(carrier: Carrier, lane: Lane): Job | undefined {
  for (const [number, waiting] of lane.groups) {
    lane.groups.delete(number);
    const batch = carrier.settings().webhook_batch;
    const part = waiting.length <= batch ? waiting : waiting.splice(0, batch);
    if (part !== waiting) lane.groups.set(number, waiting);
    const job = addJob(carrier, { account: lane.account, field: 'messages', body: envelope(lane.account, statusChange(part), null), updates: part.length });
    for (const { id } of part) carrier.store.drop('update', String(id));
    return job;
  }
  return undefined;
}

function addJob(carrier: Carrier, { account, field, body, updates }: Pick<Job, 'account' | 'field' | 'body' | 'updates'>): Job {
  carrier.lastId += 1;
  const job: Job = {
    id: carrier.lastId,
    account,
    field,
    url: '',
    body,
    updates,
    at: carrier.clock.now(),
    attempts: 0,
    status: 'waiting',
    httpStatus: null,
    error: null,
    nextAt: null,
  };
  carrier.jobs.set(job.id, job);
  keepJob(carrier, job);
  return job;
}

async function attempt(carrier: Carrier, lane: Lane, job: Job): Promise<void> {
  const url = addressOf(carrier.subscriptions, job.account, job.field);
  if (url === undefined) settle(carrier, job, 'dropped', 'nobody is subscribed any more');
  else {
    job.url = url;
    job.attempts += 1;
    job.nextAt = null;
    const failure = await post(carrier, url, job);
    if (carrier.isClosed) return;
    if (failure === undefined) settle(carrier, job, 'delivered', null);
    else postpone(carrier, lane, job, failure);
  }
  lane.inFlight -= 1;
  if (lane.ready.length > 0 || lane.groups.size > 0) pumpSoon(carrier);
}

/** Sends one POST; answers what went wrong, or undefined. Only 200 is right: redirects are not followed. */
async function post(carrier: Carrier, url: string, job: Job): Promise<string | undefined> {
  try {
    const response = await request(url, {
      method: 'POST',
      dispatcher: carrier.agent,
      headers: { 'content-type': 'application/json', 'user-agent': 'facebookexternalua', 'x-hub-signature-256': signBody(job.body, carrier.secret) },
      body: job.body,
      headersTimeout: answerTimeoutMilliseconds,
      bodyTimeout: answerTimeoutMilliseconds,
    });
    job.httpStatus = response.statusCode;
    await response.body.dump();
    return response.statusCode === 200 ? undefined : `HTTP ${response.statusCode}`;
  } catch (error) {
    job.httpStatus = null;
    return error instanceof Error ? error.message || error.name : String(error);
  }
}

function postpone(carrier: Carrier, lane: Lane, job: Job, failure: string): void {
  carrier.lastError = `${failure} from ${job.url}`;
  job.error = failure;
  const now = carrier.clock.now();
  if (now - job.at > giveUpAfterMilliseconds) {
    settle(carrier, job, 'dropped', failure);
    return;
  }
  job.status = 'failing';
  const step = Math.min(job.attempts, retryAfterMilliseconds.length) - 1;
  job.nextAt = now + (retryAfterMilliseconds[step] ?? 60 * minute);
  keepJob(carrier, job);
  retryAt(carrier, lane, job, job.nextAt);
  carrier.onSettled();
}

function retryAt(carrier: Carrier, lane: Lane, job: Job, due: number): void {
  carrier.wheel.at(due, () => {
    lane.ready.push(job);
    pumpSoon(carrier);
  });
}

function settle(carrier: Carrier, job: Job, status: 'delivered' | 'dropped', error: string | null): void {
  job.status = status;
  job.error = error;
  if (status === 'delivered') carrier.delivered += job.updates;
  carrier.store.drop('delivery', String(job.id));
  carrier.settled.push(job.id);
  carrier.settledBytes += job.body.length;
  while (carrier.settled.length > logLength || carrier.settledBytes > logBytes) {
    const oldest = carrier.settled.shift();
    if (oldest === undefined) break;
    carrier.settledBytes -= carrier.jobs.get(oldest)?.body.length ?? 0;
    carrier.jobs.delete(oldest);
  }
  carrier.onSettled();
}

function countJobs(carrier: Carrier): ReturnType<Webhooks['count']> {
  let waiting = 0;
  let failing = 0;
  for (const lane of carrier.lanes.values()) for (const group of lane.groups.values()) waiting += group.length;
  for (const job of carrier.jobs.values()) {
    if (job.status === 'failing') failing += 1;
    if (job.status === 'waiting') waiting += job.updates;
  }
  return { waiting, delivered: carrier.delivered, failing, last_error: carrier.lastError };
}

function resume(carrier: Carrier): void {
  for (const row of carrier.store.all('delivery')) {
    const job = parseJob(row);
    carrier.lastId = Math.max(carrier.lastId, job.id);
    carrier.jobs.set(job.id, job);
    const lane = laneOf(carrier, job.account);
    if (job.nextAt === null) lane.ready.push(job);
    else retryAt(carrier, lane, job, job.nextAt);
  }
  for (const row of carrier.store.all('update')) {
    const waiting = parseWaiting(row);
    carrier.lastId = Math.max(carrier.lastId, waiting.id);
    queueStatus(carrier, waiting);
  }
  pumpSoon(carrier);
}

function statusChange(part: readonly Waiting[]): string {
  let statuses = '';
  let contacts = '';
  for (const { update } of part) {
    statuses += statuses === '' ? update.status : `,${update.status}`;
    if (update.contact !== null) contacts += contacts === '' ? update.contact : `,${update.contact}`;
  }
  const people = contacts === '' ? '' : `"contacts":[${contacts}],`;
  return `{"value":{"messaging_product":"whatsapp","metadata":${part[0]?.update.metadata ?? '{}'},${people}"statuses":[${statuses}]},"field":"messages"}`;
}

function envelope(account: string, change: string, time: number | null): string {
  const stamp = time === null ? '' : `"time":${time},`;
  return `{"object":"whatsapp_business_account","entry":[{"id":"${account}",${stamp}"changes":[${change}]}]}`;
}

function listJobs(jobs: ReadonlyMap<number, Job>, limit: number, after: string | undefined): { deliveries: Delivery[]; next: string | null } {
  const before = after === undefined ? Number.POSITIVE_INFINITY : Number(after);
  const found = [...jobs.values()].filter((job) => job.id < before).toSorted((a, b) => b.id - a.id);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return { deliveries: page.map(presentJob), next: last !== undefined && found.length > limit ? String(last.id) : null };
}

function presentJob(job: Job): Delivery {
  return {
    id: String(job.id),
    at: new Date(job.at).toISOString(),
    url: job.url,
    field: job.field,
    updates: job.updates,
    attempts: job.attempts,
    status: job.status,
    http_status: job.httpStatus,
    error: job.error,
    next_at: job.nextAt === null ? null : new Date(job.nextAt).toISOString(),
    body: job.body,
  };
}

function parseJob(row: string): Job {
  const value: unknown = JSON.parse(row);
  if (!isRecord(value)) throw new Error('a kept delivery is no object');
  return value as Job;
}

function parseWaiting(row: string): Waiting {
  const value: unknown = JSON.parse(row);
  if (!isRecord(value)) throw new Error('a kept update is no object');
  return value as Waiting;
}
