import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forgetLocally, keepLocally, parseLocalDraft, type Shown } from './localDraft.ts';

function openShelf() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

const shown: Shown = {
  name: 'Harvest',
  choices: {
    segments: ['seg_1'],
    except: [],
    template: null,
    number: null,
    variables: {},
    free: null,
    schedule: null,
    topic: null,
    reason: null,
    leave_out_below: null,
    pace: null,
    canary: null,
    budget_micros: null,
  },
};

test('what was written is found after a reload, and gone once the server has it', () => {
  const shelf = openShelf();
  keepLocally(shelf, 'cmp_1', { shown, of: 'before' });

  const found = parseLocalDraft(shelf, 'cmp_1', shown);
  forgetLocally(shelf, 'cmp_1');

  assert.deepEqual(found, { shown, of: 'before' });
  assert.equal(parseLocalDraft(shelf, 'cmp_1', shown), undefined);
});

test('a draft kept by an older Parley gets what it did not know, and one that cannot be read is left', () => {
  const shelf = openShelf();
  shelf.setItem('parley.campaign.cmp_1', JSON.stringify({ of: 'x', shown: { name: 'Old', choices: { segments: ['seg_9'] } } }));
  shelf.setItem('parley.campaign.cmp_2', '{"of":');
  shelf.setItem('parley.campaign.cmp_3', '{"of":1,"shown":{}}');

  const [old, broken, strange] = ['cmp_1', 'cmp_2', 'cmp_3'].map((id) => parseLocalDraft(shelf, id, shown));

  assert.deepEqual(old?.shown, { name: 'Old', choices: { ...shown.choices, segments: ['seg_9'] } });
  assert.deepEqual([broken, strange], [undefined, undefined]);
});

test('a browser that keeps nothing does not stop the writer', () => {
  const full = {
    ...openShelf(),
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };

  assert.doesNotThrow(() => keepLocally(full, 'cmp_1', { shown, of: '' }));
});
