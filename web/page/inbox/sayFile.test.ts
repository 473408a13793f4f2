import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Media } from '#core/contract/media.ts';
import { sayFile } from './sayFile.ts';

const file = (fits: Media['fits']): Media => ({
  id: 'med_1',
  name: 'a.bin',
  mime: 'application/octet-stream',
  bytes: 1,
  width: null,
  height: null,
  kind: 'document',
  state: 'ready',
  reason: null,
  folder: '',
  tags: [],
  alt: '',
  seconds: null,
  animated: false,
  done: [],
  original: null,
  fits,
  makes: [],
  used_by: 0,
  has_thumbnail: false,
  created_at: '2026-11-22T10:00:00Z',
});

test('a file becomes the message it makes best, with the words where the kind has a caption', () => {
  assert.deepEqual(sayFile(file(['image', 'document']), 'Look'), { kind: 'image', media: 'med_1', caption: 'Look' });
  assert.deepEqual(sayFile(file(['video', 'document']), ''), { kind: 'video', media: 'med_1', caption: null });
  assert.deepEqual(sayFile(file(['audio', 'voice']), 'Look'), { kind: 'audio', media: 'med_1', voice: true });
  assert.deepEqual(sayFile(file(['audio']), ''), { kind: 'audio', media: 'med_1', voice: false });
  assert.deepEqual(sayFile(file(['sticker']), ''), { kind: 'sticker', media: 'med_1' });
  assert.deepEqual(sayFile(file(['document']), 'Menu'), { kind: 'document', media: 'med_1', caption: 'Menu', filename: 'a.bin' });
  assert.equal(sayFile(file([]), '').kind, 'document');
});
