import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { BroadcastId } from '#core/value/id.ts';
import { checkLedger } from '#test/world/ledger.ts';
import { openRig, type SendingRig } from '#test/world/sending.ts';
import { closeDoubts, retryFailed, sendDoubtsAgain } from './again.ts';
import { again, close, freshRow, learn, type LedgerRow } from './ledger.ts';
import { accepted, failed, inDoubt, type Outcome, outcomeOfStatus, rankOf, type RecipientState, skipped } from './outcome.ts';
import { cancelOneChunk } from './store.recipient.ts';
import { settleOrphans } from './store.sending.ts';
import { writerOf } from './writer.ts';

const wireStates = ['in_doubt', 'accepted', 'sent', 'failed', 'delivered', 'read'] as const;
const learned = fc.record({ attempt: fc.nat(3), state: fc.constantFrom(...wireStates) });

test('the pure ledger: whatever is said of whichever attempt, in any order and however often, the same comes out', () => {
  const said = fc.tuple(fc.nat(3), fc.array(learned, { maxLength: 8 }), fc.infiniteStream(fc.nat()));
  fc.assert(
    fc.property(said, ([attempts, list, chance]) => {
      // Every attempt before the last was in doubt, or it would not have been sent again.
      const start = Array.from({ length: attempts }).reduce<LedgerRow>((row) => again(learn(row, 9, 'in_doubt')), freshRow);
      const shuffled = [...list, ...list].map((one) => ({ one, at: chance.next().value ?? 0 })).toSorted((a, b) => a.at - b.at);

      const inOrder = list.reduce((row, { attempt, state }) => learn(row, attempt, state), start);
      const other = shuffled.reduce((row, { one }) => learn(row, one.attempt, one.state), start);

      assert.deepEqual(other.ranks, inOrder.ranks);
      assert.equal(other.isTwice, inOrder.isTwice);
      // What is still to be sent may have been raised and failed on the way; it is one or the other, and never sent again after it was raised.
      const states = [inOrder.state, other.state];
      if (!states.includes('waiting')) assert.equal(other.state, inOrder.state);
      else
        assert.ok(
          states.every((state) => state === 'waiting' || state === 'failed'),
          states.join(),
        );
    }),
    { numRuns: 2_000, seed: 11 },
  );
});

test('the pure ledger: of one attempt the state only rises, and what reached a phone is never taken back', () => {
  fc.assert(
    fc.property(fc.array(learned, { maxLength: 12 }), fc.nat(2), (list, attempts) => {
      let row = Array.from({ length: attempts }).reduce<LedgerRow>((one) => again(learn(one, 9, 'in_doubt')), freshRow);
      for (const { attempt, state } of list) {
        const next = learn(row, attempt, state);
        row.ranks.forEach((rank, place) => assert.ok((next.ranks[place] ?? 0) >= rank));
        if (row.state === 'delivered' || row.state === 'read') assert.ok(rankOf(next.state) >= rankOf(row.state));
        if (attempts === 0) assert.ok(rankOf(next.state) >= rankOf(row.state));
        if (row.state !== 'waiting') assert.notEqual(next.state, 'waiting');
        row = next;
      }
    }),
    { numRuns: 2_000, seed: 12 },
  );
});

/** More of what leads to further attempts than of what ends them. */
const likely = fc.record({
  attempt: fc.constantFrom(0, 0, 0, 1, 2),
  state: fc.constantFrom(...wireStates, 'in_doubt' as const, 'in_doubt' as const, 'failed' as const, 'failed' as const, 'sent' as const),
});

/** What happens to one person in one step, or to all. */
type Happening =
  | { readonly kind: 'nothing' | 'again' | 'close' | 'take' | 'skip' }
  | { readonly kind: 'learn'; readonly said: readonly { readonly attempt: number; readonly state: (typeof wireStates)[number] }[] };
type Step = { readonly toAll: 'crash' | 'retry' | null; readonly each: readonly Happening[] };

const people = 24;
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('learn' as const), said: fc.array(likely, { minLength: 1, maxLength: 2 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('nothing' as const, 'again' as const, 'close' as const, 'take' as const, 'skip' as const) }) },
);
const step: fc.Arbitrary<Step> = fc.record({
  toAll: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 2, arbitrary: fc.constantFrom('crash' as const, 'retry' as const) }),
  each: fc.array(happening, { minLength: people, maxLength: people }),
});

/** Somebody as the model has them; `isNoted` while they are to be sent to again by whoever takes the chunk. */
type Modelled = { row: LedgerRow; isNoted: boolean };

/** Failures of a cause that can be put right, so that `retry` takes them. */
const fixableCode = 132_001;
const seconds = 1_790_000_000;

function outcomeFor(state: (typeof wireStates)[number], seq: number, attempt: number): Outcome {
  const wamid = `wamid.${seq}.${attempt}`;
  if (state === 'accepted') return accepted(wamid, seconds * 1000);
  if (state === 'in_doubt') return inDoubt(131_000, 'the answer was lost');
  if (state === 'failed') return { ...failed(fixableCode, 'no such template', seconds * 1000), wamid };
  return outcomeOfStatus({ id: wamid, status: state, timestamp: String(seconds) });
}

/** Does a step to the database and to the model. */
async function walk(rig: SendingRig, id: BroadcastId, model: Modelled[], { toAll, each }: Step): Promise<void> {
  const { platform, scope } = rig;
  const which = (kind: Happening['kind'], may: (one: Modelled) => boolean) =>
    model.flatMap((one, index) => (each[index]?.kind === kind && may(one) ? [index + 1] : []));
  const of = (seq: number) => model[seq - 1]!;

  const writer = writerOf(platform);
  for (const [index, one] of model.entries()) {
    const what = each[index];
    const said = what?.kind === 'learn' ? what.said : what?.kind === 'skip' && one.row.state === 'waiting' ? ['skipped' as const] : [];
    // The writer makes one of what it is told of an attempt before it writes: the highest.
    const highest = new Map<number, RecipientState>();
    for (const about of said) {
      const attempt = about === 'skipped' ? one.row.ranks.length - 1 : Math.min(about.attempt, one.row.ranks.length - 1);
      const state = about === 'skipped' ? about : about.state;
      writer.recipient({
        workspace: scope.workspace,
        broadcast: id,
        seq: index + 1,
        attempt,
        outcome: about === 'skipped' ? skipped('opted_out') : outcomeFor(about.state, index + 1, attempt),
      });
      const before = highest.get(attempt) ?? 'waiting';
      if (rankOf(state) > rankOf(before)) highest.set(attempt, state);
    }
    // Later attempts are written first.
    for (const [attempt, state] of [...highest].toSorted(([a], [b]) => Number(a === 0) - Number(b === 0))) one.row = learn(one.row, attempt, state);
  }
  await writer.settled();

  const closed = which('close', ({ row }) => row.state === 'in_doubt');
  if (closed.length > 0) await closeDoubts(platform, scope, id, closed);
  for (const seq of closed) of(seq).row = close(of(seq).row);
  const resent = which('again', ({ row }) => row.state === 'in_doubt');
  if (resent.length > 0) assert.equal(await sendDoubtsAgain(platform, scope, id, { seqs: resent }, 'Ada'), resent.length);
  for (const seq of resent) Object.assign(of(seq), { row: again(of(seq).row), isNoted: true });
  if (toAll === 'retry') {
    await retryFailed(platform, scope, id, [{ code: fixableCode, fault: null }], 'Ada');
    for (const one of model) if (one.row.state === 'failed') Object.assign(one, { row: again(one.row), isNoted: true });
  }

  const taken = which('take', ({ isNoted }) => isNoted);
  await sql`update chunk set returned = (select coalesce(jsonb_agg(x), '[]') from jsonb_array_elements(returned) x where (x ->> 'seq')::int <> all(${taken}::int[]))`.execute(
    platform.db,
  );
  for (const seq of taken) of(seq).isNoted = false;
  if (toAll === 'crash') {
    await sql`update chunk set state = 'leased', holder = 'dead'`.execute(platform.db);
    await platform.db.transaction().execute((tx) => settleOrphans(tx, scope, rig.numbers[0]!, 'alive', new Date()));
    for (const one of model) if (one.row.state === 'waiting' && !one.isNoted) one.row = learn(one.row, one.row.ranks.length - 1, 'in_doubt');
  }
}

async function compare(rig: SendingRig, id: BroadcastId, model: readonly Modelled[]): Promise<void> {
  const rows = await rig.platform.db
    .selectFrom('recipient')
    .select(['seq', 'attempt', 'state', 'ranks', 'doubted_at', 'closed_at', 'twice', 'wamid'])
    .where('broadcast_id', '=', id)
    .orderBy('seq')
    .execute();
  for (const row of rows) {
    const { row: expected } = model[row.seq - 1]!;
    const found = {
      state: row.state,
      ranks: row.ranks ?? [expected.ranks[0]],
      isDoubted: row.doubted_at !== null,
      isClosed: row.closed_at !== null,
      isTwice: row.twice,
    };
    assert.deepEqual(found, expected, `recipient ${row.seq}`);
    assert.equal(row.attempt, expected.ranks.length - 1);
    if (['delivered', 'read'].includes(row.state)) assert.notEqual(row.wamid, null);
  }
  await checkLedger(rig.platform.db);
}

test('the rows and the counters in PostgreSQL are what the pure ledger says, after every step of random histories', async (t) => {
  const rig = await openRig({ baseUrl: 'http://127.0.0.1:9', people });
  t.after(() => rig.close());
  const { platform, scope } = rig;

  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 10 }), async (steps) => {
      const id = await rig.broadcast();
      await sql`update chunk set cursor = last_seq where broadcast_id = ${id}`.execute(platform.db);
      const model: Modelled[] = Array.from({ length: people }, () => ({ row: freshRow, isNoted: false }));

      for (const one of steps) {
        await walk(rig, id, model, one);
        await compare(rig, id, model);
      }

      // It is stopped: who was noted to be sent to again is cancelled, and nobody else.
      await sql`update broadcast set state = 'stopped' where id = ${id}`.execute(platform.db);
      await sql`update chunk set state = 'open', holder = null where broadcast_id = ${id}`.execute(platform.db);
      while ((await platform.db.transaction().execute((tx) => cancelOneChunk(tx, scope, id))) === 'more');
      for (const one of model) if (one.row.state === 'waiting' && one.isNoted) one.row = learn(one.row, one.row.ranks.length - 1, 'cancelled');
      await compare(rig, id, model);
      await sql`delete from chunk`.execute(platform.db);
    }),
    { numRuns: 12, seed: 13, endOnFailure: true },
  );
});
