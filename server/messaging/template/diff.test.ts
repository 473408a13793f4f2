import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { diffContents } from './diff.ts';

const hello: TemplateContent = {
  header: { kind: 'text', text: 'Hello' },
  body: 'Our sale is on.',
  footer: null,
  buttons: [{ kind: 'reply', text: 'Stop' }],
  samples: { 'a/b': 'x' },
};

test('nothing changed is no change, and a part left out is the same as none', () => {
  assert.deepEqual(diffContents(hello, { ...hello, cards: [] }), []);
});

test('each changed place is named once with what stood and what stands', () => {
  const now: TemplateContent = { ...hello, body: 'Our sale is over.', footer: 'Bye', buttons: [], samples: { 'a/b': 'y' } };

  assert.deepEqual(diffContents(hello, now), [
    { at: '/body', before: 'Our sale is on.', after: 'Our sale is over.' },
    { at: '/footer', before: null, after: 'Bye' },
    { at: '/samples/a~1b', before: 'x', after: 'y' },
    { at: '/buttons/0/kind', before: 'reply', after: null },
    { at: '/buttons/0/text', before: 'Stop', after: null },
  ]);
});

test('another kind of header is told by its parts', () => {
  const now: TemplateContent = { ...hello, header: { kind: 'image', media: 'med_1' } };

  assert.deepEqual(
    diffContents(hello, now).map((change) => change.at),
    ['/header/kind', '/header/media', '/header/text'],
  );
});
