import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { appToken, approveSample, ids, openStage, type Stage, until } from '../stage.ts';

let stage: Stage;
before(async () => {
  stage = await openStage({ settings: { throughput_per_second: 100_000 } });
  await approveSample(stage);
  await approveSample(stage, {
    name: 'order_ready',
    category: 'UTILITY',
    parameter_format: 'POSITIONAL',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Order {{1}} is here', example: { header_text: ['7'] } },
      { type: 'BODY', text: 'Dear {{1}}, come for your order {{2}} today.', example: { body_text: [['Ana', '7']] } },
      { type: 'FOOTER', text: 'See you soon' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'URL', text: 'Follow', url: 'https://shop.example/o/{{1}}', example: ['https://shop.example/o/7'] },
          { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+15550783881' },
        ],
      },
    ],
  });
});
after(() => stage.close());

const text = { type: 'text', text: { body: 'Hello' } };
const template = (components: unknown, change: Record<string, unknown> = {}): Record<string, unknown> => ({
  type: 'template',
  template: { name: 'order_ready', language: { code: 'en_US' }, components, ...change },
});
const parameters = (...words: string[]): unknown[] => words.map((word) => ({ type: 'text', text: word }));
const full = [
  { type: 'HEADER', parameters: parameters('7') },
  { type: 'body', parameters: parameters('Ana', '7') },
  { type: 'button', sub_type: 'URL', index: '0', parameters: parameters('7') },
];
const button = (title: string, id = title): unknown => ({ type: 'reply', reply: { id, title } });
const buttons = (...list: unknown[]): Record<string, unknown> => ({
  type: 'interactive',
  interactive: { type: 'button', body: { text: 'Pick' }, action: { buttons: list } },
});
const list = (rows: unknown[], change: Record<string, unknown> = {}): Record<string, unknown> => ({
  type: 'interactive',
  interactive: { type: 'list', body: { text: 'Pick' }, action: { button: 'Open', sections: [{ title: 'S', rows }] }, ...change },
});
const rows = (count: number): unknown[] => Array.from({ length: count }, (_, i) => ({ id: `r${i}`, title: `Row ${i}` }));

const refused: readonly (readonly [string, Record<string, unknown>, number, number, RegExp])[] = [
  ['no messaging_product', { messaging_product: undefined, ...text }, 400, 100, /^\(#100\) The parameter messaging_product is required\.$/],
  ['no recipient', { to: undefined, ...text }, 400, 100, /The parameter to is required/],
  ['letters for a recipient', { to: 'ana', ...text }, 400, 131009, /Parameter value is not valid/],
  ['itself as recipient', { to: '+15550783881', ...text }, 400, 131021, /Recipient cannot be sender/],
  ['an unknown type', { type: 'hologram' }, 400, 100, /must be one of \{TEXT/],
  ['no text', { type: 'text', text: { body: '' } }, 400, 100, /text\['body'\] is required/],
  ['4,097 characters', { type: 'text', text: { body: 'a'.repeat(4097) } }, 400, 100, /at most 4096 characters/],
  ['an opaque text of 513 characters', { ...text, biz_opaque_callback_data: 'a'.repeat(513) }, 400, 100, /biz_opaque_callback_data/],
  ['an image that was never uploaded', { type: 'image', image: { id: '123456' } }, 400, 131009, /not valid/],
  ['a link that is none', { type: 'image', image: { link: 'nowhere' } }, 400, 100, /image\['link'\]/],
  ['a caption of 1,025 characters', { type: 'image', image: { link: 'https://x.test/a.png', caption: 'a'.repeat(1025) } }, 400, 100, /1024/],
  ['four buttons', buttons(button('a'), button('b'), button('c'), button('d')), 400, 131009, /not valid/],
  ['a button title of 21 characters', buttons(button('a'.repeat(21))), 400, 131009, /not valid/],
  ['two buttons of one id', buttons(button('a', 'x'), button('b', 'x')), 400, 131009, /not valid/],
  ['eleven rows', list(rows(11)), 400, 131009, /not valid/],
  ['a row title of 25 characters', list([{ id: 'a', title: 'a'.repeat(25) }]), 400, 131009, /not valid/],
  ['a list with a picture header', list(rows(1), { header: { type: 'image', image: { link: 'https://x.test/a.png' } } }), 400, 131009, /not valid/],
  ['a latitude of 91', { type: 'location', location: { latitude: 91, longitude: 0 } }, 400, 131009, /not valid/],
  ['an unknown template', template([], { name: 'hello_worldx' }), 404, 132001, /^\(#132001\) Template name does not exist in the translation$/],
  ['a language the template lacks', template(full, { language: { code: 'fr' } }), 404, 132001, /does not exist/],
  ['a policy Meta does not know', template(full, { language: { code: 'en_US', policy: 'fallback' } }), 400, 100, /must be one of \{DETERMINISTIC\}/],
  ['no parameters', template([]), 400, 132000, /^\(#132000\) Number of parameters does not match the expected number of params$/],
  ['one parameter of two', template([full[0], { type: 'body', parameters: parameters('Ana') }]), 400, 132000, /Number of parameters/],
  [
    'a picture where text is due',
    template([full[0], { type: 'body', parameters: [{ type: 'image', image: { id: '1' } }, ...parameters('7')] }]),
    400,
    132012,
    /Parameter format does not match/,
  ],
  ['no link suffix', template(full.slice(0, 2)), 400, 131008, /Required parameter is missing/],
  ['a new line in a parameter', template([full[0], { type: 'body', parameters: parameters('A\nB', '7') }, full[2]]), 400, 132018, /issue with the parameters/],
  ['parameters too long together', template([full[0], { type: 'body', parameters: parameters('a'.repeat(1100), '7') }, full[2]]), 400, 132005, /too long/],
  [
    'a named template without names',
    { type: 'template', template: { name: 'sale_nov', language: { code: 'en_US' }, components: [{ type: 'body', parameters: parameters('Zoé') }] } },
    400,
    100,
    /Invalid parameter/,
  ],
];

for (const [what, body, status, code, message] of refused) {
  test(`a send with ${what} is refused with ${code}`, async () => {
    const answer = await stage.graph('POST', `${ids.number}/messages`, { messaging_product: 'whatsapp', to: '+33612345678', ...body });

    const error = answer.body['error'] as Record<string, unknown>;
    assert.deepEqual([answer.status, error['code'], error['type']], [status, code, 'OAuthException'], JSON.stringify(answer.body));
    assert.match(String(error['message']), message);
    assert.ok(error['fbtrace_id']);
  });
}

test('details name the place, word for word where Meta was quoted', async () => {
  const details = async (body: Record<string, unknown>): Promise<unknown> => {
    const answer = await stage.graph('POST', `${ids.number}/messages`, { messaging_product: 'whatsapp', to: '+33612345678', ...body });
    return ((answer.body['error'] as Record<string, unknown>)['error_data'] as Record<string, unknown>)['details'];
  };

  assert.equal(await details(template([full[0]])), 'body: number of localizable_params (0) does not match the expected number of params (2)');
  assert.equal(await details(template([], { name: 'hello_worldx' })), 'template name (hello_worldx) does not exist in en_US');
  assert.equal(await details(template(full.slice(0, 2))), 'buttons: Button at index 0 of type Url requires a parameter');
});

const accepted: readonly (readonly [string, Record<string, unknown>])[] = [
  ['text', text],
  ['image by link', { type: 'image', image: { link: 'https://x.test/a.png', caption: 'c' } }],
  ['document', { type: 'document', document: { link: 'https://x.test/a.pdf', filename: 'a.pdf' } }],
  ['video', { type: 'video', video: { link: 'https://x.test/a.mp4' } }],
  ['audio', { type: 'audio', audio: { link: 'https://x.test/a.ogg' } }],
  ['sticker', { type: 'sticker', sticker: { link: 'https://x.test/a.webp' } }],
  ['location', { type: 'location', location: { latitude: '37.44', longitude: '-122.16', name: 'Here' } }],
  ['contacts', { type: 'contacts', contacts: [{ name: { formatted_name: 'Ana' }, phones: [{ phone: '+1' }] }] }],
  ['buttons', buttons(button('Yes'), button('No'))],
  ['list', list(rows(10))],
  [
    'link button',
    {
      type: 'interactive',
      interactive: { type: 'cta_url', body: { text: 'Go' }, action: { name: 'cta_url', parameters: { display_text: 'Open', url: 'https://x.test' } } },
    },
  ],
  ['template', template(full)],
];

for (const [what, body] of accepted) {
  test(`a ${what} is accepted, and delivered within the window`, async () => {
    await stage.control('POST', 'phones', [{ wa_id: '33611111111', name: 'Léa', persona: 'manual' }]);
    await stage.control('POST', 'phones/33611111111/acts', { act: 'write', number: ids.number, text: 'hi' });

    const id = await stage.send({ to: '33611111111', ...body });
    await until('it is delivered', () => stage.receiver.statuses(id).some((status) => status.status === 'delivered'));

    const phone = await stage.control('GET', 'phones/33611111111');
    assert.ok((phone.body['bubbles'] as { id: string }[]).some((bubble) => bubble.id === id));
  });
}

test('a template arrives filled in, with its buttons', async () => {
  const id = await stage.send({ to: '33622222222', ...template(full) });
  await until('it is delivered', () => stage.receiver.statuses(id).length === 2);

  const phone = await stage.control('GET', 'phones/33622222222');
  assert.deepEqual((phone.body['bubbles'] as { content: unknown }[])[0]?.content, {
    kind: 'card',
    header: { kind: 'text', text: 'Order 7 is here' },
    text: 'Dear Ana, come for your order 7 today.',
    footer: 'See you soon',
    offer: null,
    buttons: [
      { kind: 'url', text: 'Follow', url: 'https://shop.example/o/7', index: 0 },
      { kind: 'phone', text: 'Call', phone: '+15550783881', index: 1 },
    ],
    template: 'order_ready',
  });
});

test('a bad token is 401 with 190; an unknown id is 400 with 100 and 33', async () => {
  const bad = await stage.graph('GET', ids.number, undefined, 'wrong');
  const unknown = await stage.graph('POST', '123/messages', { messaging_product: 'whatsapp' });

  assert.deepEqual([bad.status, (bad.body['error'] as { code: number }).code], [401, 190]);
  const error = unknown.body['error'] as Record<string, unknown>;
  assert.deepEqual([unknown.status, error['code'], error['error_subcode'], error['type']], [400, 100, 33, 'GraphMethodException']);
  assert.match(String(error['message']), /^Unsupported post request\. Object with ID '123' does not exist/);
});

test('parameters are taken from query, form and chunked JSON, with any version or none', async () => {
  const base = stage.emulator.url;
  const token = 'access_token=parley-emulator-token';
  const form = new URLSearchParams({
    messaging_product: 'whatsapp',
    to: '33612345678',
    type: 'template',
    template: JSON.stringify({ name: 'order_ready', language: { code: 'en_US' }, components: full }),
  });
  const chunked = new ReadableStream({
    start(controller) {
      for (const part of ['{"messaging_product":"whatsapp",', '"to":"33612345678",', JSON.stringify(template(full)).slice(1)])
        controller.enqueue(new TextEncoder().encode(part));
      controller.close();
    },
  });

  // The DOM's types do not know `duplex`, which Node asks for with a streamed body.
  const half: RequestInit & { duplex: 'half' } = { method: 'POST', headers: { 'content-type': 'application/json' }, body: chunked, duplex: 'half' };

  const answers = [
    await fetch(`${base}/${ids.number}/messages/?${token}`, { method: 'POST', body: form }),
    await fetch(`${base}/v13.0/${ids.number}/messages?${token}`, half),
    await fetch(`${base}/v19.0/${ids.number}?fields=quality_rating%2Cthroughput&${token}`, { headers: { 'content-type': 'application/json' } }),
    await fetch(`${base}/oauth/access_token?grant_type=client_credentials&client_id=${ids.app}&client_secret=parley-emulator-app-secret`),
    await fetch(`${base}/debug_token?input_token=parley-emulator-token&access_token=${encodeURIComponent(appToken)}`),
  ];

  assert.deepEqual(
    answers.map((answer) => answer.status),
    [200, 200, 200, 200, 200],
  );
  assert.deepEqual(await answers[2]?.json(), { quality_rating: 'GREEN', throughput: { level: 'HIGH' }, id: ids.number });
});

test('above the throughput of a number comes 130429, and above the pair limit 131056', async () => {
  await stage.control('POST', 'numbers', {
    id: '200000000000001',
    display_phone_number: '+15550000001',
    verified_name: 'Slow',
    business_account_id: ids.account,
    throughput_per_second: 5,
  });
  const codes = async (number: string, count: number, to: (i: number) => string): Promise<unknown[]> => {
    const answers = await Promise.all(
      Array.from({ length: count }, (_, i) => stage.graph('POST', `${number}/messages`, { messaging_product: 'whatsapp', to: to(i), ...text })),
    );
    return answers.flatMap((answer) => (answer.status === 200 ? [] : [(answer.body['error'] as { code: number }).code]));
  };

  assert.deepEqual(new Set(await codes('200000000000001', 20, (i) => `3360000${1000 + i}`)), new Set([130429]));
  await stage.control('PATCH', 'settings', { pair_interval_ms: 6_000 });
  assert.deepEqual(await codes(ids.number, 47, () => '33633333333'), [131056, 131056]);
  await stage.control('PATCH', 'settings', { pair_interval_ms: 0 });
});

test('media is uploaded, read, downloaded with the token only, and deleted', async () => {
  const bytes = Buffer.from([1, 2, 3, 4, 5]);
  const upload = async (type: string): Promise<Response> => {
    const form = new FormData();
    form.set('messaging_product', 'whatsapp');
    form.set('file', new Blob([bytes], { type }), 'p.bin');
    return fetch(`${stage.emulator.url}/v24.0/${ids.number}/media`, { method: 'POST', headers: { authorization: 'Bearer parley-emulator-token' }, body: form });
  };
  const { id } = (await (await upload('image/png')).json()) as { id: string };
  const strange = await upload('application/x-strange');

  const read = await stage.graph('GET', `${id}?phone_number_id=${ids.number}`);
  const others = await stage.graph('GET', `${id}?phone_number_id=42`);
  const address = String(read.body['url']);
  const withToken = await fetch(address, { headers: { authorization: 'Bearer parley-emulator-token' } });
  const part = await fetch(address, { headers: { authorization: 'Bearer parley-emulator-token', range: 'bytes=1-2' } });
  const without = await fetch(address);
  const forwarded = await fetch(`${stage.emulator.url}/${id}?access_token=parley-emulator-token`, {
    headers: { 'x-forwarded-host': 'graph.facebook.com', 'x-forwarded-proto': 'https' },
  });

  assert.deepEqual([strange.status, ((await strange.json()) as { error: { code: number } }).error.code], [400, 131053]);
  assert.equal(others.status, 400);
  assert.match(String(read.body['sha256']), /^[0-9a-f]{64}$/);
  assert.deepEqual(Buffer.from(await withToken.arrayBuffer()), bytes);
  assert.deepEqual([part.status, Buffer.from(await part.arrayBuffer())], [206, bytes.subarray(1, 3)]);
  assert.equal(without.status, 404);
  assert.match(((await forwarded.json()) as { url: string }).url, /^https:\/\/graph\.facebook\.com\/whatsapp_business\/attachments\//);
  assert.deepEqual((await stage.graph('DELETE', id)).body, { success: true });
  assert.equal((await stage.graph('GET', id)).status, 400);
});
