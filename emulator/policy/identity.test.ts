import assert from 'node:assert/strict';
import { test } from 'node:test';

import { findByUserId, showsNumber, userIdFor, userIdOf, usernameOf } from './identity.ts';
import { openPolicyStage, type PolicyStage } from './stage.ts';

const day = 24 * 60 * 60 * 1000;
const portfolio = '506914307656634';

test('every person has a user id of their own with each portfolio, in Meta’s form, and is found by it', () => {
  const stage = openPolicyStage();
  const seen = new Set<string>();

  for (let index = 0; index < 20_000; index++) {
    const person = stage.world.people.meet(String(33_600_000_000 + index * 7));
    const id = userIdOf(stage.world, person, portfolio);
    assert.match(id, /^FR\.[1-9]\d{18}$/);
    seen.add(id);
    assert.equal(findByUserId(stage.world, portfolio, id)?.index, person.index);
  }

  assert.equal(seen.size, 20_000);
  stage.close();
});

test('an id of another portfolio, of nobody, of another country or of no form finds nobody', () => {
  const stage = openPolicyStage();
  const person = stage.world.people.meet('33612345678');
  const longest = stage.world.people.meet('999999999999999');
  const id = userIdOf(stage.world, person, portfolio);

  assert.equal(findByUserId(stage.world, '1', id), undefined);
  assert.equal(findByUserId(stage.world, portfolio, id.replace('FR', 'DE')), undefined);
  assert.equal(findByUserId(stage.world, portfolio, `${id.slice(0, -1)}${(Number(id.at(-1)) + 1) % 10}`), undefined);
  for (const wrong of ['', 'FR.', 'FR.9'.padEnd(22, '9'), `${id}0`, 'FR.1e18', '33612345678'])
    assert.equal(findByUserId(stage.world, portfolio, wrong), undefined);
  assert.equal(findByUserId(stage.world, portfolio, userIdOf(stage.world, longest, portfolio))?.index, longest.index);
  stage.close();
});

test('who changes their number gets another user id, and the old one finds nobody', () => {
  const stage = openPolicyStage();
  const person = stage.world.people.meet('33612345678');
  const before = userIdFor(stage.world, stage.number, person);

  stage.world.people.renumber(person, '33687654321');

  assert.notEqual(userIdFor(stage.world, stage.number, person), before);
  assert.equal(findByUserId(stage.world, portfolio, before), undefined);
  stage.close();
});

function shows(stage: PolicyStage, waId: string): boolean {
  const person = stage.world.people.meet(waId);
  return showsNumber(stage.world, person, stage.world.people.openChat(person, stage.number.id));
}

test('a number shows until its owner takes a username, and then for 30 days after it was last used as a number', () => {
  const stage = openPolicyStage();
  const template = stage.template();
  stage.deliver({ to: '33612345678', template });
  const person = stage.world.people.meet('33612345678');
  person.setOwn({ username: 'zoe' });
  const stranger = stage.world.people.meet('33600000001');
  stranger.setOwn({ username: 'max' });

  stage.pass(29 * day);
  assert.equal(shows(stage, '33612345678'), true);
  assert.equal(shows(stage, '33600000001'), false);
  stage.hear('33612345678');
  stage.pass(29 * day);
  assert.equal(shows(stage, '33612345678'), true);
  stage.deliver({ to: '33612345678', template, byUserId: true });
  stage.pass(2 * day);
  assert.equal(shows(stage, '33612345678'), false);
  stage.hear('33612345678');
  assert.equal(shows(stage, '33612345678'), false, 'what came by user id does not show the number');
  stage.deliver({ to: '33612345678', template });

  assert.equal(shows(stage, '33612345678'), true);
  stage.close();
});

test('usernames off shows every number and full shows none', () => {
  const off = openPolicyStage({ usernames: 'off', username_share: 1 });
  const full = openPolicyStage({ usernames: 'full' });

  assert.equal(shows(off, '33612345678'), true);
  assert.equal(shows(full, '33612345678'), false);
  off.close();
  full.close();
});

test('the share of people with a username is drawn for each, and a name given or given up by hand wins', () => {
  const stage = openPolicyStage({ username_share: 0.3 });
  const names = Array.from({ length: 1_000 }, (_, index) => usernameOf(stage.world, stage.world.people.meet(String(33_600_000_000 + index))));
  const taken = names.filter((name) => name !== null);

  assert.ok(taken.length > 250 && taken.length < 350, String(taken.length));
  for (const name of taken) assert.match(name, /^[a-z0-9._]{3,35}$/);
  const someone = stage.world.people.meet('33600000000');
  someone.setOwn({ username: null });
  assert.equal(usernameOf(stage.world, someone), null);
  someone.setOwn({ username: 'zoe' });
  assert.equal(usernameOf(stage.world, someone), 'zoe');
  stage.close();
});
