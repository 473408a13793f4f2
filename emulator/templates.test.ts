import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { approveSample, ids, openStage, sampleSend, sampleTemplate, type Stage, until } from './stage.ts';

let stage: Stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

const body = (text: string, example?: unknown): unknown[] => [{ type: 'BODY', text, ...(example === undefined ? {} : { example }) }];
const named = (...names: string[]): unknown => ({ body_text_named_params: names.map((name) => ({ param_name: name, example: 'x' })) });
const withButtons = (...buttons: unknown[]): unknown[] => [...body('Our sale is on.'), { type: 'BUTTONS', buttons }];
const withHeader = (text: string, example?: unknown): unknown[] => [
  { type: 'HEADER', format: 'TEXT', text, ...(example === undefined ? {} : { example }) },
  ...body('Our sale is on.'),
];
const reply = (text: string): unknown => ({ type: 'QUICK_REPLY', text });
const link = (text: string, url = 'https://shop.example/x'): unknown => ({ type: 'URL', text, url });

const broken: readonly (readonly [string, Record<string, unknown>, number | undefined])[] = [
  ['a name with capitals', { name: 'Sale' }, 2388046],
  ['a name of 513 characters', { name: 'a'.repeat(513) }, 2388040],
  ['no name', { name: '' }, undefined],
  ['an unknown language', { language: 'xx_XX' }, undefined],
  ['an unknown category', { category: 'NEWS' }, undefined],
  ['no components', { components: undefined }, undefined],
  ['no body', { components: [{ type: 'FOOTER', text: 'f' }] }, 2388043],
  ['a body of 1,025 characters', { components: body('a'.repeat(1025)) }, 2388040],
  ['a body that begins with a variable', { components: body('{{first_name}}, our sale is on', named('first_name')) }, 2388299],
  ['a body that ends with a variable', { components: body('Our sale is on, {{first_name}}', named('first_name')) }, 2388299],
  ['more variables than words', { components: body('Hi {{a}}, {{b}}, {{c}} ok', named('a', 'b', 'c')) }, 2388293],
  ['a variable without an example', { components: body('Hello {{first_name}}, our sale is on.') }, 2388043],
  [
    'positional variables with a gap',
    { parameter_format: 'POSITIONAL', components: body('Hello {{1}} and {{3}}, our sale is on.', { body_text: [['a', 'b']] }) },
    2388072,
  ],
  [
    'a named variable where positions are due',
    { parameter_format: 'POSITIONAL', components: body('Hello {{first_name}}, our sale is on.', { body_text: [['a']] }) },
    2388072,
  ],
  ['a capital in a variable name', { components: body('Hello {{First}}, our sale is on.', named('First')) }, 2388072],
  ['three new lines in a row', { components: body('Hello\n\n\nour sale is on.') }, 2388072],
  ['a header of 61 characters', { components: withHeader('a'.repeat(61)) }, 2388040],
  ['two variables in the header', { components: withHeader('{{a}} and {{b}}', { header_text_named_params: [] }) }, 2388047],
  ['an emoji in the header', { components: withHeader('Sale 🎉') }, 2388047],
  ['a header variable without an example', { components: withHeader('For {{name}}') }, 2388043],
  ['an image header without a handle', { components: [{ type: 'HEADER', format: 'IMAGE' }, ...body('Our sale is on.')] }, 2388043],
  [
    'an image header with a made-up handle',
    { components: [{ type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::abc'] } }, ...body('Our sale is on.')] },
    2388273,
  ],
  ['a variable in the footer', { components: [...body('Our sale is on.'), { type: 'FOOTER', text: 'Bye {{name}}' }] }, 2388073],
  ['a footer of 61 characters', { components: [...body('Our sale is on.'), { type: 'FOOTER', text: 'a'.repeat(61) }] }, 2388040],
  ['eleven buttons', { components: withButtons(...Array.from({ length: 11 }, (_, i) => reply(`b${i}`))) }, 2388055],
  ['three link buttons', { components: withButtons(link('a'), link('b'), link('c')) }, 2388055],
  ['a link between two replies', { components: withButtons(reply('a'), link('b'), reply('c')) }, 2388055],
  ['two buttons of one text', { components: withButtons(reply('a'), reply('a')) }, 2388055],
  ['a button text of 26 characters', { components: withButtons(reply('a'.repeat(26))) }, 2388040],
  ['a link without a scheme', { components: withButtons(link('a', 'shop.example')) }, 2388055],
  ['a link variable in the middle', { components: withButtons(link('a', 'https://shop.example/{{1}}/x')) }, 2388055],
  ['a link variable without an example', { components: withButtons(link('a', 'https://shop.example/{{1}}')) }, 2388043],
  ['an unknown component', { components: [...body('Our sale is on.'), { type: 'CAROUSEL', cards: [] }] }, undefined],
];

for (const [what, change, subcode] of broken) {
  test(`a template with ${what} is refused`, async () => {
    const answer = await stage.graph('POST', `${ids.account}/message_templates`, sampleTemplate(change));

    const error = answer.body['error'] as Record<string, unknown>;
    assert.equal(answer.status, 400, JSON.stringify(answer.body));
    assert.equal(error['code'], 100);
    assert.equal(error['error_subcode'], subcode);
    assert.equal(typeof error['fbtrace_id'], 'string');
    if (subcode !== undefined) assert.ok(error['error_user_title'] && error['error_user_msg']);
  });
}

test('a template is created, approved, told, listed, sent and deleted, and its name is then blocked', async () => {
  const id = await approveSample(stage, { name: 'life_of_one' });

  await until('the approval is told', () =>
    stage.receiver.changes('message_template_status_update').some((value) => value['message_template_id'] === Number(id)),
  );
  const told = stage.receiver.changes('message_template_status_update').find((value) => value['message_template_id'] === Number(id));
  const listed = await stage.graph('GET', `${ids.account}/message_templates?name=life_of_one&status=["APPROVED","PENDING"]&fields=name,status`);
  const twice = await stage.graph('POST', `${ids.account}/message_templates`, sampleTemplate({ name: 'life_of_one' }));
  const deleted = await stage.graph('DELETE', `${ids.account}/message_templates?name=life_of_one`);
  const again = await stage.graph('POST', `${ids.account}/message_templates`, sampleTemplate({ name: 'life_of_one' }));

  assert.deepEqual(told, {
    event: 'APPROVED',
    message_template_id: Number(id),
    message_template_name: 'life_of_one',
    message_template_language: 'en_US',
    reason: 'NONE',
    message_template_category: 'MARKETING',
  });
  assert.deepEqual(listed.body['data'], [{ name: 'life_of_one', status: 'APPROVED', id }]);
  assert.deepEqual(pick(twice), [400, 2388024, 'There is already English (US) content for this template. You can create a new template and try again.']);
  assert.deepEqual(deleted.body, { success: true });
  assert.deepEqual(pick(again).slice(0, 2), [400, 2388023]);
});

function pick(answer: { status: number; body: Record<string, unknown> }): unknown[] {
  const error = answer.body['error'] as Record<string, unknown>;
  return [answer.status, error['error_subcode'], error['error_user_msg']];
}

const reviewed: readonly (readonly [string, unknown[], string])[] = [
  ['variables side by side', body('Hello dear {{a}} {{b}} our sale is on now.', named('a', 'b')), 'INVALID_FORMAT'],
  ['a request for card numbers', body('Please answer with your credit card number to go on.'), 'SCAM'],
  ['firearms', body('Our firearms are half price this week.'), 'ABUSIVE_CONTENT'],
  ['a shortened link', body('Look at bit.ly/3abc for all of it.'), 'INVALID_FORMAT'],
];

for (const [i, [what, components, reason]] of reviewed.entries()) {
  test(`the robot rejects ${what} with ${reason}`, async () => {
    const created = await stage.graph('POST', `${ids.account}/message_templates`, sampleTemplate({ name: `review_${i}`, components }));
    const id = String(created.body['id']);

    await until('it is rejected', async () => (await stage.graph('GET', `${id}?fields=status`)).body['status'] === 'REJECTED');
    await until('the rejection is told', () =>
      stage.receiver.changes('message_template_status_update').some((value) => value['message_template_id'] === Number(id)),
    );

    const told = stage.receiver.changes('message_template_status_update').find((value) => value['message_template_id'] === Number(id));
    const read = await stage.graph('GET', `${id}?fields=rejected_reason`);
    assert.equal(read.body['rejected_reason'], reason);
    assert.equal(told?.['reason'], reason);
    const info = told?.['rejection_info'] as { recommendation: string } | undefined;
    assert.ok(info?.recommendation);
  });
}

test('a utility template that promotes comes back as marketing', async () => {
  const created = await stage.graph(
    'POST',
    `${ids.account}/message_templates`,
    sampleTemplate({ name: 'sly', category: 'UTILITY', components: body('Your order is here, and a discount of 20% off waits.') }),
  );

  assert.equal(created.body['category'], 'MARKETING');
  assert.equal((await stage.graph('GET', `${String(created.body['id'])}?fields=previous_category`)).body['previous_category'], 'UTILITY');
});

test('an approved template can be edited once a day, and is reviewed again', async () => {
  const id = await approveSample(stage, { name: 'edited', components: body('The first words of it.') });

  const first = await stage.graph('POST', id, { components: body('The second words of it.') });
  await until('it is approved again', async () => (await stage.graph('GET', id)).body['status'] === 'APPROVED');
  const second = await stage.graph('POST', id, { components: body('The third words of it.') });

  assert.deepEqual(first.body, { success: true });
  assert.equal(pick(second)[1], 2388039);
});

test('a review by hand waits for a person, and their verdict is told', async () => {
  const byHand = await openStage({ settings: { template_review: 'manual' } });
  const created = await byHand.graph('POST', `${ids.account}/message_templates`, sampleTemplate());
  const id = String(created.body['id']);

  await byHand.control('POST', `templates/${id}/review`, { verdict: 'reject', reason: 'PROMOTIONAL', recommendation: 'Say less.' });

  await until('it is told', () => byHand.receiver.changes('message_template_status_update').length === 1);
  assert.equal(byHand.receiver.changes('message_template_status_update')[0]?.['event'], 'REJECTED');
  assert.equal((await byHand.graph('POST', `${ids.number}/messages`, { messaging_product: 'whatsapp', to: '+33612345678', ...sampleSend() })).status, 404);
  await byHand.close();
});

test('lists come in pages with cursors, next only where there is a next', async () => {
  const paged = await openStage({ settings: { template_review: 'approve' } });
  for (const i of [1, 2, 3])
    await paged.graph('POST', `${ids.account}/message_templates`, sampleTemplate({ name: `page_${i}`, components: body(`These are the words of ${i}.`) }));

  const first = await paged.graph('GET', `${ids.account}/message_templates?limit=2`);
  const paging = first.body['paging'] as { cursors: { after: string }; next?: string };
  const second = await paged.graph('GET', `${ids.account}/message_templates?limit=2&after=${paging.cursors.after}`);
  const wrong = await paged.graph('GET', `${ids.account}/message_templates?after=bm9uc2Vuc2U`);

  assert.equal((first.body['data'] as unknown[]).length, 2);
  assert.ok(paging.next?.includes(paging.cursors.after));
  assert.equal((second.body['data'] as unknown[]).length, 1);
  assert.equal((second.body['paging'] as { next?: string }).next, undefined);
  assert.equal((wrong.body['error'] as { code: number }).code, 131059);
  await paged.close();
});

test('a picture header takes a handle of the resumable upload', async () => {
  const bytes = Buffer.from('not really a picture');
  const session = await stage.graph('POST', `${ids.app}/uploads?file_name=a.png&file_length=${bytes.length}&file_type=image/png`);
  const sent = await fetch(`${stage.emulator.url}/v24.0/${String(session.body['id'])}`, {
    method: 'POST',
    headers: { authorization: 'OAuth parley-emulator-token', file_offset: '0' },
    body: bytes,
  });
  const { h } = (await sent.json()) as { h: string };

  const created = await stage.graph(
    'POST',
    `${ids.account}/message_templates`,
    sampleTemplate({
      name: 'pictured',
      components: [{ type: 'HEADER', format: 'IMAGE', example: { header_handle: [h] } }, ...body('Look at this picture of ours.')],
    }),
  );

  assert.equal(created.status, 200, JSON.stringify(created.body));
  assert.equal((await stage.graph('GET', String(session.body['id']))).body['file_offset'], bytes.length);
});
