import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Media } from '#core/contract/media.ts';
import { makeFor } from './mediaFits.ts';

const media = (change: Partial<Media>): Media => ({
  id: 'med_1',
  name: 'cup.png',
  mime: 'image/png',
  bytes: 100,
  width: 512,
  height: 512,
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
  ...change,
});

test('a picture meant as a sticker is made one, and left alone where it fits or nothing can be made of it', () => {
  assert.equal(makeFor(media({}), ['sticker']), 'sticker');
  assert.equal(makeFor(media({}), ['image']), undefined);
  assert.equal(makeFor(media({}), []), undefined);
  assert.equal(makeFor(media({ makes: [] }), ['sticker']), undefined);
  assert.equal(makeFor(media({ state: 'working' }), ['sticker']), undefined);
});
