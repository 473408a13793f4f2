import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf } from './call.ts';
import { parseChange, parseClock, staleSets } from './live.ts';
import { ApiProblem, faultAt, parseProblem } from './problem.ts';

test('an address takes its places and leaves out what is not said', () => {
  const address = addressOf('/v1/campaigns/{id}/recipients', { params: { id: 'cmp_1/2' }, query: { state: 'read', cursor: null, search: '', limit: 50 } });

  assert.equal(address, '/v1/campaigns/cmp_1%2F2/recipients?state=read&limit=50');
});

test('a problem document is a refusal with its faults', () => {
  const problem = parseProblem(
    422,
    JSON.stringify({
      type: 't',
      title: 'No',
      status: 422,
      code: 'invalid',
      detail: 'name is empty',
      errors: [{ at: '/body/name', message: 'is empty' }],
      request_id: 'r1',
    }),
  );

  assert.equal(problem.code, 'invalid');
  assert.equal(problem.requestId, 'r1');
  assert.equal(faultAt(problem, '/name'), 'is empty');
  assert.equal(faultAt(problem, '/other'), undefined);
});

test("a proxy's own page is no answer of ours", () => {
  const problem = parseProblem(502, '<html>Bad gateway</html>');

  assert.equal(problem.code, 'unreadable');
  assert.equal(problem.status, 502);
  assert.ok(problem instanceof ApiProblem);
});

test('a running broadcast makes campaigns and the front page stale, and nothing else', () => {
  const change = parseChange('{"kind":"broadcast","id":"bro_1"}');

  assert.ok(change !== undefined);
  assert.deepEqual(staleSets(change.kind), ['campaigns', 'home']);
});

test('what is no change is passed over', () => {
  assert.equal(parseChange('hello'), undefined);
  assert.equal(parseChange('[]'), undefined);
  assert.equal(parseChange(7), undefined);
});

test('the server’s clock is heard, and what is none is not taken for one', () => {
  const told = ['{"now":"2026-12-01T09:00:00.000Z","speed":60}', '{"now":"soon","speed":1}', '{"now":"2026-12-01T09:00:00.000Z"}', 'nothing', undefined];

  assert.deepEqual(told.map(parseClock), [{ now: '2026-12-01T09:00:00.000Z', speed: 60 }, undefined, undefined, undefined, undefined]);
});
