import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doubtTarget } from './doubt.ts';

test('a doubt about what a campaign said is decided with the campaign, another by itself', () => {
  const campaign = { id: 'cmp_1', name: 'Harvest' };

  assert.deepEqual(doubtTarget({ id: 'bro_7:12', campaign }), { kind: 'recipient', campaign: 'cmp_1', broadcast: 'bro_7', seq: 12 });
  assert.deepEqual(doubtTarget({ id: 'msg_3', campaign: null }), { kind: 'message', id: 'msg_3' });
});
