import { Queue, Worker } from 'bullmq';
import pg from 'pg';
import { Pool } from 'undici';
import { z } from 'zod';
import { templateName } from './house.ts';

const Run = z.object({ databaseUrl: z.string(), workspace: z.string(), sinkUrl: z.string(), token: z.string(), count: z.number(), port: z.number() });
const run = Run.parse(JSON.parse(process.argv[2] ?? ''));

/** Jobs at once; more is not faster (facts/performance.md §4). */
const concurrency = 50;
const addedAtOnce = 1000;
const connection = { host: '127.0.0.1', port: run.port };
const Sent = z.object({ messages: z.array(z.object({ id: z.string() })) });

const database = new pg.Pool({ connectionString: run.databaseUrl, max: 20 });
const whatsapp = new Pool(run.sinkUrl, { connections: concurrency });
const headers = { authorization: `Bearer ${run.token}`, 'content-type': 'application/json' };

const queue = new Queue('messages', { connection, defaultJobOptions: { removeOnComplete: true } });
for (let from = 1; from <= run.count; from += addedAtOnce)
  await queue.addBulk(Array.from({ length: Math.min(addedAtOnce, run.count - from + 1) }, (_, place) => ({ name: 'send', data: { id: from + place } })));

let done = 0;
const started = performance.now();
const worker = new Worker<{ id: number }>('messages', ({ data }) => send(data.id), { connection, concurrency, autorun: false });
worker.on('failed', (_job, error) => {
  throw error;
});
worker.on('completed', () => {
  done += 1;
  if (done < run.count) return;
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(`${JSON.stringify({ per_second: run.count / seconds })}\n`);
});
void worker.run();

async function send(id: number): Promise<void> {
  const found = await database.query<{ phone: string; first_name: string }>(
    'select c.phone, c.first_name from bench_outbox o join contact c on c.workspace_id = $2 and c.id = o.contact_id where o.id = $1',
    [id, run.workspace],
  );
  const [person] = found.rows;
  if (person === undefined) throw new Error(`message ${id} is not there`);
  const answer = await whatsapp.request({ method: 'POST', path: '/v26.0/1/messages', headers, body: bodyFor(id, person) });
  const sent = Sent.parse(await answer.body.json());
  await database.query(`update bench_outbox set state = 'accepted', wamid = $2, accepted_at = now() where id = $1`, [id, sent.messages[0]?.id]);
}

function bodyFor(id: number, person: { phone: string; first_name: string }): string {
  return JSON.stringify({
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: person.phone,
    biz_opaque_callback_data: `q.${id}`,
    type: 'template',
    template: {
      name: templateName,
      language: { code: 'en', policy: 'deterministic' },
      components: [{ type: 'body', parameters: [{ type: 'text', parameter_name: 'first_name', text: person.first_name }] }],
    },
  });
}
