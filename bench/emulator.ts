import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type Dispatcher, Pool } from 'undici';
import { z } from 'zod';
import { compare, median, type Result } from './results.ts';

/** A million people; numbers at Meta's highest throughput, as many as keep the machine and not the limit busy. */
const people = 1_000_000;
const numbers = 40;
const perNumberPerSecond = 1_000;
const inFlight = 64;

/** Sent before anything is measured: code is compiled, connections are open, tables have grown. */
const warmUp = 20_000;
const batch = 1_000;
const account = '102290129340398';
const template = 'bench_offer';

/** Every policy check is made; nobody waits: people read at once, so that three statuses follow each message. */
const settings = {
  people: 'everybody_reads',
  sent_delay_ms: 0,
  delivered_delay_ms: 0,
  read_delay_ms: 0,
  messaging_limit: 900_000_000,
  marketing_cap: 1_000,
  template_review: 'approve',
  template_review_delay_ms: 0,
  webhook_batch: batch,
} as const;

const Ready = z.object({ url: z.string(), CLOUD_API_TOKEN: z.string(), APP_SECRET: z.string(), VERIFY_TOKEN: z.string() });
type Ready = z.infer<typeof Ready>;

/** Counts the updates of webhooks, and does nothing else with them. */
type Sink = { url: string; updates: number; lastAt: number; bytes: Buffer; close(): void };

/** `cpu` is the emulator's own time in microseconds for each message, undefined where the system does not tell. */
type Round = { accepted: number; delivered: number; p50: number; p99: number; cpu: number | undefined };

/**
 * `emulator.accept`: messages a second, sent by template with every policy check, a million people in memory, webhooks
 * leaving meanwhile; beside a bare node:http server that reads the same bodies and always answers the same.
 * `emulator.webhooks`: status updates a second that a receiver got in that run; beside a loop that posts one finished
 * batch again and again. The emulator has one core, client and receiver the other.
 */
export async function benchEmulator(options: { messages: number; rounds: number }): Promise<Result[]> {
  pin(process.pid, 1);
  const sink = await openSink();
  const { child, ready } = await startEmulator();
  try {
    await furnish(ready, sink);
    const everybody = await listPeople(ready, Math.min(people, warmUp + options.messages * options.rounds));
    const before = await memoryOf(ready);
    const bareAccept: number[] = [];
    const barePosts: number[] = [];
    const rounds: Round[] = [];
    await runRound({ ready, sink, pid: child.pid }, everybody.slice(0, warmUp));
    for (let round = 0; round < options.rounds; round += 1) {
      bareAccept.push(await runBareServer(options.messages));
      const first = warmUp + round * options.messages;
      const to = Array.from({ length: options.messages }, (_, index) => everybody[(first + index) % everybody.length] ?? '');
      rounds.push(await runRound({ ready, sink, pid: child.pid }, to));
      barePosts.push(await runBarePosts(sink));
    }
    printRounds(rounds, { messages: warmUp + options.messages * options.rounds, before, after: await memoryOf(ready) });
    return [
      compare(
        { name: 'emulator.accept', unit: 'messages/s', beside: 'emulator.bare_http' },
        rounds.map((one) => one.accepted),
        bareAccept,
      ),
      compare(
        { name: 'emulator.webhooks', unit: 'updates/s', beside: 'emulator.bare_posts' },
        rounds.map((one) => one.delivered),
        barePosts,
      ),
    ];
  } finally {
    child.kill('SIGTERM');
    sink.close();
  }
}

function printRounds(rounds: readonly Round[], { messages, before, after }: { messages: number; before: number; after: number }): void {
  const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
  const times = rounds.map(
    ({ p50, p99, cpu }) => `${p50.toFixed(1)} and ${p99.toFixed(1)} ms${cpu === undefined ? '' : `, ${cpu.toFixed(1)} µs of the emulator's processor`}`,
  );
  process.stdout.write(
    `emulator: ${people.toLocaleString('en')} people in ${megabytes(before)} (rss), ${megabytes(after)} after ${messages.toLocaleString('en')} messages; ` +
      `p99 of the answer ${median(rounds.map((one) => one.p99)).toFixed(1)} ms at ${inFlight} in flight\n` +
      `each round: p50 and p99 of the answer, time for each message with its three statuses: ${times.join('; ')}\n` +
      `settings: ${JSON.stringify(settings)}, ${numbers} numbers at ${perNumberPerSecond}/s\n`,
  );
}

/** Puts a process on one core where the machine can do that; elsewhere the bench still runs, less fairly. */
function pin(pid: number, core: number): void {
  spawnSync('taskset', ['-a', '-cp', String(core), String(pid)], { stdio: 'ignore' });
}

async function startEmulator(): Promise<{ child: ChildProcess; ready: Ready }> {
  const flags = Object.entries(settings).flatMap(([name, value]) => [`--${name.replaceAll('_', '-')}`, String(value)]);
  const child = spawn(process.execPath, ['emulator/main.ts', '--json', '--port', '0', '--seed', 'bench', ...flags], {
    cwd: resolve(import.meta.dirname, '..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.pid !== undefined) pin(child.pid, 0);
  const line = await new Promise<string>((done, fail) => {
    child.once('exit', (code) => fail(new Error(`the emulator ended with ${code}`)));
    createInterface(child.stdout).once('line', done);
  });
  return { child, ready: Ready.parse(JSON.parse(line)) };
}

async function ask(url: string, method: string, body: unknown, token?: string): Promise<unknown> {
  const answer = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}: ${text.slice(0, 300)}`);
  return JSON.parse(text);
}

async function furnish(ready: Ready, sink: Sink): Promise<void> {
  const control = `${ready.url}/emulator/v1`;
  await ask(`${control}/population`, 'POST', { people, countries: { FR: 1 }, personas: { polite: 1 } });
  for (let index = 0; index < numbers; index += 1) {
    await ask(`${control}/numbers`, 'POST', {
      id: numberId(index),
      display_phone_number: `+3318000${String(1000 + index)}`,
      verified_name: `Bench ${index}`,
      business_account_id: account,
      throughput_per_second: perNumberPerSecond,
    });
  }
  await ask(
    `${ready.url}/v26.0/${account}/message_templates`,
    'POST',
    {
      name: template,
      language: 'en_US',
      category: 'MARKETING',
      parameter_format: 'NAMED',
      components: [
        {
          type: 'BODY',
          text: 'Hello {{first_name}}, your {{product}} waits for you until Sunday.',
          example: {
            body_text_named_params: [
              { param_name: 'first_name', example: 'Ana' },
              { param_name: 'product', example: 'coffee' },
            ],
          },
        },
        { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Stop promotions' }] },
      ],
    },
    ready.CLOUD_API_TOKEN,
  );
  const app = `670843887433847|${ready.APP_SECRET}`;
  const query = new URLSearchParams({ object: 'whatsapp_business_account', callback_url: sink.url, verify_token: ready.VERIFY_TOKEN, fields: 'messages' });
  await ask(`${ready.url}/v26.0/670843887433847/subscriptions?${query.toString()}`, 'POST', undefined, app);
}

function numberId(index: number): string {
  return String(770_000_000_000_000 + index);
}

/** The numbers of so many of the population. */
async function listPeople(ready: Ready, count: number): Promise<string[]> {
  const Page = z.object({ phones: z.array(z.object({ wa_id: z.string() })), next: z.string().nullable() });
  const found: string[] = [];
  for (let after = ''; found.length < count;) {
    const page = Page.parse(
      await ask(`${ready.url}/emulator/v1/phones?limit=1000${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`, 'GET', undefined),
    );
    found.push(...page.phones.map((phone) => phone.wa_id));
    if (page.next === null) throw new Error(`the emulator lists ${found.length} people only, not ${count}`);
    after = page.next;
  }
  return found.slice(0, count);
}

async function memoryOf(ready: Ready): Promise<number> {
  const World = z.object({ memory: z.object({ rss_bytes: z.number() }) });
  return World.parse(await ask(`${ready.url}/emulator/v1/world`, 'GET', undefined)).memory.rss_bytes;
}

type Bench = { ready: Ready; sink: Sink; pid: number | undefined };

async function runRound({ ready, sink, pid }: Bench, to: readonly string[]): Promise<Round> {
  const messages = to.length;
  const bodies = to.map(bodyTo);
  const before = sink.updates;
  const cpuBefore = cpuOf(pid);
  const started = performance.now();
  const { latencies, seconds } = await post(ready.url, bodies, (index) => `/v26.0/${numberId(index % numbers)}/messages`, ready.CLOUD_API_TOKEN);
  while (sink.updates - before < messages * 3) await new Promise((done) => setTimeout(done, 5));
  const told = (sink.lastAt - started) / 1000;
  const cpuAfter = cpuOf(pid);
  const sorted = latencies.toSorted();
  return {
    accepted: messages / seconds,
    delivered: (messages * 3) / told,
    p50: sorted[Math.floor(messages * 0.5)] ?? 0,
    p99: sorted[Math.floor(messages * 0.99)] ?? 0,
    cpu: cpuBefore === undefined || cpuAfter === undefined ? undefined : (cpuAfter - cpuBefore) / messages,
  };
}

/** Linux counts processor time in hundredths of a second (USER_HZ). */
const microsecondsOfTick = 10_000;

/** Microseconds a process has computed so far, user and system; undefined on systems without /proc. */
function cpuOf(pid: number | undefined): number | undefined {
  const file = `/proc/${pid ?? 0}/stat`;
  if (!existsSync(file)) return undefined;
  // The name in parentheses may hold blanks; what follows it is numbered from the third field on.
  const fields = readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * microsecondsOfTick;
}

function bodyTo(waId: string, index: number): string {
  return JSON.stringify({
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: `+${waId}`,
    type: 'template',
    template: {
      name: template,
      language: { code: 'en_US' },
      components: [
        {
          type: 'body',
          parameters: [
            { type: 'text', parameter_name: 'first_name', text: `Person ${index}` },
            { type: 'text', parameter_name: 'product', text: 'Yirgacheffe' },
          ],
        },
      ],
    },
    biz_opaque_callback_data: `r.019aab00000070008000000000000000.${index}`,
  });
}

/** Posts every body once, `inFlight` at a time. A throttled one (130429) is an error: there are numbers enough. */
async function post(
  url: string,
  bodies: readonly string[],
  pathOf: (index: number) => string,
  token: string,
): Promise<{ seconds: number; latencies: Float64Array }> {
  const pool = new Pool(url, { connections: inFlight });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const latencies = new Float64Array(bodies.length);
  const started = performance.now();
  await new Promise<void>((done, fail) => {
    let next = 0;
    let left = bodies.length;
    // By `dispatch` and not by `request`: promises and streams for each answer would make the client the slower side.
    const one = (): void => {
      const index = next;
      if (index >= bodies.length) return;
      next += 1;
      const began = performance.now();
      let status = 0;
      let said = '';
      const handler: Dispatcher.DispatchHandler = {
        onRequestStart() {},
        onResponseStart: (_, code) => void (status = code),
        onResponseData: (_, chunk) => void (status === 200 || (said += chunk.toString())),
        onResponseEnd() {
          latencies[index] = performance.now() - began;
          if (status !== 200) fail(new Error(`message ${index} was refused: ${status} ${said.slice(0, 300)}`));
          left -= 1;
          if (left === 0) done();
          else one();
        },
        onResponseError: (_, error) => fail(error),
      };
      pool.dispatch({ method: 'POST', path: pathOf(index), headers, body: bodies[index] ?? '' }, handler);
    };
    for (let lane = 0; lane < inFlight; lane += 1) one();
  });
  const seconds = (performance.now() - started) / 1000;
  await pool.close();
  return { seconds, latencies };
}

async function runBareServer(messages: number): Promise<number> {
  const source =
    "import{createServer}from'node:http';const a=Buffer.from(JSON.stringify({messaging_product:'whatsapp',contacts:[{input:'+33600000000',wa_id:'33600000000'}],messages:[{id:'wamid.HBgLMzM2MDAwMDAwMDAVAgARGBI1RjQ',message_status:'accepted'}]}));" +
    "createServer((q,r)=>{q.resume();q.on('end',()=>{r.writeHead(200,{'content-type':'application/json','content-length':a.length});r.end(a)})}).listen(0,'127.0.0.1',function(){console.log(this.address().port)})";
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (child.pid !== undefined) pin(child.pid, 0);
  const port = await new Promise<string>((done) => void createInterface(child.stdout).once('line', done));
  const bodies = Array.from({ length: messages }, (_, index) => bodyTo('33600000000', index));
  const { seconds } = await post(`http://127.0.0.1:${port}`, bodies, () => '/v26.0/770000000000000/messages', 'none');
  child.kill('SIGKILL');
  return messages / seconds;
}

/** Posts the last batch the receiver got, again and again, from one core. */
async function runBarePosts(sink: Sink): Promise<number> {
  const rounds = 100;
  const before = sink.updates;
  const pool = new Pool(new URL(sink.url).origin, { connections: 8 });
  const started = performance.now();
  const one = async (): Promise<void> => {
    for (let index = 0; index < rounds / 8; index += 1) {
      const answer = await pool.request({ method: 'POST', path: '/webhook', headers: { 'content-type': 'application/json' }, body: sink.bytes });
      await answer.body.dump();
    }
  };
  await Promise.all(Array.from({ length: 8 }, one));
  const seconds = (performance.now() - started) / 1000;
  await pool.close();
  return (sink.updates - before) / seconds;
}

const statusMark = Buffer.from('"status":"');

async function openSink(): Promise<Sink> {
  const sink: Sink = { url: '', updates: 0, lastAt: 0, bytes: Buffer.alloc(0), close() {} };
  const server: Server = createServer((request, response) => {
    if (request.method === 'GET') {
      response.end(new URL(`http://sink${request.url ?? '/'}`).searchParams.get('hub.challenge') ?? '');
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      const bytes = Buffer.concat(chunks);
      for (let at = bytes.indexOf(statusMark); at !== -1; at = bytes.indexOf(statusMark, at + 1)) sink.updates += 1;
      if (bytes.length > sink.bytes.length) sink.bytes = bytes;
      sink.lastAt = performance.now();
      response.end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const address = server.address();
  sink.url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/webhook`;
  sink.close = () => void server.close();
  return sink;
}
