import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Settings } from '#core/rehearsal/settings.ts';

import { drawInteger } from '../world/random.ts';
import { noteComplaint } from './policy.ts';
import { openPolicyStage } from './stage.ts';

const minute = 60_000;
const person = (index: number): string => String(5_511_900_000_000 + index);

/** Sends 3,000 messages in an order of its own and says what became of each, sorted by person and n. */
function run(order: string, settings: Partial<Settings>): string[] {
  const stage = openPolicyStage({ sent_delay_ms: 300, delivered_delay_ms: 900, ...settings });
  const templates = [stage.template({ id: '7' }), stage.template({ id: '8', category: 'UTILITY' }), stage.template({ id: '9' })];
  for (let round = 0; round < 3; round++) {
    const people = Array.from({ length: 1_000 }, (_, index) => index).toSorted(
      (a, b) => drawInteger(order, person(a), round, 'order') - drawInteger(order, person(b), round, 'order'),
    );
    for (const index of people) stage.send({ to: person(index), template: templates[(index + round * 2) % 3]! });
    stage.pass(20 * minute);
    for (let index = 0; index < 1_000; index += 60) {
      const someone = stage.world.people.meet(person(index));
      noteComplaint(stage.world, stage.world.people.openChat(someone, stage.number.id), 'report', 'spam');
    }
    stage.pass(20 * minute);
  }
  const rows = stage.world.ledger.page({ after: null, limit: 10_000, mine: false });
  stage.close();
  return rows.map((row) => `${row.waId} ${row.n} ${row.template} ${row.state} ${row.error} ${row.sentAt} ${row.deliveredAt} ${row.pricing}`);
}

test('what becomes of messages does not depend on who came first, with every rule on', () => {
  const settings = {
    messaging_limit: 700,
    limit_raise_delay_ms: 30 * minute,
    marketing_cap: 1,
    pacing: true,
    pacing_threshold: 200,
    experiment_share: 0.05,
    unreachable_share: 0.02,
  };

  const [first, second] = [run('one', settings), run('another', settings)];

  assert.equal(first.length, 3_000);
  assert.deepEqual(first, second);
  for (const error of [131026, 131048, 131049, 130472, 132015])
    assert.ok(
      first.some((line) => line.includes(` failed ${error} `)),
      `${error} happened`,
    );
});
