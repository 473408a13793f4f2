import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { drawFree } from '#core/whatsapp/free.draw.ts';
import { freeKinds, FreeMessage } from '#core/whatsapp/free.ts';
import { toWireFree } from '#core/whatsapp/free.wire.ts';
import { MessageContent } from '#core/whatsapp/message.ts';
import { differences } from '#emulator/faith/differences.ts';
import { openMetaFile } from '#emulator/faith/meta-file.ts';
import { readContent } from '#server/messaging/inbound/content.ts';
import { envelope } from '#server/messaging/outbox/wire.ts';
import { parseId } from '#core/value/id.ts';
import { checkFree } from '#core/whatsapp/law/free.ts';
import { files, knownFile } from '#test/world/free-messages.ts';
import { goldenHeard, goldenSaid } from '#test/world/golden-messages.ts';

const metaFile = process.env['PARLEY_META_OPENAPI'] ?? resolve(import.meta.dirname, '../../../shared/openapi/business-messaging-api_v23.0.yaml');
const said = goldenSaid();
const heard = goldenHeard();

const fileOf = (media: string) => Object.values(files).find(({ id }) => id === media)!;
const product = (_catalog: string, id: string) => ({ id, name: null, price: null, image: null });
/** What Meta calls the sample files: numbers like its own. */
const metaId = (media: string) => String(1_037_543_291_500_000 + Number(media.slice(4)));

test('every kind that can be said has a golden file, named as the kind', () => {
  const kinds = freeKinds.map((kind) => kind.shape.kind.value);

  assert.deepEqual(said.map(({ name }) => name).toSorted(), kinds.toSorted());
  for (const { name, say } of said) assert.equal(say.kind, name);
});

test('every kind that a message can be is drawn from one that we say, or read from one that they send', () => {
  const kinds = MessageContent.options.map((kind) => kind.shape.kind.value);
  const shown = new Set([...said, ...heard].map(({ content }) => content.kind));

  assert.deepEqual(
    kinds.filter((kind) => !shown.has(kind)),
    [],
  );
  for (const { name, content } of heard) assert.equal(name.split('.')[0], content.kind);
});

test('the page about messages has every kind in its table, and its examples are lawful', () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../docs/use/messages.md'), 'utf8');
  const block = /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  const examples = block
    .replaceAll('med_…', files.jpeg.id)
    .trim()
    .split(/\n(?=\{)/);

  assert.deepEqual(
    said.map(({ name }) => name).filter((name) => !page.includes(`| \`${name}\` |`)),
    [],
  );
  assert.ok(examples.length >= 4);
  for (const example of examples) assert.deepEqual(checkFree(FreeMessage.parse(JSON.parse(example)), knownFile), [], example);
});

for (const { name, say, content, wire } of said) {
  test(`${name}: what is said is drawn and leaves as its golden file says`, () => {
    const message = FreeMessage.parse(say);

    assert.deepEqual(
      drawFree(message, {
        file: (media) => ({ mime: fileOf(media).mime, name: fileOf(media).name, ...(fileOf(media).animated ? { animated: true } : {}) }),
        product,
      }),
      content,
    );
    assert.deepEqual(
      toWireFree(message, (media) => ({ id: metaId(media) })),
      wire,
    );
    assert.deepEqual(MessageContent.parse(content), content);
  });
}

for (const { name, wire, content } of heard) {
  test(`${name}: what they send is read as its golden file says`, () => {
    assert.deepEqual(readContent(wire), content);
    assert.deepEqual(MessageContent.parse(content), content);
  });
}

test(
  'every body that leaves is what Meta’s OpenAPI file describes, but for the differences that are known',
  { skip: existsSync(metaFile) ? false : `Meta's OpenAPI file is not at ${metaFile}` },
  () => {
    const meta = openMetaFile(metaFile);
    const listed = new Set(differences.map(({ method, path, where, what }) => `${method} ${path}: ${where}: ${what}`));
    const name = { kind: 'message' as const, id: parseId<'message'>('0193a000-0000-7000-8000-000000000001'), attempt: 0 };

    const found = said.flatMap(({ name: kind, wire }) => {
      const request = envelope(wire, { phone: '+33612345678' }, name, kind === 'reaction' ? null : 'wamid.quoted');
      const exchanged = {
        exchange: { say: kind, call: 'POST {number}/messages', answer: {} },
        method: 'POST',
        path: '/{number}/messages',
        query: new URLSearchParams(),
        requestType: 'application/json',
        request,
        status: 200,
        responseType: 'application/json',
        response: { messaging_product: 'whatsapp', contacts: [{ input: '+33612345678', wa_id: '33612345678' }], messages: [{ id: 'wamid.1' }] },
        misfits: [],
      };
      return meta.partings(exchanged).filter(({ where }) => where.startsWith('request')).map(({ method, path, where, what }) => ({ kind, line: `${method} ${path}: ${where}: ${what}` })); // prettier-ignore
    });

    assert.deepEqual(
      found.filter(({ line }) => !listed.has(line)),
      [],
    );
    assert.ok(found.length > 0, 'the file contradicts itself in every body, so something was compared');
  },
);
