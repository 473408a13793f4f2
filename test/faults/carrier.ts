import { createHash } from 'node:crypto';
import { createServer, request as ask } from 'node:http';
import { openChance } from './chance.ts';

/** What WhatsApp posts goes through here: kept, and carried to Parley late, twice, in another order, or only when a spell of loss is over. */
export type Carrier = {
  readonly url: string;
  /** Where Parley listens now; a post goes to the next of them each time. */
  targets: readonly string[];
  /** From now on posts are answered and not carried on. */
  hold(): void;
  /** What was held comes now, in another order. */
  release(): void;
  /** Posts that Parley has not answered with 200. */
  waiting(): number;
  readonly counts: { taken: number; carried: number; twins: number; late: number; held: number; refused: number };
  close(): Promise<void>;
};

type Post = { readonly path: string; readonly headers: Record<string, string>; readonly body: Buffer };

/** One post in so many comes twice, one in so many late. */
const twinShare = 0.1;
const lateShare = 0.25;
const lateMostMilliseconds = 3_000;
/** WhatsApp repeats what was not answered with 200; here sooner than Meta does, so that a run ends. */
const againMilliseconds = 400;
const answerWithinMilliseconds = 10_000;

/** Opens it on a free port. What befalls a post is drawn from the seed and its bytes. */
export async function openCarrier(seed: string): Promise<Carrier> {
  const counts = { taken: 0, carried: 0, twins: 0, late: 0, held: 0, refused: 0 };
  const kept: Post[] = [];
  let isHolding = false;
  let isOpen = true;
  let underway = 0;
  let turn = 0;
  const nextTarget = () => carrier.targets[(turn += 1) % carrier.targets.length];

  async function carry(post: Post): Promise<void> {
    underway += 1;
    while (isOpen) {
      const target = nextTarget();
      if (target !== undefined && (await deliver(target, post)) === 200) break;
      counts.refused += 1;
      await pause(againMilliseconds);
    }
    counts.carried += 1;
    underway -= 1;
  }

  function take(post: Post): void {
    const chance = openChance(seed, createHash('sha256').update(post.body).digest('hex'));
    const [isTwin, isLate] = [chance.next() < twinShare, chance.next() < lateShare];
    counts.taken += 1;
    if (isHolding) {
      counts.held += 1;
      kept.push(post);
      return;
    }
    void carryAfter(post, isLate ? ((counts.late += 1), chance.next() * lateMostMilliseconds) : 0);
    if (isTwin) void carryAfter(post, ((counts.twins += 1), chance.next() * lateMostMilliseconds));
  }

  async function carryAfter(post: Post, milliseconds: number): Promise<void> {
    underway += 1;
    if (milliseconds > 0) await pause(milliseconds);
    underway -= 1;
    await carry(post);
  }

  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const path = incoming.url ?? '/';
      if (incoming.method !== 'POST') return pass(nextTarget() ?? '', path, response);
      const signature = incoming.headers['x-hub-signature-256'];
      take({
        path,
        headers: { 'content-type': 'application/json', ...(typeof signature === 'string' ? { 'x-hub-signature-256': signature } : {}) },
        body: Buffer.concat(chunks),
      });
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const carrier: Carrier = {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    targets: [],
    hold: () => void (isHolding = true),
    release() {
      isHolding = false;
      const chance = openChance(seed, 'release');
      const order = kept.splice(0).map((post) => ({ post, place: chance.next() }));
      for (const { post } of order.toSorted((one, other) => one.place - other.place)) void carry(post);
    },
    waiting: () => underway + kept.length,
    counts,
    close: () => {
      isOpen = false;
      return new Promise((done) => (server.closeAllConnections(), server.close(() => done())));
    },
  };
  return carrier;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}

/** Carries one post and says what it was answered with; 0 when nobody answered. */
function deliver(target: string, post: Post): Promise<number> {
  return new Promise((done) => {
    const sending = ask(`${target}${post.path}`, { method: 'POST', headers: post.headers, timeout: answerWithinMilliseconds }, (response) => {
      response.resume();
      response.once('end', () => done(response.statusCode ?? 0));
      response.once('error', () => done(0));
    });
    sending.once('timeout', () => sending.destroy(new Error('no answer')));
    sending.once('error', () => done(0));
    sending.end(post.body);
  });
}

/** The challenge of a subscription is asked with GET and answered as it is. */
function pass(target: string, path: string, response: { writeHead(status: number): { end(text?: string): unknown } }): void {
  fetch(`${target}${path}`).then(
    async (answer) => response.writeHead(answer.status).end(await answer.text()),
    () => response.writeHead(502).end(),
  );
}
