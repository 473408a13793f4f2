import assert from 'node:assert/strict';
import { after, test, type TestContext } from 'node:test';
import { day, hour } from '#core/value/time.ts';
import { openTestHouse } from '#test/world/audience.ts';
import { openLeader } from '#test/world/leader.ts';
import { until } from '#test/world/sending.ts';
import { followClock } from './clock.followed.ts';
import { systemClock } from './clock.ts';
import { declareDue, type Due, runDues, type Standing } from './due.ts';
import { silentLog } from './log.ts';

const house = await openTestHouse();
after(() => house.close());

const noon = new Date('2031-03-03T12:00:00.000Z');
const idle: Standing = { isIdle: true, due: null };

/** Things due at some moments, and when each was taken. */
function rows(moments: readonly Date[], isUpkeep = false): { due: Due; taken: Date[]; asked: () => number } {
  const left = [...moments];
  const taken: Date[] = [];
  let asked = 0;
  const due = declareDue(isUpkeep ? 'upkeep' : 'rows', {
    isUpkeep,
    next: async () => {
      asked += 1;
      return left[0] ?? null;
    },
    take: async (_platform, now) => {
      while (left[0] !== undefined && left[0] <= now) {
        left.shift();
        taken.push(now);
      }
    },
  });
  return { due, taken, asked: () => asked };
}

async function follow(t: TestContext, dues: readonly Due[], standing: () => Promise<Standing> = async () => idle) {
  const leader = await openLeader(noon);
  const followed = await followClock({ url: leader.url, follower: 'parley', log: silentLog });
  const runner = runDues({ platform: { ...house.platform, clock: followed.clock }, dues, followed, standing });
  t.after(async () => {
    await runner.close();
    await followed.close();
    await leader.close();
  });
  return leader;
}

test('on the machine’s clock what is due is taken when its time comes, within half a second', async (t) => {
  const at = new Date(systemClock.now().getTime() + 400);
  const { due, taken } = rows([at]);
  const runner = runDues({ platform: { ...house.platform, clock: systemClock }, dues: [due], followed: undefined, standing: async () => idle });
  t.after(() => runner.close());

  await until('it is taken', () => taken.length === 1);

  const late = taken[0]!.getTime() - at.getTime();
  assert.ok(late >= 0 && late < 500, `${late} ms late`);
});

test('a jump takes all that lies before it, and the clock is told what comes next', async (t) => {
  const { due, taken } = rows([1, 2, 30].map((hours) => new Date(noon.getTime() + hours * hour)));
  const leader = await follow(t, [due]);

  const first = await leader.acknowledged(1);
  const second = await leader.acknowledged(leader.jumpTo(new Date(noon.getTime() + day)));

  assert.deepEqual([first.due, second.due], [new Date(noon.getTime() + hour), new Date(noon.getTime() + 30 * hour)]);
  assert.deepEqual(taken, [leader.now(), leader.now()]);
});

test('the clock is told only when what was asked for is done', async (t) => {
  let isIdle = true;
  const leader = await follow(t, [], async () => ({ isIdle, due: null }));
  await leader.acknowledged(1);
  isIdle = false;

  const jumped = leader.jumpTo(new Date(noon.getTime() + hour));
  await assert.rejects(leader.acknowledged(jumped, 300), /nobody said/);
  isIdle = true;

  assert.equal((await leader.acknowledged(jumped)).revision, jumped);
});

test('upkeep is done when due, but is nothing the clock waits for, and is not asked about all the time', async (t) => {
  const { due, taken, asked } = rows([new Date(noon.getTime() + hour), new Date(noon.getTime() + 2 * hour)], true);
  const leader = await follow(t, [due]);

  const first = await leader.acknowledged(1);
  const afterFirst = asked();
  const jumped = await leader.acknowledged(leader.jumpTo(new Date(noon.getTime() + hour)));
  await until('it is done', () => taken.length === 1);

  assert.deepEqual([first.due, jumped.due], [null, null]);
  assert.ok(asked() - afterFirst <= 3, `${asked()}`);
});

test('one that fails holds none of the others, and is tried again', async (t) => {
  let tries = 0;
  const failing = declareDue('failing', {
    next: async () => {
      tries += 1;
      throw new Error('no');
    },
    take: async () => {},
  });
  const { due, taken } = rows([noon]);
  await follow(t, [failing, due]);

  await until('the other is taken', () => taken.length === 1);
  await until('it is tried again', () => tries > 1);
});
