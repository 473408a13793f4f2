import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Media } from '#core/contract/media.ts';
import { dialogueAccept, mediaFits } from '#web/part/mediaFits.ts';
import { parseMediaSearch } from './search.ts';

test('the address holds what is looked at, and nothing it does not know', () => {
  assert.deepEqual(parseMediaSearch({ q: 'beans', folder: 2026, kind: 'video', from: 'people', file: 'med_1', other: 'x' }), {
    q: 'beans',
    folder: '2026',
    kind: 'video',
    from: 'people',
    file: 'med_1',
  });
  assert.deepEqual(parseMediaSearch({ q: '', kind: 'film', from: 'anybody', file: 'javascript:1' }), {});
});

const media: Media = {
  id: 'med_1',
  name: 'a.jpg',
  mime: 'image/jpeg',
  bytes: 3,
  width: 1,
  height: 1,
  kind: 'image',
  state: 'ready',
  reason: null,
  folder: '',
  tags: [],
  alt: '',
  seconds: null,
  animated: false,
  done: [],
  original: null,
  fits: ['image'],
  makes: ['sticker'],
  used_by: 0,
  has_thumbnail: true,
  created_at: '2026-11-22T10:00:00.000Z',
};

test('a file can be picked for what it fits, and one that is being made for what it will be', () => {
  assert.equal(mediaFits(media, ['video', 'image']), true);
  assert.equal(mediaFits(media, ['document']), false);
  assert.equal(mediaFits({ ...media, state: 'refused' }, ['image']), false);
  assert.equal(mediaFits({ ...media, kind: 'audio', state: 'working', fits: [] }, ['voice']), true);
  assert.equal(mediaFits({ ...media, kind: 'video', state: 'working', fits: [] }, ['image']), false);
  assert.equal(dialogueAccept(['image', 'sticker', 'video']), 'image/*,video/*');
});
