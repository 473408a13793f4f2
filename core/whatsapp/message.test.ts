import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goldenHeard, goldenSaid } from '#test/world/golden-messages.ts';
import { previewText } from './message.ts';

test('every message that somebody wrote has a line for a list, a sign before what is no text', () => {
  const line = Object.fromEntries(goldenHeard().map(({ name, content }) => [name, previewText(content)]));

  assert.deepEqual(
    [...goldenSaid(), ...goldenHeard()].filter(({ content }) => content.kind !== 'system' && content.kind !== 'reaction' && previewText(content) === ''),
    [],
  );
  assert.deepEqual(
    [line['text'], line['image'], line['video'], line['audio'], line['document'], line['location'], line['contacts'], line['order']],
    ['Bonjour, avez-vous du Guji ?', '📷 Ma tasse', '🎥', '🎤', '📄 La facture', '📍 Chez moi', '👤 Ana Silva', '🛒 Pour samedi'],
  );
  assert.deepEqual([line['answers'], line['unknown']], ['📝 Filtre, 3', '❔ poll']);
});
