import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WireInbound } from '#core/whatsapp/wire.ts';
import { readContent } from './content.ts';

/** A message whose content is not what the wire's types promise. */
function parseStrange(content: object): WireInbound {
  return { id: 'wamid.1', from: '33612345678', timestamp: '1', ...content } as WireInbound;
}

const strange: object[] = [
  { type: 'holographic', holographic: { depth: 3 } },
  { type: 'text' },
  { type: 'text', text: { body: {} } },
  { type: 'image', image: { id: 5, caption: {} } },
  { type: 'contacts', contacts: 'Ana' },
  { type: 'contacts', contacts: [{ name: { formatted_name: {} } }] },
  { type: 'reaction', reaction: { message_id: 5, emoji: {} } },
  { type: 'location', location: { latitude: 1, longitude: 2, name: {} } },
  { type: 'interactive', interactive: { type: 'button_reply' } },
  { type: 'interactive', interactive: { type: 'list_reply', list_reply: null } },
];
for (const content of strange) {
  test(`${JSON.stringify(content)} is kept as it came`, () => {
    const message = parseStrange(content);

    assert.deepEqual(readContent(message), { kind: 'unknown', type: message.type, raw: message });
  });
}

test('what Meta documents is read', () => {
  assert.deepEqual(readContent(parseStrange({ type: 'text', text: { body: 'Bonjour' } })), { kind: 'text', text: 'Bonjour' });
  assert.deepEqual(readContent(parseStrange({ type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'Oui' } } })), {
    kind: 'choice',
    text: 'Oui',
    payload: 'yes',
    description: null,
  });
});
