import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseJsonBody } from './json.ts';

const faults: [body: string, position: number][] = [
  ['{"name": oops}', 9],
  ['{"name": "ab"', 13],
  ['{"a":1,}', 7],
  ['[1,2', 4],
  ['[1 2]', 3],
  ['{"a" 1}', 5],
  ['{a:1}', 1],
  ['{"a":1} x', 8],
  ['{"a": "unended}', 6],
  ['[01]', 1],
  ['{"a":\n  nul}', 8],
  [']', 0],
];

for (const [body, position] of faults) {
  test(`${JSON.stringify(body)} stops being JSON at ${position}`, () => {
    assert.throws(() => parseJsonBody(body), new RegExp(`position ${position} \\(`));
  });
}

test('a fault in a later line is named by line and column', () => {
  assert.throws(() => parseJsonBody('{\n  "a": 1,\n  b: 2\n}'), /line 3, column 3/);
});

test('JSON is taken, and nothing is an empty object', () => {
  assert.deepEqual(parseJsonBody(Buffer.from('{"a":[1.5e3,"\\u00e9",null,true,{}]}')), { a: [1500, 'é', null, true, {}] });
  assert.deepEqual(parseJsonBody('  '), {});
});

test('bytes that are no UTF-8 are refused', () => {
  assert.throws(() => parseJsonBody(Buffer.from([0x7b, 0xff, 0x7d])), /not UTF-8/);
});

test('nesting beyond the stack is parsed all the same', () => {
  assert.ok(Array.isArray(parseJsonBody('['.repeat(400_000) + ']'.repeat(400_000))));
});
