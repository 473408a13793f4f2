import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawSchedule } from './schedule.ts';
import { faultsOf, judge, printVerdict } from './judge.ts';
import { runFaults } from './run.ts';

const people = 600;
const kills = 12;

test('processes killed, PostgreSQL killed, webhooks late, twice and lost, clocks skewed: everybody has one outcome, by the ledger of WhatsApp itself', async (t) => {
  const seed = '7';

  const { verdict, waitingAtLast, seconds } = await runFaults({ seed, people, kills, databaseKills: 1, resendMinutes: null, say: () => {} });

  t.diagnostic(`seed ${seed}, ${kills} kills, ${waitingAtLast} still waited at the last fault, ${seconds.toFixed(0)} s`);
  t.diagnostic(printVerdict(verdict));
  assert.deepEqual(faultsOf(verdict, { sendsAgain: false, people }), []);
  assert.ok(verdict.served > 0.8 * people, `${verdict.served} of ${people} were served`);
});

test('the same seed draws the same faults, another seed others', () => {
  const draw = (seed: string) => drawSchedule({ seed, kills: 200, databaseKills: 3, workers: 4, apis: 2 });

  assert.deepEqual(draw('1'), draw('1'));
  assert.notDeepEqual(draw('1'), draw('2'));
  assert.equal(draw('1').filter(({ kind }) => kind === 'kill').length, 200);
  assert.equal(draw('1').filter(({ kind }) => kind === 'kill_database').length, 3);
});

test('the judge sees who is lost, served twice, or in doubt without need', async () => {
  const held = { '33600000001': 1, '33600000002': 2, '33600000004': 1, '33600000005': 1, '33600000099': 1 };
  const states = ['read', 'accepted', 'sent', 'in_doubt', 'waiting', 'in_doubt', 'failed'];
  const phones = {
    ledger: {
      all: async function* () {
        for (const [wa_id, times] of Object.entries(held)) for (let time = 0; time < times; time += 1) yield { wa_id };
      },
    },
  };
  const look = {
    recipients: async () => states.map((state, index) => ({ broadcast: 'b', seq: index + 1, phone: `+3360000000${index + 1}`, state })),
    counts: async () => ({ settled: 3, twice: 0, miscounted: [] }),
    progress: () => Promise.reject(new Error('not asked')),
  };

  const verdict = await judge(phones, look);

  assert.equal(printVerdict(verdict), 'lost 2, twice 2, in doubt 2, settled 3');
  assert.deepEqual(
    faultsOf(verdict, { sendsAgain: false, people: 7 }).map((line) => line.split(':')[0]),
    ['lost', 'twice', 'in doubt although WhatsApp has it and every webhook was delivered'],
  );
});
