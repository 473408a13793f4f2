import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FreeMessage } from '#core/whatsapp/free.ts';
import { toWireFree } from '#core/whatsapp/free.wire.ts';
import { filesIn } from '#core/whatsapp/law/free.files.ts';
import type { WireMediaSource } from '#core/whatsapp/wire.message.ts';
import { defaultOptions } from '#emulator/emulator.ts';
import { ids, openStage, type Stage } from '#emulator/stage.ts';
import { bad, files, good, type SampleFile } from '#test/world/free-messages.ts';

// Ours and the emulator's laws are written apart. Here both look at the same messages, through the real door.

let stage: Stage;
let form = '';
before(async () => {
  stage = await openStage({ settings: { unknown_products: 'draw', throughput_per_second: 1000 } });
  form = await publishForm();
});
after(() => stage.close());

const flowJson = JSON.stringify({
  version: '7.3',
  screens: [{ id: 'WELCOME', title: 'Book', terminal: true, data: {}, layout: { type: 'SingleColumnLayout', children: [{ type: 'Footer', label: 'Send', 'on-click-action': { name: 'complete', payload: {} } }] } }], // prettier-ignore
});

async function publishForm(): Promise<string> {
  const made = await stage.graph('POST', `${ids.account}/flows`, { name: 'tasting', categories: ['OTHER'], flow_json: flowJson, publish: true });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  return String(made.body['id']);
}

const uploaded = new Map<string, string | undefined>();

/** What the emulator calls a sample file; undefined when it does not take it. */
async function upload(file: SampleFile): Promise<string | undefined> {
  if (!uploaded.has(file.id)) {
    const body = new FormData();
    body.set('messaging_product', 'whatsapp');
    body.set('file', new Blob([new Uint8Array(file.content)], { type: file.mime }), file.name);
    const answer = await fetch(`${stage.emulator.url}/v24.0/${ids.number}/media`, {
      method: 'POST',
      headers: { authorization: `Bearer ${defaultOptions.app.token}` },
      body,
    });
    const { id } = (await answer.json()) as { id?: string };
    uploaded.set(file.id, id);
  }
  return uploaded.get(file.id);
}

/** Sends a message as it is, unchecked; the refusal in words, or undefined. */
async function refusalOf(message: FreeMessage): Promise<string | undefined> {
  const sources = new Map<string, WireMediaSource>();
  for (const { media } of filesIn(message)) {
    const file = Object.values(files).find(({ id }) => id === media);
    const id = file === undefined ? '404' : await upload(file);
    if (id === undefined) return 'the file was not taken';
    sources.set(media, media.startsWith('http') ? { link: media } : { id: media === '' ? '' : id });
  }
  const known = message.kind === 'form' && message.form === '71' ? { ...message, form } : message;
  const content = toWireFree(known, (media) => sources.get(media) ?? { id: '404' });
  const { status, body } = await stage.graph('POST', `${ids.number}/messages`, { messaging_product: 'whatsapp', to: '+33612345678', ...content });
  return status === 200 ? undefined : JSON.stringify(body);
}

for (const [what, message] of good) {
  test(`what our law lets pass, the emulator takes: ${what} (${message.kind})`, async () => {
    assert.equal(await refusalOf(message), undefined);
  });
}

for (const [what, message, , code, stricter] of bad) {
  test(`what our law refuses with ${code}, the emulator ${stricter === undefined ? 'refuses' : 'takes, and ours is stricter'}: ${what} (${message.kind})`, async () => {
    const refusal = await refusalOf(message);

    assert.equal(refusal !== undefined, stricter === undefined, refusal);
  });
}
