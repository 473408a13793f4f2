import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FreeMessage } from '#core/whatsapp/free.ts';
import { checkFree } from '#core/whatsapp/law/free.ts';
import { cardBuild, likeFirst, withBuild } from './cards.ts';
import { asKind, composedKinds, emptyCard, firstFree, freeFaultAt, wordsOf } from './kinds.ts';
import { freeCounts, freeLengths } from './lengths.ts';

test('every kind can be begun from every other, is of its shape, and keeps the words where it has a place for them', () => {
  const written: FreeMessage = { kind: 'buttons', header: null, text: 'Come and taste', footer: 'Lyon', buttons: [{ text: 'I come' }] };

  for (const kind of composedKinds) {
    const begun = asKind(written, kind);
    assert.deepEqual(FreeMessage.parse(begun), begun, kind);
    for (const next of composedKinds) assert.equal(asKind(begun, next).kind, next);
    if (!['audio', 'sticker', 'location', 'contacts'].includes(kind)) assert.equal(wordsOf(begun), 'Come and taste', kind);
  }
});

test('a picture goes along into a header and comes back', () => {
  const picture: FreeMessage = { kind: 'image', media: 'med_1', caption: 'New' };

  const link = asKind(picture, 'link');
  const again = asKind(link, 'image');

  assert.deepEqual(link.kind === 'link' && link.header, { kind: 'image', media: 'med_1' });
  assert.deepEqual(again, picture);
});

const long = (length: number) => 'x'.repeat(length);
const framed = { header: null, text: 'a', footer: null };

/** A message with one text of a length at one place, and that place. */
const places: Record<keyof typeof freeLengths, (length: number) => readonly [FreeMessage, string]> = {
  text: (length) => [{ kind: 'text', text: long(length), preview: true }, '/text'],
  caption: (length) => [{ kind: 'image', media: 'med_1', caption: long(length) }, '/caption'],
  body: (length) => [{ kind: 'buttons', ...framed, text: long(length), buttons: [{ text: 'a' }] }, '/text'],
  header: (length) => [{ kind: 'buttons', ...framed, header: { kind: 'text', text: long(length) }, buttons: [{ text: 'a' }] }, '/header'],
  footer: (length) => [{ kind: 'buttons', ...framed, footer: long(length), buttons: [{ text: 'a' }] }, '/footer'],
  button: (length) => [{ kind: 'buttons', ...framed, buttons: [{ text: long(length) }] }, '/buttons/0'],
  formButton: (length) => [{ kind: 'form', ...framed, button: long(length), form: '1', screen: null, data: {}, draft: false }, '/button'],
  sectionTitle: (length) => [list(long(length), 'a', null), '/sections/0/title'],
  rowTitle: (length) => [list('a', long(length), null), '/sections/0/rows/0/title'],
  rowDescription: (length) => [list('a', 'a', long(length)), '/sections/0/rows/0/description'],
  card: (length) => [{ kind: 'carousel', text: 'a', cards: [1, 2].map(() => ({ ...emptyCard(), text: long(length) })) }, '/cards/0/text'],
};

function list(section: string, title: string, description: string | null): FreeMessage {
  const rows = [{ title, description }];
  return { kind: 'list', header: null, text: 'a', footer: null, button: 'a', sections: [{ title: section, rows }] };
}

test('the counters count to where WhatsApp says no', () => {
  for (const [name, most] of Object.entries(freeLengths)) {
    const place = Object.entries(places).find(([each]) => each === name)![1];
    const [fits, at] = place(most);
    const [tooLong] = place(most + 1);

    assert.equal(freeFaultAt(checkFree(fits), at, true), undefined, `${name} of ${most}`);
    assert.notEqual(freeFaultAt(checkFree(tooLong), at, true), undefined, `${name} of ${most + 1}`);
  }
});

test('no more can be added than WhatsApp takes', () => {
  const buttons = (count: number): FreeMessage => ({ kind: 'buttons', ...framed, buttons: Array.from({ length: count }, (_, at) => ({ text: `${at}` })) });
  const rows = (count: number): FreeMessage => ({
    kind: 'list',
    header: null,
    text: 'a',
    footer: null,
    button: 'a',
    sections: [{ title: null, rows: Array.from({ length: count }, (_, at) => ({ title: `${at}`, description: null })) }],
  });

  const said = [buttons(freeCounts.replies), buttons(freeCounts.replies + 1), rows(freeCounts.rows), rows(freeCounts.rows + 1)].map(
    (message) => checkFree(message).length > 0,
  );

  assert.deepEqual(said, [false, true, false, true]);
});

test('all cards follow the one that was changed', () => {
  const cards = [emptyCard(), { ...emptyCard(), text: 'second' }];
  const changed = { ...emptyCard(), buttons: [...emptyCard().buttons, { kind: 'reply' as const, text: 'More' }] };

  const more = likeFirst(cards.with(0, changed), changed);
  const links = withBuild(more, { ...cardBuild(more), buttons: 'link' });

  assert.deepEqual(
    more.map((card) => card.buttons.length),
    [2, 2],
  );
  assert.deepEqual(
    links.map((card) => card.buttons.map((button) => button.kind)),
    [['url'], ['url']],
  );
  assert.equal(links[1]?.text, 'second');
});

test('a message nobody has written is told to be empty', () => {
  assert.notEqual(freeFaultAt(checkFree(firstFree), '/text'), undefined);
});
