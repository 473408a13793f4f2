import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fillFree, freeVariables } from './free.fill.ts';
import { freeKinds, FreeMessage } from './free.ts';
import { goldenSaid } from '#test/world/golden-messages.ts';

test('a message is filled in for one person, and a variable without a value stays to be seen', () => {
  const message: FreeMessage = {
    kind: 'buttons',
    header: { kind: 'image', media: '{{picture}}' },
    text: 'Hello {{ first_name }}, {{missing}}',
    footer: null,
    buttons: [{ text: 'See {{product}}' }, { id: 'no', text: 'No' }],
  };

  assert.deepEqual(freeVariables(message), ['first_name', 'missing', 'picture', 'product']);
  assert.deepEqual(fillFree(message, { first_name: 'Ana', picture: 'https://a.example/cup.jpg', product: 'Guji' }), {
    ...message,
    header: { kind: 'image', media: 'https://a.example/cup.jpg' },
    text: 'Hello Ana, {{missing}}',
    buttons: [{ text: 'See Guji' }, { id: 'no', text: 'No' }],
  });
});

/** The message with a variable behind every text of it that a person reads or that names a file, an address or a product. */
function withVariables(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return fixed.has(key) ? value : `${value}{{x}}`;
  if (Array.isArray(value)) return value.map((one: unknown) => withVariables(one, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withVariables(part, name)]));
}

/** Not what an author words: kinds, ids that come back, what Meta calls things, the parts of a card that are data. */
const fixed = new Set(['kind', 'id', 'to', 'country', 'form', 'screen', 'type', 'wa_id', 'first_name', 'last_name', 'birthday']);
const cardData = new Set(['street', 'city', 'zip', 'country_code', 'company', 'department', 'title']);

for (const { say } of goldenSaid().filter(({ name }) => name !== 'reaction')) {
  test(`every text of a message of kind ${say.kind} may hold variables`, () => {
    const written = say.kind === 'contacts' ? dropData(withVariables(say)) : withVariables(say);
    const plain = FreeMessage.parse(say.kind === 'contacts' ? dropData(say) : say);

    const filled = fillFree(FreeMessage.parse(written), { x: '' });

    assert.deepEqual(withoutDeepData(filled), withoutDeepData(plain));
  });
}

function dropData(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropData);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, part]) => (cardData.has(name) ? [] : [[name, dropData(part)]])));
}

/** Texts deep in the data of a form are handed on as they are. */
function withoutDeepData(message: FreeMessage): unknown {
  return message.kind === 'form' ? { ...message, data: {} } : message;
}

test('every kind is filled', () => {
  assert.equal(goldenSaid().length, freeKinds.length);
});
