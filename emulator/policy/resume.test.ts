import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import type { Settings } from '#core/rehearsal/settings.ts';

import { limitUsed, messagingLimitOf } from './limits.ts';
import { noteComplaint } from './policy.ts';
import { openPolicyStage, type PolicyStage, stageStart } from './stage.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const person = (index: number): string => String(5_511_900_000_000 + index);

/** Runs a life in two halves, with a restart and some time without the emulator in between. */
function inTwoLives(settings: Partial<Settings>, away: number, first: (stage: PolicyStage) => void, then: (stage: PolicyStage) => void): void {
  const data = mkdtempSync(join(tmpdir(), 'parley-policy-'));
  try {
    const before = openPolicyStage(settings, stageStart, data);
    first(before);
    const now = before.world.clock.now();
    before.close();
    const after = openPolicyStage(settings, now + away, data);
    then(after);
    after.close();
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

test('a restart forgets nobody of the messaging limit, and a raise that was on its way comes', () => {
  inTwoLives(
    { messaging_limit: 1_000 },
    hour,
    (stage) => {
      const template = stage.template({ id: '7' });
      for (let index = 0; index < 600; index++) stage.send({ to: person(index), template });
      stage.pass(minute);
    },
    (stage) => {
      assert.equal(limitUsed(stage.world, stage.number), 600);
      assert.equal(messagingLimitOf(stage.world, stage.number), 1_000);
      stage.pass(5 * hour);
      assert.equal(messagingLimitOf(stage.world, stage.number), 2_000);
      stage.pass(day);
      assert.equal(limitUsed(stage.world, stage.number), 0);
    },
  );
});

test('a restart keeps who is capped and who is locked', () => {
  inTwoLives(
    { marketing_cap: 1 },
    20 * hour,
    (stage) => {
      const template = stage.template({ id: '7' });
      stage.deliver({ to: person(1), template });
      stage.deliver({ to: person(2), template });
      for (let knock = 0; knock < 3; knock++) stage.deliver({ to: person(2), template });
    },
    (stage) => {
      const template = stage.world.templates.get('7')!;
      stage.pass(4 * hour - 9 * second);
      assert.equal(stage.deliver({ to: person(1), template }).error, null, 'the day has passed');
      assert.equal(stage.deliver({ to: person(2), template }).error, 131049, 'the lock began a little later');
      stage.pass(minute);
      assert.equal(stage.deliver({ to: person(2), template }).error, null);
    },
  );
});

test('a restart in the middle of pacing lets go what was held, at the hour it was due', () => {
  inTwoLives(
    { pacing: true, pacing_threshold: 20, pacing_decision_ms: 2 * hour },
    hour,
    (stage) => {
      const template = stage.template({ id: '7' });
      for (let index = 0; index < 50; index++) stage.send({ to: person(index), template });
      stage.pass(second);
      assert.equal(stage.world.counts.sent, 20);
    },
    (stage) => {
      stage.pass(hour - 2 * second);
      assert.equal(stage.world.counts.sent, 20);
      stage.pass(3 * second);
      assert.equal(stage.world.counts.sent, 50);
      assert.equal(stage.world.templates.get('7')?.quality, 'GREEN');
    },
  );
});

test('a restart keeps what people complained about, and how often a template was paused', () => {
  inTwoLives(
    {},
    6 * hour,
    (stage) => {
      const template = stage.template({ id: '7' });
      for (let index = 0; index < 200; index++) stage.send({ to: person(index), template });
      stage.pass(second);
      complain(stage, 0, 8);
      stage.pass(2 * minute);
      assert.equal(stage.number.quality_rating, 'YELLOW');
    },
    (stage) => {
      complain(stage, 10, 12);
      stage.pass(2 * minute);
      assert.equal(stage.world.numbers.get(stage.number.id)?.quality_rating, 'RED');
      assert.equal(stage.world.templates.get('7')?.status, 'PAUSED');
      assert.equal(stage.world.templates.get('7')?.pauses, 1);
    },
  );
});

function complain(stage: PolicyStage, from: number, to: number): void {
  for (let index = from; index < to; index++) {
    const someone = stage.world.people.meet(person(index));
    noteComplaint(stage.world, stage.world.people.openChat(someone, stage.number.id), 'block', 'other');
  }
}
