import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openLeader } from '#test/world/leader.ts';
import { until } from '#test/world/sending.ts';
import { followClock, type FollowedClock, followerName } from './clock.followed.ts';
import { type ClockReading, hear, loseSight, reckon, startReckoning } from './clock.reckoning.ts';
import { realMillisecondsUntil } from './clock.ts';
import { ConfigError, readConfig } from './config.ts';
import { silentLog } from './log.ts';

const noon = new Date('2026-11-22T12:00:00.000Z');
const hour = 3_600_000;

function reading(given: Partial<ClockReading> = {}): ClockReading {
  return { revision: 1, now: noon.getTime(), speed: 1, mode: 'real', ...given };
}

async function follow(t: TestContext, url: string): Promise<FollowedClock> {
  const followed = await followClock({ url, follower: 'parley-test', log: silentLog });
  t.after(() => followed.close());
  return followed;
}

test('time is reckoned from what was heard last: real, hurried, paused', () => {
  const real = startReckoning(reading(), 5_000);
  const hurried = hear(real, reading({ revision: 2, now: noon.getTime() + 1_000, speed: 600, mode: 'scaled' }), 6_000);
  const paused = hear(hurried, reading({ revision: 3, now: noon.getTime() + 601_000, speed: 0, mode: 'paused' }), 7_000);

  assert.equal(reckon(real, 5_250), noon.getTime() + 250);
  assert.equal(reckon(hurried, 6_500), noon.getTime() + 301_000);
  assert.equal(reckon(paused, 999_000), noon.getTime() + 601_000);
});

test('a reading that arrives late lets the time stand still, never run backwards', () => {
  const hurried = startReckoning(reading({ speed: 100 }), 0);

  const late = hear(hurried, reading({ revision: 2, now: noon.getTime() + 99_000, speed: 100 }), 1_000);

  assert.equal(reckon(hurried, 1_000), noon.getTime() + 100_000);
  assert.equal(reckon(late, 1_000), noon.getTime() + 100_000);
  assert.equal(reckon(late, 1_005), noon.getTime() + 100_000);
  assert.equal(reckon(late, 1_020), noon.getTime() + 101_000);
});

test('a new revision may put the clock back; the same one, heard again, may not', () => {
  const begun = startReckoning(reading({ now: noon.getTime() + 5 * hour }), 0);

  const again = hear(begun, reading({ now: noon.getTime() }), 10);
  const back = hear(begun, reading({ revision: 2, now: noon.getTime() }), 10);

  assert.equal(reckon(again, 10), noon.getTime() + 5 * hour + 10);
  assert.equal(reckon(back, 10), noon.getTime());
});

test('out of sight a hurried clock stands still and a real one goes on', () => {
  const hurried = loseSight(startReckoning(reading({ speed: 1_000, mode: 'scaled' }), 0), 2_000);
  const real = loseSight(startReckoning(reading(), 0), 2_000);

  assert.equal(reckon(hurried, 60_000), noon.getTime() + 2_000_000);
  assert.equal(reckon(real, 60_000), noon.getTime() + 60_000);
  const seen = hear(hurried, reading({ now: noon.getTime() + 9_000_000, speed: 1_000 }), 60_000);
  assert.equal(reckon(seen, 60_000), noon.getTime() + 9_000_000);
});

test('a process follows a clock over HTTP: a jump, a pause, another speed', async (t) => {
  const leader = await openLeader(noon);
  t.after(() => leader.close());
  const { clock, revision } = await follow(t, leader.url);
  await until('it listens', () => leader.listeners() === 1);
  let changes = 0;
  const stop = clock.onChange(() => (changes += 1));

  const atStart = clock.now();
  const jumped = leader.jumpTo(new Date('2026-12-06T12:00:00.000Z'));
  await until('the jump is heard', () => revision() === jumped);
  const afterJump = clock.now();
  const running = leader.run(3_600);
  await until('the speed is heard', () => revision() === running);

  assert.deepEqual(atStart, noon);
  assert.deepEqual(afterJump, new Date('2026-12-06T12:00:00.000Z'));
  assert.equal(clock.speed(), 3_600);
  assert.equal(changes, 2);
  const wait = realMillisecondsUntil(clock, new Date(clock.now().getTime() + hour));
  assert.ok(wait > 900 && wait <= 1_000, `${wait}`);
  await sleep(20);
  assert.ok(Math.abs(clock.now().getTime() - leader.now().getTime()) < 3_600 * 250);
  stop();
  leader.run(0);
  await until('it stands still', () => clock.speed() === 0);
  assert.equal(realMillisecondsUntil(clock, new Date(clock.now().getTime() + 1)), Number.POSITIVE_INFINITY);
  assert.equal(changes, 2);
});

test('a connection that broke is made again, also to a clock that was started anew, and it is told again where we are', async (t) => {
  const first = await openLeader(noon);
  const { clock, acknowledge, revision } = await follow(t, first.url);
  await until('it listens', () => first.listeners() === 1);
  await acknowledge({ revision: revision(), due: null });
  await acknowledge({ revision: revision(), due: null });

  first.drop();
  await until('the connection is gone', () => first.listeners() === 0);
  await until('it listens again', () => first.listeners() === 1);
  const atFirst = first.said.length;
  await acknowledge({ revision: revision(), due: noon });
  await first.close();
  const second = await openLeader(new Date(noon.getTime() + 30 * hour), Number(new URL(first.url).port));
  t.after(() => second.close());
  await until('the new clock is followed', () => clock.now().getTime() === noon.getTime() + 30 * hour);
  await acknowledge({ revision: revision(), due: noon });

  assert.equal(atFirst, 1);
  assert.equal(first.said.length, 2);
  assert.deepEqual(second.said, [{ follower: 'parley-test', revision: 1, due: noon }]);
});

test('a clock hears the same word again before it forgets who follows it', async (t) => {
  const leader = await openLeader(noon);
  t.after(() => leader.close());
  const followed = await followClock({ url: leader.url, follower: 'parley-test', log: silentLog, repeatMilliseconds: 250 });
  t.after(() => followed.close());
  const word = { revision: followed.revision(), due: null };

  await followed.acknowledge(word);
  await followed.acknowledge(word);
  const soon = leader.said.length;
  await until('it is said again', async () => {
    await followed.acknowledge(word);
    return leader.said.length === 2;
  });

  assert.equal(soon, 1);
});

test('where no clock answers the start is refused with the address and the cure', async () => {
  const gone = await openLeader(noon);
  await gone.close();

  await assert.rejects(
    followClock({ url: gone.url, follower: 'x', log: silentLog }),
    (error) => error instanceof ConfigError && error.message.includes(gone.url) && error.message.includes('leave CLOCK_URL out'),
  );
});

test('CLOCK_URL takes an address or the word rehearsal, nothing else', () => {
  assert.equal(readConfig({}).clockUrl, undefined);
  assert.equal(readConfig({ CLOCK_URL: 'http://127.0.0.1:4010/emulator/v1/clock/' }).clockUrl, 'http://127.0.0.1:4010/emulator/v1/clock');
  assert.equal(readConfig({ CLOCK_URL: 'rehearsal' }).clockUrl, 'rehearsal');
  assert.throws(() => readConfig({ CLOCK_URL: 'file:///etc/clock' }), /CLOCK_URL="file:\/\/\/etc\/clock" must be/);
  assert.throws(() => readConfig({ CLOCK_URL: 'noon' }), /CLOCK_URL="noon" must be/);
});

test('a follower is known by where its installation is reached', () => {
  assert.equal(followerName('http://127.0.0.1:3300'), 'parley-127.0.0.1-3300');
});
