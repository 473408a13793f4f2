import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import type { Persona, Truths } from '#core/rehearsal/rehearsal.ts';

import { approveSample, openStage, type Stage } from '../stage.ts';
import type { Message } from '../world/ledger.ts';
import type { Person } from '../world/person.ts';
import { type Feeling, habits, weighOdds } from './habits.ts';
import { ownHour, outOfNight, zoneOffset } from './hours.ts';
import { type Answer, decideAnswer, readDelay, reachDelay } from './personas.ts';
import { readSubject, isLiked, topics } from './topics.ts';
import { feelingOf, noteWrittenTo, pressureOf, truthsOf } from './truths.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const noon = Date.parse('2026-11-22T12:00:00Z');
const draws = 20_000;

let stage: Stage;
let template: string;
before(async () => {
  stage = await openStage({ settings: { people: 'alive', read_delay_ms: 8_000 }, now: noon });
  template = await approveSample(stage);
});
after(() => stage.close());

/** A message that is only looked at. */
function messageTo(person: Person, change: Partial<Message> = {}): Message {
  return { waId: person.wa_id, n: 1, category: 'marketing', template, type: 'template', deliveredAt: noon, ...change } as Message;
}

let last = 33_620_000_000;
function add(persona: Persona, truths: Partial<Truths> = {}): Person {
  last += 1;
  const person = stage.emulator.world.people.add(String(last), persona);
  person.setOwn({ timezone: 'Europe/Paris', truths });
  return person;
}

/** Shares of answers over many messages to one person. */
function answersOf(person: Person, change: Partial<Message> = {}): Partial<Record<Answer, number>> {
  const counts: Partial<Record<Answer, number>> = {};
  for (let n = 2; n < draws + 2; n++) {
    const answer = decideAnswer(stage.emulator.world, person, messageTo(person, { n, ...change }));
    counts[answer] = (counts[answer] ?? 0) + 1 / draws;
  }
  return counts;
}

const pleased = { agreed: true, topics: ['sale'], hour: 13, patience: 5 };
const near = (value: number | undefined, wanted: number, by: number): void =>
  assert.ok(Math.abs((value ?? 0) - wanted) <= by, `${value} is not ${wanted} ± ${by}`);

test('each persona reads the share it is said to read, and a manual one never', () => {
  const { world } = stage.emulator;
  for (const persona of ['keen', 'polite', 'silent', 'annoyed', 'blocker', 'no_receipts', 'wrong_number', 'traveller', 'manual'] as const) {
    const person = add(persona);
    let read = 0;
    let within = 0;
    for (let n = 1; n <= draws; n++) {
      const delay = readDelay(world, person, messageTo(person, { n }));
      if (delay !== undefined) read += 1 / draws;
      if (delay !== undefined && delay <= 8_000 * habits[persona].readTimes) within += 1 / draws;
    }
    near(read, habits[persona].read, 0.012);
    assert.equal(within, read);
  }
});

test('a traveller is out of reach for hours a third of the time, a keen person hardly ever', () => {
  const { world } = stage.emulator;
  const away = (persona: Persona): number[] => {
    const person = add(persona);
    return Array.from({ length: draws }, (_, n) => reachDelay(world, person, messageTo(person, { n }))).filter((delay) => delay > 0);
  };

  const [traveller, keen] = [away('traveller'), away('keen')];

  near(traveller.length / draws, 0.35, 0.012);
  assert.ok(Math.min(...traveller) >= 2 * hour && Math.max(...traveller) <= 12 * hour);
  near(keen.length / draws, 0.01, 0.004);
});

test('personas answer as they are said to: keen people tap, blockers block, silent people say nothing', () => {
  const keen = answersOf(add('keen', pleased));
  const polite = answersOf(add('polite', pleased));
  const silent = answersOf(add('silent', pleased));
  const blocker = answersOf(add('blocker', pleased));
  const manual = answersOf(add('manual', pleased));

  assert.ok((keen.tap ?? 0) > 0.45 && (keen.tap ?? 0) < 0.9, `keen taps ${keen.tap}`);
  assert.ok((polite.tap ?? 0) < (keen.tap ?? 0) && (polite.tap ?? 0) > 0.1);
  assert.deepEqual([silent.tap, silent.write, silent.react], [undefined, undefined, undefined]);
  assert.ok((blocker.block ?? 0) + (blocker.report ?? 0) > 0.2);
  assert.deepEqual(manual.nothing?.toFixed(6), '1.000000');
});

test('a wrong number asks who this is when it is written to for the first time', () => {
  const { world } = stage.emulator;
  let asked = 0;
  for (let i = 0; i < 1_000; i++) {
    const person = add('wrong_number');
    if (decideAnswer(world, person, messageTo(person)) === 'who') asked += 1;
    assert.notEqual(decideAnswer(world, person, messageTo(person, { n: 2 })), 'who');
  }

  near(asked / 1_000, 0.8, 0.05);
});

test('the same person and message are drawn alike, another seed draws otherwise', () => {
  const person = add('annoyed', pleased);

  const once = answersOf(person);
  const twice = answersOf(person);
  const { world } = stage.emulator;
  const elsewhere = { ...world, seed: 'another' };
  const answers = (of: typeof world): string[] => Array.from({ length: 200 }, (_, n) => decideAnswer(of, person, messageTo(person, { n: n + 2 })));

  assert.deepEqual(once, twice);
  assert.notDeepEqual(answers(elsewhere), answers(world));
});

test('who never agreed blocks, reports and leaves more, and taps less', () => {
  const agreed = answersOf(add('annoyed', pleased));
  const never = answersOf(add('annoyed', { ...pleased, agreed: false }));

  for (const answer of ['block', 'report', 'stop'] as const) assert.ok((never[answer] ?? 0) > (agreed[answer] ?? 0) * 1.2, answer);
  assert.ok((never.tap ?? 0) < (agreed.tap ?? 0) + 0.001);
});

test('odds are monotone in every feeling', () => {
  const base: Feeling = { agreed: true, liked: null, pressure: 0.5, hoursOff: 3, isNight: false };
  const rows: [string, Feeling, Feeling][] = [
    ['consent', base, { ...base, agreed: false }],
    ['topic', { ...base, liked: true }, base],
    ['other topic', base, { ...base, liked: false }],
    ['a little pressure', base, { ...base, pressure: 1 }],
    ['pressure', base, { ...base, pressure: 2 }],
    ['more pressure', { ...base, pressure: 2 }, { ...base, pressure: 4 }],
    ['the hour', base, { ...base, hoursOff: 9 }],
    ['the night', { ...base, hoursOff: 12 }, { ...base, hoursOff: 12, isNight: true }],
  ];

  for (const [name, calmer, angrier] of rows) {
    const [before, after] = [weighOdds(habits.polite, calmer, true), weighOdds(habits.polite, angrier, true)];
    for (const deed of ['optOut', 'preference', 'block', 'report', 'mute', 'archive'] as const) assert.ok(after[deed] > before[deed], `${name}: ${deed}`);
    for (const deed of ['tap', 'write', 'react'] as const) assert.ok(after[deed] <= before[deed], `${name}: ${deed}`);
  }
  assert.ok(weighOdds(habits.polite, base, false).block < weighOdds(habits.polite, base, true).block);
  assert.equal(weighOdds(habits.polite, base, false).preference, 0);
});

test('messages weigh on a person and wane within weeks', () => {
  const { world } = stage.emulator;
  const person = add('polite', { patience: 2 });
  const message = messageTo(person);

  for (let i = 0; i < 4; i++) noteWrittenTo(world, person, message);
  noteWrittenTo(world, person, messageTo(person, { category: 'utility' }));

  const now = world.clock.now();
  near(pressureOf(person, now), 4, 0.01);
  near(feelingOf(world, person, message).pressure, 2, 0.01);
  near(pressureOf(person, now + 7 * day), 4 / Math.E, 0.02);
});

test('truths are drawn from the seed unless they are set, and most people agreed', () => {
  const { world } = stage.emulator;
  const people = Array.from({ length: draws }, () => add('polite'));

  const truths = people.map((person) => truthsOf(world, person));

  near(truths.filter((one) => one.agreed).length / draws, 0.85, 0.01);
  assert.ok(truths.every((one) => one.topics.length >= 1 && one.topics.every((topic) => topics.includes(topic))));
  assert.ok(truths.every((one) => one.hour >= 8 && one.hour < 23 && one.patience >= 0.5 && one.patience <= 6.5));
  assert.deepEqual(truthsOf(world, people[0]!), truths[0]);
  assert.deepEqual(truthsOf(world, add('polite', { hour: 3 })).hour, 3);
});

test('topics are told by words in five languages, and own words are looked for as they stand', () => {
  const about = (text: string): string[] => topics.filter((_, place) => (readSubject(text).bits & (1 << place)) !== 0);

  assert.deepEqual(about('Our SALE is on'), ['sale']);
  assert.deepEqual(about('Les soldes, et vos vacances !'), ['sale', 'travel']);
  assert.deepEqual(about('Rebajas en zapatos'), ['sale', 'fashion']);
  assert.deepEqual(about('Angebote für Möbel'), ['sale', 'home']);
  assert.deepEqual(about('Promoção de voos'), ['sale', 'travel']);
  assert.equal(isLiked(['sport'], readSubject('Our sale is on')), false);
  assert.equal(isLiked(['sport'], readSubject('Hello you')), null);
  assert.equal(isLiked(['sport', 'sourdough'], readSubject('Sourdough is ready')), true);
});

test('people live by their own clock: it follows their zone and its summer time', () => {
  const { world } = stage.emulator;
  const paris = add('polite');
  const delhi = add('polite');
  delhi.setOwn({ timezone: 'Asia/Kolkata' });

  assert.equal(ownHour(world, paris, Date.parse('2026-01-15T12:00:00Z')), 13);
  assert.equal(ownHour(world, paris, Date.parse('2026-07-15T12:00:00Z')), 14);
  assert.equal(ownHour(world, delhi, Date.parse('2026-07-15T20:00:00Z')), 1);
  assert.equal(zoneOffset('Mars/Olympus', noon), 0);
});

test('with own hours most of what falls into the night is read in the morning', () => {
  const { world } = stage.emulator;
  const person = add('polite');
  const night = Date.parse('2026-11-23T02:00:00Z');
  world.settings = { ...world.settings, own_hours: true };

  const times = Array.from({ length: draws }, (_, n) => outOfNight(world, person, n, night));
  const byDay = outOfNight(world, person, 1, noon);
  world.settings = { ...world.settings, own_hours: false };

  near(times.filter((at) => at === night).length / draws, 0.08, 0.008);
  const moved = times.filter((at) => at !== night).map((at) => new Date(at).getUTCHours() + 1);
  assert.deepEqual([Math.min(...moved), Math.max(...moved)], [7, 9]);
  assert.equal(byDay, noon);
  assert.equal(outOfNight(world, person, 1, night), night);
});

test('a traveller wakes up in another zone in about every second week', () => {
  const { world } = stage.emulator;
  const person = add('traveller');

  const hours = Array.from({ length: 400 }, (_, week) => ownHour(world, person, Date.parse('2026-01-05T12:00:00Z') + week * 7 * day));
  const atHome = hours.filter((one) => one === 13 || one === 14).length;

  assert.ok(atHome > 150 && atHome < 290, `${atHome} weeks at home`);
  assert.ok(new Set(hours).size >= 10);
});
