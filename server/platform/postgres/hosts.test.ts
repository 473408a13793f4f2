import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseHosts } from './hosts.ts';

test('an address with several servers becomes one address for each', () => {
  assert.deepEqual(parseHosts('postgresql://ada:pa%40ss@one:5433,two,10.0.0.3:6000/parley?target_session_attrs=read-write&sslmode=require'), [
    'postgresql://ada:pa%40ss@one:5433/parley?sslmode=require',
    'postgresql://ada:pa%40ss@two:5432/parley?sslmode=require',
    'postgresql://ada:pa%40ss@10.0.0.3:6000/parley?sslmode=require',
  ]);
  assert.deepEqual(parseHosts('postgresql:///parley?user=ada&host=/run/one,two&port=5433,5434'), [
    'postgresql:///parley?host=%2Frun%2Fone&port=5433&user=ada',
    'postgresql://two:5434/parley?user=ada',
  ]);
});

test('an address with one server stays as it is, but for the word that pg does not know', () => {
  for (const url of ['postgresql:///parley?user=parley&host=%2Ftmp%2Fsocket&port=5432', 'postgres://ada@localhost/parley', 'postgresql://[::1]:5432/parley'])
    assert.deepEqual(parseHosts(url), [url]);
  assert.deepEqual(parseHosts('postgres://ada@localhost/parley?target_session_attrs=read-write'), ['postgres://ada@localhost/parley']);
});
