import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markOf, marksOf } from './picture.ts';

const change = (kind: 'quality' | 'canary' | 'breaker', turn: 'better' | 'worse' | 'neither') => ({ kind, turn });

test('what a canary or a guard stopped has a mark of its own; a guard that lets offers go on is no stop', () => {
  const all = [change('canary', 'worse'), change('breaker', 'worse'), change('breaker', 'better'), change('quality', 'worse')];

  assert.deepEqual(all.map(markOf), ['stop', 'stop', 'better', 'worse']);
});

test('where many changes fall together the worst lies on top, and is not the one that is left out', () => {
  const stop = change('canary', 'worse');
  const drawn = marksOf([stop, ...Array.from({ length: 60 }, () => change('quality', 'better'))]);

  assert.equal(drawn.length, 40);
  assert.equal(drawn.at(-1), stop);
});
