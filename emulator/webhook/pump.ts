import type { Carrier, Lane, Stream, Task } from './carrier.ts';
import { isIdle, laneOf } from './carrier.ts';
import { envelope, type Item } from './items.ts';
import type { Post } from './log.ts';
import { type Answer, sendPost, signBody } from './post.ts';
import { firstOf, takePost } from './queue.ts';
import { addressOf } from './subscriptions.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Meta: "decreasing frequency". The steps are ours; the last repeats until the horizon, on which the last attempt falls. */
const retryAfterMilliseconds = [
  second,
  2 * second,
  5 * second,
  10 * second,
  30 * second,
  minute,
  5 * minute,
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  3 * hour,
  6 * hour,
];

/**
 * Real milliseconds for each POST of a number whose batch is not full, and how many may leave without waiting: what is told
 * meanwhile shares the next. Measured: at 30,000 statuses a second over 20 numbers a POST carries 60 instead of 3.
 */
const gatherMilliseconds = 40;
const burst = 10;

/** Puts a task in the row of those that can go on. */
export function wake(carrier: Carrier, task: Task): void {
  if (task.isQueued) return;
  task.isQueued = true;
  carrier.ready.push(task);
  pumpSoon(carrier);
}

/** A batch is full, or somebody waits for the end: no more gathering. */
export function hurry(carrier: Carrier, task: Task): void {
  if (!carrier.lingering.delete(task)) return;
  carrier.ready.push(task);
  pumpSoon(carrier);
}

/** Lets everything go that gathers. */
export function hurryAll(carrier: Carrier): void {
  for (const task of carrier.lingering) hurry(carrier, task);
}

function pumpSoon(carrier: Carrier): void {
  if (carrier.isPumping) return;
  carrier.isPumping = true;
  setImmediate(() => pump(carrier));
}

function pump(carrier: Carrier): void {
  carrier.isPumping = false;
  if (carrier.isClosed) return;
  // Only those who are there now: who comes again in this turn waits for the next, so that answers are heard in between.
  for (let left = carrier.ready.size; left > 0; left--) {
    const task = carrier.ready.shift();
    if (task === undefined) break;
    task.isQueued = false;
    step(carrier, task);
  }
  // A task that found its address changed has left its lane's place unused: nobody waits at an empty lane.
  for (const lane of carrier.lanes.values()) if (lane.inFlight === 0 && lane.waiting.size > 0) letIn(carrier, lane);
  if (carrier.ready.size > 0) pumpSoon(carrier);
  tellWaiters(carrier);
}

function letIn(carrier: Carrier, lane: Lane): void {
  for (let free = carrier.settings().webhook_concurrency - lane.inFlight; free > 0; free--) {
    const next = lane.waiting.shift();
    if (next === undefined) return;
    carrier.ready.push(next);
    pumpSoon(carrier);
  }
}

function tellWaiters(carrier: Carrier): void {
  if (carrier.waiters.length === 0) return;
  if (isIdle(carrier)) for (const waiter of carrier.waiters.splice(0)) waiter();
  else hurryAll(carrier);
}

function step(carrier: Carrier, task: Task): void {
  switch (task.kind) {
    case 'new':
      stepNew(carrier, task.stream);
      return;
    case 'again':
      stepAgain(carrier, task.stream);
      return;
    case 'copy':
      stepCopy(carrier, task.stream);
      return;
  }
}

/** A place in the lane, or the task waits for one. */
function hasPlace(carrier: Carrier, lane: Lane, task: Task): boolean {
  const isOneByOne = task.kind === 'again' && lane.isFailing && lane.retrying > 0;
  if (lane.inFlight < carrier.settings().webhook_concurrency && !isOneByOne) return true;
  task.isQueued = true;
  lane.waiting.push(task);
  return false;
}

function addressFor(carrier: Carrier, stream: Stream, field: string): string | undefined {
  const { account, number } = stream.queue;
  return addressOf(carrier.subscriptions, account, field, number === '' ? null : carrier.callbackOf(number));
}

function stepNew(carrier: Carrier, stream: Stream): void {
  const { room } = carrier;
  const { queue } = stream;
  const { webhook_per_number: most } = carrier.settings();
  if (stream.busy >= most) return;
  const first = firstOf(room, queue);
  if (first === undefined) return;
  const now = carrier.clock.now();
  if (first.due > now) {
    wakeAt(carrier, stream, first.due);
    return;
  }
  const { webhook_batch: batch } = carrier.settings();
  const realNow = performance.now();
  if (queue.updates < batch && carrier.waiters.length === 0 && stream.paceDueAt - realNow > (burst - 1) * gatherMilliseconds) {
    linger(carrier, stream.fresh);
    return;
  }
  const field = first.kind === 'statuses' ? 'messages' : first.field;
  const url = addressFor(carrier, stream, field);
  const lane = url === undefined ? undefined : laneOf(carrier, stream, url);
  if (lane !== undefined && !hasPlace(carrier, lane, stream.fresh)) return;
  const taken = takePost(room, queue, { now, batch });
  if (taken === undefined) return;
  const { account, number } = queue;
  const body = Buffer.from(envelope(account, taken.changes, taken.time), 'latin1');
  const post = makePost(carrier, { account, number, field, body, updates: taken.updates });
  if (url === undefined || lane === undefined) {
    dismiss(carrier, taken.items, taken.updates);
    settle(carrier, post, 'dropped', 'nobody is subscribed any more');
    wake(carrier, stream.fresh);
    return;
  }
  stream.busy += 1;
  // No debt grows beyond the burst: full batches leave as fast as they can, and the rest behind them must not wait for that.
  stream.paceDueAt = Math.min(Math.max(stream.paceDueAt, realNow) + gatherMilliseconds, realNow + burst * gatherMilliseconds);
  start(carrier, { post, lane, url, stream }, (answer) => {
    dismiss(carrier, taken.items, taken.updates);
    stream.busy -= 1;
    if (isTaken(answer)) settle(carrier, post, 'delivered', null);
    else postpone(carrier, stream, post, answer);
    wake(carrier, stream.fresh);
  });
  if (stream.busy < most) wake(carrier, stream.fresh);
}

/** Makes a POST of something told now. */
export function makePost(carrier: Carrier, given: Pick<Post, 'account' | 'number' | 'field' | 'body' | 'updates'>): Post {
  carrier.room.lastId += 1;
  return {
    ...given,
    id: carrier.room.lastId,
    at: carrier.clock.now(),
    url: '',
    attempts: 0,
    status: 'waiting',
    httpStatus: null,
    error: null,
    response: null,
    nextAt: null,
  };
}

function dismiss(carrier: Carrier, items: readonly Item[], updates: number): void {
  carrier.waiting -= updates;
  for (const item of items) carrier.shelf.forget(item);
}

/** Tries the failed delivery that has been due longest. */
function stepAgain(carrier: Carrier, stream: Stream): void {
  let url: string | undefined;
  let lane: Lane | undefined;
  let isRefused = false;
  const post = carrier.failed.take(stream.queue, carrier.clock.now(), (field) => {
    url = addressFor(carrier, stream, field);
    lane = url === undefined ? undefined : laneOf(carrier, stream, url);
    isRefused = lane !== undefined && !hasPlace(carrier, lane, stream.again);
    return !isRefused;
  });
  if (isRefused) return;
  if (post === undefined) {
    retryAt(carrier, stream);
    return;
  }
  wake(carrier, stream.again);
  if (url === undefined || lane === undefined) {
    endFailing(carrier, post);
    settle(carrier, post, 'dropped', 'nobody is subscribed any more');
    return;
  }
  const place = lane;
  place.retrying += 1;
  start(carrier, { post, lane: place, url, stream }, (answer) => {
    place.retrying -= 1;
    if (isTaken(answer)) {
      endFailing(carrier, post);
      settle(carrier, post, 'delivered', null);
    } else postpone(carrier, stream, post, answer);
  });
}

function stepCopy(carrier: Carrier, stream: Stream): void {
  const first = stream.copies.peek();
  if (first === undefined) return;
  const url = addressFor(carrier, stream, first.post.field);
  const lane = url === undefined ? undefined : laneOf(carrier, stream, url);
  if (lane !== undefined && !hasPlace(carrier, lane, stream.copy)) return;
  stream.copies.shift();
  wake(carrier, stream.copy);
  const { post, isTriedAgain } = first;
  if (url === undefined || lane === undefined) {
    carrier.waiting -= post.updates;
    settle(carrier, post, 'dropped', 'nobody is subscribed any more');
    return;
  }
  start(carrier, { post, lane, url, stream }, (answer) => {
    carrier.waiting -= post.updates;
    if (isTaken(answer)) settle(carrier, post, 'delivered', null);
    else if (isTriedAgain) postpone(carrier, stream, post, answer);
    else settle(carrier, post, 'dropped', wordsOf(answer));
  });
}

type Journey = { post: Post; lane: Lane; url: string; stream: Stream };

function start(carrier: Carrier, { post, lane, url }: Journey, done: (answer: Answer) => void): void {
  post.url = url;
  post.attempts += 1;
  post.nextAt = null;
  lane.inFlight += 1;
  carrier.inFlight += 1;
  carrier.onTheirWay.set(post.id, post);
  const signature = signBody(post.body, carrier.secret);
  const posting = { origin: lane.origin, path: lane.path, body: post.body, signature, timeoutMilliseconds: carrier.settings().webhook_timeout_ms };
  sendPost(carrier.agent, posting, (answer) => {
    if (carrier.isClosed) return;
    lane.inFlight -= 1;
    carrier.inFlight -= 1;
    carrier.onTheirWay.delete(post.id);
    lane.isFailing = !isTaken(answer);
    post.httpStatus = answer.status;
    post.response = answer.response;
    done(answer);
    letIn(carrier, lane);
    tellWaiters(carrier);
  });
}

/** Only 200 is right. */
function isTaken(answer: Answer): boolean {
  return answer.error === null && answer.status === 200;
}

function wordsOf(answer: Answer): string {
  return answer.error ?? `HTTP ${answer.status ?? 'without a status'}`;
}

function postpone(carrier: Carrier, stream: Stream, post: Post, answer: Answer): void {
  const failure = wordsOf(answer);
  const now = carrier.clock.now();
  const end = post.at + carrier.settings().retry_horizon_ms;
  carrier.lastError = `${failure} from ${post.url}`;
  post.error = failure;
  if (now >= end) {
    endFailing(carrier, post);
    settle(carrier, post, 'dropped', failure);
    return;
  }
  if (post.status !== 'failing') carrier.failing += 1;
  post.status = 'failing';
  const wait = retryAfterMilliseconds[Math.min(post.attempts, retryAfterMilliseconds.length) - 1] ?? hour;
  post.nextAt = Math.min(now + wait, end);
  carrier.failed.put(post, post.nextAt);
  retryAt(carrier, stream);
  carrier.onSettled();
}

function endFailing(carrier: Carrier, post: Post): void {
  if (post.status !== 'failing') return;
  carrier.failing -= 1;
  carrier.failed.drop(post.id);
}

function settle(carrier: Carrier, post: Post, status: 'delivered' | 'dropped', error: string | null): void {
  post.status = status;
  post.error = error;
  if (status === 'delivered') carrier.delivered += post.updates;
  else carrier.dropped += post.updates;
  carrier.log.add(post);
  carrier.onSettled();
}

/** Wakes a stream when its delayed things are due. */
function wakeAt(carrier: Carrier, stream: Stream, due: number): void {
  if (due >= stream.wakesAt) return;
  stream.wakesAt = due;
  carrier.wheel.at(due, () => {
    if (stream.wakesAt === due) stream.wakesAt = Number.POSITIVE_INFINITY;
    wake(carrier, stream.fresh);
  });
}

/** Wakes a stream when the first of its failed deliveries is due. One entry on the wheel stands for all of them. */
export function retryAt(carrier: Carrier, stream: Stream): void {
  const due = carrier.failed.nextDue(stream.queue);
  if (due === undefined || stream.retriesAt.has(due)) return;
  stream.retriesAt.add(due);
  carrier.wheel.at(due, () => {
    stream.retriesAt.delete(due);
    wake(carrier, stream.again);
  });
}

function linger(carrier: Carrier, task: Task): void {
  task.isQueued = true;
  carrier.lingering.add(task);
  carrier.linger ??= setTimeout(() => {
    carrier.linger = undefined;
    hurryAll(carrier);
  }, gatherMilliseconds).unref();
}
