import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { withClient } from '#server/platform/postgres/postgres.ts';
import { openChild } from './child.ts';
import { type House, metaIdOf, openHouse, withCosts } from './house.ts';
import { fillPeople, phoneOf } from './people.ts';
import { compare, type Result } from './results.ts';

/** Posts on their way at once, as Meta's many machines would have. */
const sockets = 64;
const statusesEach = 3;

/**
 * `webhook.durable`: single-status posts a second that were verified, parsed, their message updated and committed before the 200; beside a bare
 * node:http server that reads and throws away. `webhook.at_2m`: the same with so many messages in the ledger, beside one with few; two houses that
 * run at once and are asked in turns. Each message is told to be sent, delivered and read, and afterwards stands at `read`.
 */
export async function benchWebhooks(options: {
  posts: number;
  rounds: number;
  few: number;
  many: number;
  parts: { durable: boolean; size: boolean };
}): Promise<Result[]> {
  const small = await openHouse({ numbers: 1 });
  try {
    const ledger = await fillLedger(small, options.few);
    const results: Result[] = [];
    if (options.parts.durable) results.push(await benchDurable(ledger, options));
    if (options.parts.size) results.push(await benchSize(ledger, options));
    return results;
  } finally {
    await small.close();
  }
}

async function benchDurable(ledger: Ledger, options: { posts: number; rounds: number }): Promise<Result> {
  const { house } = ledger;
  const bareServer = await openChild('bare-server.process.ts', []);
  try {
    const { url } = z.object({ url: z.string() }).parse(bareServer.ready);
    const [durable, bare]: [number[], number[]] = [[], []];
    for (let round = 0; round < options.rounds; round += 1) {
      bare.push(
        await post({
          url,
          secret: house.webhook.secret,
          account: house.product.access.businessAccountId,
          seqs: draw(ledger.people, options.posts, round),
          key: 'bare',
        }),
      );
      durable.push(await runRound(ledger, options.posts, round));
    }
    return compare({ name: 'webhook.durable', unit: 'statuses/s', beside: 'webhook.bare' }, durable, bare);
  } finally {
    await bareServer.close();
  }
}

async function benchSize(small: Ledger, options: { posts: number; rounds: number; many: number }): Promise<Result> {
  const house = await openHouse({ numbers: 1 });
  try {
    const large = await fillLedger(house, options.many);
    const [at2m, at10k]: [number[], number[]] = [[], []];
    for (let round = 0; round < options.rounds; round += 1) {
      at10k.push(await runRound(small, options.posts, round));
      at2m.push(await runRound(large, options.posts, round));
    }
    return compare({ name: 'webhook.at_2m', unit: 'statuses/s', beside: 'webhook.at_10k' }, at2m, at10k);
  } finally {
    await house.close();
  }
}

/** A broadcast in some house. */
type Ledger = { readonly house: House; readonly broadcast: string; readonly people: number };

/** A broadcast that was accepted and of which nothing more is known. */
async function fillLedger(house: House, count: number): Promise<Ledger> {
  const broadcast = `01a20000-0000-7000-8000-${String(house.takePeople(0)).padStart(12, '0')}`;
  const tag = `ledger-${count}`;
  await withClient(house.databaseUrl, async (client) => {
    await fillPeople(client, { workspace: house.workspace, from: house.takePeople(count), count, tag, mix: 'plain' });
    await client.query(
      `insert into campaign (workspace_id, id, name, choices, state, created_by, created_at, updated_at) values ($1, $2, 'Bench', '{}', 'launched', 'usr_bench', now(), now())`,
      [house.workspace, broadcast],
    );
    await client.query(
      `insert into broadcast (workspace_id, id, campaign_id, plan_id, number_id, template_id, languages, state, opens_at, launched_by, launched_at, total, accepted)
       select $1, $2, $2, $2, n.id, $2, '[]', 'done', now(), 'usr_bench', now(), $3, $3 from number n where n.workspace_id = $1 order by n.created_at limit 1`,
      [house.workspace, broadcast, count],
    );
    await client.query(
      `insert into recipient (workspace_id, broadcast_id, seq, contact_id, phone, country, language, variables, state, wamid, accepted_at)
       select $1, $2, row_number() over (), c.id, c.phone, c.country, 0, array[c.first_name], 'accepted', 'wamid.HBgLMzM2MTIwMDAwMDAwFQIAERgS' || substr(c.phone, 5), now()
       from (select * from contact where workspace_id = $1 and tags && array[$3] order by id) c`,
      [house.workspace, broadcast, tag],
    );
    await client.query('vacuum analyze recipient');
    await client.query('checkpoint');
  });
  return { house, broadcast, people: count };
}

/** People of the ledger, spread over all of it, each once in a round. */
function draw(people: number, posts: number, round: number): number[] {
  const wanted = Math.min(people, Math.floor(posts / statusesEach));
  const step = people / wanted;
  return Array.from({ length: wanted }, (_, place) => 1 + ((Math.floor(place * step) + round) % people));
}

async function runRound({ house, broadcast, people }: Ledger, posts: number, round: number): Promise<number> {
  const seqs = draw(people, posts, round);
  // Those of earlier rounds begin again, and the table is as tidy as autovacuum would have it.
  await withClient(house.databaseUrl, async (client) => {
    await client.query(
      `update recipient set state = 'accepted', sent_at = null, delivered_at = null, read_at = null where broadcast_id = $1 and state <> 'accepted'`,
      [broadcast],
    );
    await client.query('update broadcast set accepted = total, sent = 0, delivered = 0, read = 0 where id = $1', [broadcast]);
    await client.query('vacuum analyze recipient');
    await client.query('checkpoint');
  });
  const perSecond = await withCosts(house, { name: `webhooks at ${people.toLocaleString('en')}`, count: seqs.length * statusesEach }, () =>
    post({ url: house.webhook.url, secret: house.webhook.secret, account: house.product.access.businessAccountId, seqs, key: broadcast }),
  );
  const [row] = await house.query<{ rows: number; counted: number }>(
    `select (select count(*) from recipient where broadcast_id = $1 and state = 'read' and sent_at is not null and delivered_at is not null)::int as rows, read as counted from broadcast where id = $1`,
    [broadcast],
  );
  if (row?.rows !== seqs.length || row.counted !== seqs.length)
    throw new Error(`${seqs.length} messages were told to be read: ${row?.rows} rows are, the counter says ${row?.counted}`);
  return perSecond;
}

const Posted = z.object({ per_second: z.number() });

/** Posts from a process of its own; all is printed and signed before the time begins. */
async function post(options: { url: string; secret: string; account: string; seqs: readonly number[]; key: string }): Promise<number> {
  const child = await openChild('poster.process.ts', [JSON.stringify({ url: options.url, sockets })]);
  const { process: poster } = child;
  try {
    const bodies = statuses(options);
    const answered = new Promise<unknown>((done) => poster.once('message', done));
    poster.send({ bodies, signatures: bodies.map((body) => `sha256=${createHmac('sha256', options.secret).update(body).digest('hex')}`) });
    return Posted.parse(await answered).per_second;
  } finally {
    await child.close();
  }
}

/** All are told to be sent, then all to be delivered, then all to be read: as it is with thousands on their way at once. */
function statuses({ account, seqs, key }: { account: string; seqs: readonly number[]; key: string }): string[] {
  const at = Math.floor(Date.now() / 1000);
  const name = key.replaceAll('-', '');
  return (['sent', 'delivered', 'read'] as const).flatMap((status) =>
    seqs.map((seq) => {
      const phone = phoneOf(seq - 1).slice(1);
      const wamid = `wamid.HBgLMzM2MTIwMDAwMDAwFQIAERgS${phone.slice(3)}`;
      return `{"object":"whatsapp_business_account","entry":[{"id":"${account}","changes":[{"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"33180001000","phone_number_id":"${metaIdOf(0)}"},"statuses":[{"id":"${wamid}","status":"${status}","timestamp":"${at}","recipient_id":"${phone}","biz_opaque_callback_data":"r.${name}.${seq}","pricing":{"billable":true,"pricing_model":"PMP","category":"marketing","type":"regular"}}]},"field":"messages"}]}]}`;
    }),
  );
}
