import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { BroadcastId } from '#core/value/id.ts';
import { openTestDatabase } from '#test/world/database.ts';
import { openRig, type SendingRig } from '#test/world/sending.ts';
import { accepted, failed, inDoubt, type Outcome } from './outcome.ts';
import { floatsOf, intsOf, textsOf } from './store.binary.ts';
import { refusedBroadcast } from './store.plain.ts';
import { type Batch, type RecipientChange, writeBatch } from './store.writing.ts';

const at = Date.UTC(2026, 10, 23, 9);
const people = 12;

function told(state: 'sent' | 'delivered' | 'read', wamid: string, when: number): Outcome {
  return { ...accepted(wamid, when), acceptedAt: null, state, [`${state}At`]: when };
}

function outcomeOf(what: (typeof kinds)[number], seq: number, when: number): Outcome {
  if (what === 'accepted') return accepted(`wamid.${seq}`, when);
  if (what === 'failed') return failed(131_026, 'undeliverable “\\"', when);
  return told(what, `wamid.${seq}`, when);
}

const kinds = ['accepted', 'sent', 'delivered', 'read', 'failed'] as const;
const batches = fc.array(
  fc.uniqueArray(fc.record({ seq: fc.integer({ min: 1, max: people }), what: fc.constantFrom(...kinds), after: fc.integer({ min: 0, max: 60_000 }) }), {
    selector: ({ seq }) => seq,
    minLength: 1,
    maxLength: people,
  }),
  { minLength: 1, maxLength: 6 },
);

const batchOf = (recipients: readonly RecipientChange[]): Batch => ({ recipients, messages: [], chunks: [], webhooks: [], at: new Date(at) });

async function rowsOf(rig: SendingRig, id: BroadcastId) {
  const rows = await sql<Record<string, unknown>>`
    select seq, state, wamid, accepted_at, sent_at, delivered_at, read_at, failed_at, error_code, error_detail, reason, attempt, doubted_at
    from recipient where broadcast_id = ${id} order by seq`.execute(rig.platform.db);
  const counters = await sql<Record<string, unknown>>`
    select waiting, skipped, cancelled, in_doubt, accepted, sent, failed, delivered, read, doubted, settled, closed, twice, first_sent_at
    from broadcast where id = ${id}`.execute(rig.platform.db);
  return { rows: rows.rows, counters: counters.rows };
}

test('the short statement and the general one leave the same rows, counters and answers, in any order and when said twice', async (t) => {
  const rig = await openRig({ baseUrl: 'http://127.0.0.1:9', people });
  t.after(() => rig.close());
  const { platform, scope } = rig;

  await fc.assert(
    fc.asyncProperty(batches, async (history) => {
      const [short, general] = [await rig.broadcast(), await rig.broadcast()];
      for (const said of [...history, ...history.slice(0, 1)]) {
        const write = async (broadcast: BroadcastId, mayBePlain: boolean) => {
          const changes = said.map(({ seq, what, after }) => ({
            workspace: scope.workspace,
            broadcast,
            seq,
            attempt: 0,
            outcome: outcomeOf(what, seq, at + after),
          }));
          try {
            return await writeBatch(platform.writing, batchOf(changes), mayBePlain);
          } catch (error) {
            // Somebody failed before, and nobody of this batch did: it says whose row it is, and has written nothing.
            assert.equal(refusedBroadcast(error), broadcast);
            return writeBatch(platform.writing, batchOf(changes), false);
          }
        };
        const [one, other] = [await write(short, true), await write(general, false)];

        assert.equal(one.broadcasts.length, other.broadcasts.length);
        assert.deepEqual(one.failures.map(({ contact }) => contact).toSorted(), other.failures.map(({ contact }) => contact).toSorted());
        assert.deepEqual(await rowsOf(rig, short), await rowsOf(rig, general));
      }
    }),
    { numRuns: 15, seed: 5, endOnFailure: true },
  );
});

test('the short statement refuses a batch in which somebody was ever in doubt, and writes nothing of it', async (t) => {
  const rig = await openRig({ baseUrl: 'http://127.0.0.1:9', people });
  t.after(() => rig.close());
  const { platform, scope } = rig;
  const broadcast = await rig.broadcast();
  const change = (seq: number, outcome: Outcome) => ({ workspace: scope.workspace, broadcast, seq, attempt: 0, outcome });
  await writeBatch(platform.writing, batchOf([change(1, inDoubt(131_000, 'lost'))]), true);
  const before = await rowsOf(rig, broadcast);
  const echoed = batchOf([change(2, accepted('wamid.2', at)), change(1, told('sent', 'wamid.1', at))]);

  await assert.rejects(writeBatch(platform.writing, echoed, true), (error) => refusedBroadcast(error) === broadcast);
  const between = await rowsOf(rig, broadcast);
  await writeBatch(platform.writing, echoed, false);

  assert.deepEqual(between, before);
  const after = await rowsOf(rig, broadcast);
  assert.deepEqual(
    after.rows.slice(0, 2).map(({ state }) => state),
    ['sent', 'accepted'],
  );
});

test('arrays in binary come out of PostgreSQL as they went in, without NUL and broken surrogates', async (t) => {
  const database = await openTestDatabase();
  t.after(() => database.close());
  const numbers = [0, -1, 2_147_483_647];
  const times = [at + 0.5, null, -1.5];
  const words = ['', 'Inès “\\"{}', null, 'a\0b', `x\ud800y`, 'NULL', '🎉'];

  const { rows } = await database.pool.query<{ ints: number[]; floats: number[]; texts: string[]; none: string[] }>(
    'select $1::int[] as ints, $2::float8[] as floats, $3::text[] as texts, $4::text[] as none',
    [intsOf(numbers, (each) => each), floatsOf(times, (each) => each), textsOf(words, (each) => each), textsOf<string>([], (each) => each)],
  );

  assert.deepEqual(rows[0], { ints: numbers, floats: times, texts: ['', 'Inès “\\"{}', null, 'ab', 'x\ufffdy', 'NULL', '🎉'], none: [] });
});
