import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  canaryRules,
  type CanarySignals,
  canaryStages,
  evidence,
  harmBound,
  harmRates,
  harmReleasesAt,
  harmStopsAt,
  judgeCanary,
  lookAtFloor,
  worseParts,
} from './canary.ts';
import { isNo } from './noes.ts';

test('a canary goes out to 200, then 1,000, then a tenth, then the rest; a short list has fewer stages, and under 500 people none', () => {
  const stages = [499, 500, 600, 1_300, 2_500, 10_000, 100_000, 1_000_000].map(canaryStages);

  assert.deepEqual(stages, [
    [],
    [200, 300],
    [200, 200, 200],
    [200, 550, 550],
    [200, 1_000, 1_300],
    [200, 1_000, 1_000, 7_800],
    [200, 1_000, 10_000, 88_800],
    [200, 1_000, 100_000, 898_800],
  ]);
  for (let people = 500; people < 30_000; people += 97) {
    const sizes = canaryStages(people);
    assert.equal(
      sizes.reduce((sum, size) => sum + size, 0),
      people,
    );
    assert.ok(
      sizes.every((size, index) => size >= (sizes[index - 1] ?? 0)),
      `${people}: ${sizes.join()}`,
    );
  }
});

test('the test on harm has the weights, bounds, stops and releases of the reference table', () => {
  const round = (value: number, digits: number) => Number(value.toFixed(digits));
  const listed = { usual: [25, 50, 100, 150, 200, 300, 500, 1_000], strict: [50, 100, 200, 500, 1_000], lenient: [50, 100, 200, 500] };
  const table = canaryRules.map((rule) => ({
    rule,
    perEvent: round(evidence(harmRates[rule], { people: 1, events: 1 }), 4),
    perOther: round(evidence(harmRates[rule], { people: 1, events: 0 }), 5),
    cleanAfter: harmReleasesAt(rule, 0),
    stops: listed[rule].map((people) => harmStopsAt(rule, people)),
  }));

  assert.equal(round(harmBound, 3), 2.944);
  assert.deepEqual(table, [
    { rule: 'usual', perEvent: 1.0986, perOther: -0.02041, cleanAfter: 145, stops: [4, 4, 5, 6, 7, 9, 12, 21] },
    { rule: 'strict', perEvent: 1.3863, perOther: -0.01519, cleanAfter: 194, stops: [3, 4, 5, 8, 13] },
    { rule: 'lenient', perEvent: 0.9163, perOther: -0.03109, cleanAfter: 95, stops: [5, 7, 10, 20] },
  ]);
  assert.deepEqual(
    canaryRules.map((rule) => harmReleasesAt(rule, 1) - harmReleasesAt(rule, 0)),
    [55, 93, 31],
  );
});

test('the floors stop at the numbers of the reference table, and not where too few have it or nothing is usual', () => {
  const stops = (usual: number, people: readonly number[]) => people.map((of) => lookAtFloor({ of, people: of }, usual)?.stopsAtMost);

  assert.deepEqual(stops(0.5, [100, 200, 400]), [37, 83, 176]);
  assert.deepEqual(stops(0.6, [100, 200, 400]), [47, 103, 216]);
  assert.deepEqual(stops(0.7, [100, 200, 400]), [58, 124, 257]);
  assert.deepEqual(stops(0.92, [100, 200, 500]), [84, 174, 444]);
  assert.equal(lookAtFloor({ of: 99, people: 0 }, 0.6), null);
  assert.equal(lookAtFloor({ of: 200, people: 0 }, null), null);
});

const calm: CanarySignals = {
  isMatured: true,
  isNextTheRest: false,
  total: { people: 190, events: 0 },
  delivery: { of: 200, people: 190 },
  reads: { of: 190, people: 120 },
  usual: { delivery: 0.94, reads: 0.6 },
  heldBack: { of: 200, people: 0 },
  instant: null,
  parts: [],
};

test('a verdict stops, releases, asks or waits, and says by what', () => {
  const judge = (signals: Partial<CanarySignals>) => {
    const { kind, because } = judgeCanary('usual', { ...calm, ...signals });
    return `${kind}: ${because}`;
  };

  assert.equal(judge({}), 'release: fine');
  assert.equal(judge({ isMatured: false }), 'wait: maturing');
  assert.equal(judge({ isMatured: false, total: { people: 100, events: 5 } }), 'stop: harm');
  assert.equal(judge({ isMatured: false, total: { people: 100, events: 4 } }), 'wait: maturing');
  assert.equal(judge({ delivery: { of: 200, people: 160 } }), 'stop: delivery');
  assert.equal(judge({ reads: { of: 190, people: 90 } }), 'stop: reads');
  assert.equal(judge({ reads: { of: 190, people: 0 }, usual: { delivery: null, reads: null } }), 'release: fine');
  assert.equal(judge({ total: { people: 190, events: 3 } }), 'release: too_few');
  assert.equal(judge({ total: { people: 190, events: 3 }, isNextTheRest: true }), 'undecided: unclear');
  assert.equal(judge({ total: { people: 1_050, events: 17 } }), 'undecided: unclear');
  assert.equal(judge({ heldBack: { of: 200, people: 41 } }), 'wait: held_back');
  assert.equal(judge({ instant: 'quality_red' }), 'stop: instant');
});

test('one bad country or import is named, and a small list of chance is not (Holm)', () => {
  const part = (name: string, people: number, events: number) => ({ kind: 'country' as const, name, people, events });

  const worse = worseParts('usual', [part('FR', 600, 6), part('BR', 100, 9), part('DE', 200, 3), part('IT', 15, 3)]);

  assert.deepEqual(
    worse.map(({ name }) => name),
    ['BR'],
  );
  assert.deepEqual(worseParts('usual', [part('FR', 300, 6), part('BR', 300, 4), part('DE', 300, 5)]), []);
});

/** A small seeded generator (mulberry32): the same runs on every machine. */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One message of this harm to 100,000 people, through the stages and the rules as they run: stopped, or what became of it. */
function run(seed: number, harm: number): 'stop' | 'undecided' | 'release' {
  const draw = draws(seed);
  const stages = canaryStages(100_000);
  const total = { people: 0, events: 0 };
  for (const [stage, people] of stages.entries()) {
    for (let person = 0; person < people; person += 1) {
      if (draw() >= 0.94) continue;
      total.people += 1;
      if (draw() >= harm) continue;
      total.events += 1;
      if (judgeCanary('usual', { ...calm, isMatured: false, total }).kind === 'stop') return 'stop';
    }
    const isNextTheRest = stage + 1 >= stages.length - 1;
    const { kind } = judgeCanary('usual', { ...calm, isMatured: true, isNextTheRest, total });
    if (kind !== 'release') return kind === 'undecided' ? 'undecided' : 'stop';
    if (isNextTheRest) return 'release';
  }
  return 'release';
}

test('of 200 seeded runs of a message that 1 % mind fewer than 5 % are stopped, and of one that 3 % mind more than 90 %', () => {
  const stopped = (harm: number) => Array.from({ length: 200 }, (_, seed) => run(seed + 1, harm)).filter((end) => end === 'stop').length / 200;

  const [fine, bad] = [stopped(0.01), stopped(0.03)];

  assert.ok(fine < 0.05, `stopped ${fine * 100} % of fine messages`);
  assert.ok(bad > 0.9, `stopped only ${bad * 100} % of bad messages`);
});

test('a button that says no is one in each of our languages, and a mere no is not', () => {
  const no = (text: string) => isNo({ text, payload: '' });

  assert.deepEqual(
    ['Not interested', 'Non, merci !', 'PAS INTÉRESSÉ', 'No me interesa', 'Não tenho interesse', 'Kein Interesse', 'Stop promotions'].map(no),
    Array(7).fill(true),
  );
  assert.deepEqual(['No', 'Yes', 'Show me', 'Non', 'Tell me more'].map(no), Array(5).fill(false));
  assert.ok(isNo({ text: '🙅', payload: 'not interested' }));
});
