import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Say } from '#core/contract/conversations.ts';
import { Refusal } from '#core/contract/refusals.ts';
import { openStage, pub } from '#test/world/stage.ts';
import { sendDirect } from './direct.ts';

const stage = await openStage();
after(() => stage.close());
const { platform, actor } = stage;

const content = {
  body: 'Hello {{first_name}}, here is your coupon.',
  offer: { text: 'This week', expires: '{{ends}}' },
  buttons: [
    { kind: 'copy_code' as const, code: '{{coupon}}' },
    { kind: 'url' as const, text: 'Shop', url: 'https://shop.example/mugs' },
  ],
};

async function send(values: Record<string, string>) {
  const person = await stage.person({ first: 'Ana' });
  const template = pub('template', await stage.template({ languages: { en: { content } } }));
  const variables = Object.fromEntries(Object.entries(values).map(([name, text]) => [name, { from: 'text' as const, text }]));
  const say: Say = { kind: 'template', template, language: 'en', variables };
  return sendDirect(platform, actor, { contact: pub('contact', person) }, say, stage.now());
}

const good = { first_name: 'Ana', ends: '2027-01-04T18:00:00Z', coupon: 'MUGS20' };

test('a template with good values is queued and drawn with them', async () => {
  const { content: drawn } = (await send(good)).message;

  assert.ok(drawn.kind === 'card');
  assert.deepEqual(drawn.offer, { text: 'This week', expires_at: '2027-01-04T18:00:00.000Z', code: 'MUGS20' });
});

const bad: readonly (readonly [string, Record<string, string>, RegExp, string])[] = [
  ['a coupon of 21 characters', { coupon: 'x'.repeat(21) }, /The coupon has 21 characters; at most 20/, '/buttons/0/code'],
  ['an offer that is over', { ends: '2026-11-01T00:00:00Z' }, /The offer ended at 2026-11-01/, '/offer/expires'],
  ['a name that fills a page', { first_name: 'x'.repeat(600) }, /the text has 6\d\d characters; at most 600/, '/body'],
];
for (const [what, change, sentence, at] of bad) {
  test(`a template with ${what} is refused before it leaves, with the place`, async () => {
    await assert.rejects(send({ ...good, ...change }), (error) => {
      assert.ok(error instanceof Refusal && error.code === 'invalid', String(error));
      assert.match(error.message, sentence);
      return error.errors.some((one) => one.at.endsWith(at));
    });
  });
}
