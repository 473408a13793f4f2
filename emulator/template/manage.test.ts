import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ids, openStage, type Stage, until } from '../stage.ts';
import { noteTemplateBlock } from './compare.ts';

const edge = `${ids.account}/message_templates`;
const day = 24 * 60 * 60 * 1000;

let now = Date.UTC(2026, 10, 22);
let stage: Stage;
before(async () => {
  stage = await openStage({ clock: { now: () => now }, settings: { template_review: 'approve' } });
});
after(() => stage.close());

const make = async (name: string, change: Record<string, unknown> = {}): Promise<string> => {
  now += 1_000;
  const answer = await stage.graph('POST', edge, {
    name,
    language: 'en_US',
    category: 'MARKETING',
    components: [{ type: 'BODY', text: `The words of ${name} are these.` }],
    ...change,
  });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  const id = String(answer.body['id']);
  stage.emulator.world.wheel.turn();
  await until('it is approved', async () => (await stage.graph('GET', id)).body['status'] === 'APPROVED');
  return id;
};
const names = async (query: string): Promise<unknown[]> => {
  const answer = await stage.graph('GET', `${edge}?${query}`);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return (answer.body['data'] as Record<string, unknown>[]).map((one) => one['name']);
};
const fault = (answer: { status: number; body: Record<string, unknown> }): unknown[] => {
  const error = (answer.body['error'] ?? {}) as Record<string, unknown>;
  return [answer.status, error['code'], error['message']];
};

test('lists are narrowed by words, lists and JSON, and come in pages', async () => {
  await make('list_a');
  await make('list_b', { category: 'UTILITY', language: 'fr' });
  const third = await make('list_c');
  await stage.graph('DELETE', `${edge}?hsm_ids=`);

  const first = await stage.graph('GET', `${edge}?name=list_&limit=2&fields=name,status&summary=total_count`);
  const paging = first.body['paging'] as { cursors: { after: string }; next?: string };
  const rest = await stage.graph('GET', `${edge}?name=list_&limit=2&after=${paging.cursors.after}`);

  assert.deepEqual(first.body['data'], [
    { name: 'list_c', status: 'APPROVED', id: third },
    { name: 'list_b', status: 'APPROVED', id: (first.body['data'] as { id: string }[])[1]?.id },
  ]);
  assert.equal((first.body['summary'] as Record<string, unknown>)['total_count'], 3);
  assert.ok(paging.next?.includes(paging.cursors.after));
  assert.deepEqual(
    (rest.body['data'] as Record<string, unknown>[]).map((one) => one['name']),
    ['list_a'],
  );
  assert.deepEqual(await names('name=list_&status=["APPROVED","PENDING"]&category=utility'), ['list_b']);
  assert.deepEqual(await names('name=list_&language=fr'), ['list_b']);
  assert.deepEqual(await names('name_or_content=WORDS of list_c'), ['list_c']);
  assert.deepEqual(await names('name=list_&quality_score=GREEN,RED'), []);
  assert.deepEqual(await names('name=list_&status=REJECTED'), []);
  assert.deepEqual(await names('source=AUTO_GENERATED'), []);
  assert.deepEqual(fault(await stage.graph('GET', `${edge}?after=bm9uc2Vuc2U`)).slice(0, 2), [400, 131059]);
});

test('a passcode button reads back as a link, a file as an address', async () => {
  const bytes = Buffer.from('not really a picture');
  const session = await stage.graph('POST', `${ids.app}/uploads?file_name=a.png&file_length=${bytes.length}&file_type=image/png`);
  const sent = await fetch(`${stage.emulator.url}/v24.0/${String(session.body['id'])}`, {
    method: 'POST',
    headers: { authorization: 'OAuth parley-emulator-token', file_offset: '0' },
    body: bytes,
  });
  const { h } = (await sent.json()) as { h: string };
  const header = { type: 'HEADER', format: 'IMAGE', example: { header_handle: [h] } };
  const card = { components: [header, { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'More' }] }] };
  const pictured = await make('pictured', {
    components: [
      { type: 'BODY', text: 'Two cards for you today.' },
      { type: 'CAROUSEL', cards: [card, card] },
    ],
  });
  const code = await make('code', {
    category: 'AUTHENTICATION',
    components: [{ type: 'BODY' }, { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] }],
  });

  const components = (await stage.graph('GET', code)).body['components'] as { type: string; buttons?: Record<string, unknown>[] }[];
  const read = JSON.stringify((await stage.graph('GET', pictured)).body['components']);
  const readBack = (await stage.graph('GET', pictured)).body['components'] as unknown[];
  const sentBack = await stage.graph('POST', pictured, { components: [{ type: 'BODY', text: 'Two other cards for you.' }, readBack[1]] });
  const madeUp = await stage.graph('POST', edge, {
    name: 'made_up',
    language: 'en_US',
    category: 'MARKETING',
    components: [
      { ...header, example: { header_handle: ['4::made:up'] } },
      { type: 'BODY', text: 'A picture of nothing.' },
    ],
  });
  const wrongKind = await stage.graph('POST', edge, {
    name: 'wrong_kind',
    language: 'en_US',
    category: 'MARKETING',
    components: [
      { ...header, format: 'VIDEO' },
      { type: 'BODY', text: 'A film of nothing.' },
    ],
  });

  assert.deepEqual(components.find((one) => one.type === 'BUTTONS')?.buttons, [
    {
      type: 'URL',
      text: 'Copy code',
      url: 'https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}',
      example: ['https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp123456'],
    },
  ]);
  assert.match(read, new RegExp(`${stage.emulator.url}/emulator/v1/media/\\d{6,}`));
  assert.deepEqual([sentBack.body, madeUp.status, wrongKind.status], [{ success: true }, 400, 400]);
});

test('authentication templates are written in many languages at once, and changed where they are there', async () => {
  const body = {
    name: 'many',
    languages: ['en_US', 'es_ES', 'fr'],
    category: 'AUTHENTICATION',
    components: [
      { type: 'BODY', add_security_recommendation: true },
      { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
    ],
  };

  const first = await stage.graph('POST', `${ids.account}/upsert_message_templates`, body);
  stage.emulator.world.wheel.turn();
  const data = first.body['data'] as { id: string; language: string }[];
  await until('all are approved', async () => (await stage.graph('GET', data[2]?.id ?? '')).body['status'] === 'APPROVED');
  const second = await stage.graph('POST', `${ids.account}/upsert_message_templates`, {
    ...body,
    languages: '["fr","de"]',
    components: [{ type: 'BODY' }, { type: 'FOOTER', code_expiration_minutes: 5 }, body.components[1]],
  });
  const marketing = await stage.graph('POST', `${ids.account}/upsert_message_templates`, { ...body, category: 'MARKETING' });

  assert.deepEqual(
    data.map((one) => one.language),
    ['en_US', 'es_ES', 'fr'],
  );
  const changed = second.body['data'] as { id: string; language: string }[];
  assert.equal(changed[0]?.id, data[2]?.id);
  assert.match(JSON.stringify((await stage.graph('GET', changed[0]?.id ?? '')).body['components']), /expire dans 5 minutes/);
  assert.deepEqual(fault(marketing), [400, 100, '(#100) Param category must be one of {AUTHENTICATION}.']);
});

test('previews show the words of each language', async () => {
  const preview = await stage.graph(
    'GET',
    `${ids.account}/message_template_previews?category=AUTHENTICATION&languages=en_US,es_ES&add_security_recommendation=true&code_expiration_minutes=10&button_types=OTP`,
  );
  const bare = await stage.graph('GET', `${ids.account}/message_template_previews?category=AUTHENTICATION`);

  assert.deepEqual(preview.body['data'], [
    {
      body: '*{{1}}* is your verification code. For your security, do not share this code.',
      buttons: [{ autofill_text: 'Autofill', text: 'Copy code' }],
      footer: 'This code expires in 10 minutes.',
      language: 'en_US',
    },
    {
      body: 'Tu código de verificación es *{{1}}*. Por tu seguridad, no lo compartas.',
      buttons: [{ autofill_text: 'Autocompletar', text: 'Copiar código' }],
      footer: 'Este código caduca en 10 minutos.',
      language: 'es_ES',
    },
  ]);
  assert.ok((bare.body['data'] as unknown[]).length >= 8);
});

test('the library is browsed, and a template of it is approved at once', async () => {
  const found = await stage.graph('GET', 'message_template_library?topic=ORDER_MANAGEMENT&language=fr&search=en ROUTE');
  const page = await stage.graph('GET', 'message_template_library?limit=5');
  const made = await stage.graph('POST', edge, {
    name: 'from_library',
    language: 'fr',
    category: 'UTILITY',
    library_template_name: 'order_shipped_1',
    library_template_button_inputs: "[{'type':'URL','url':{'base_url':'https://shop.example/{{1}}','url_suffix_example':'https://shop.example/a'}}]",
  });
  const code = await stage.graph('POST', edge, {
    name: 'code_from_library',
    language: 'es',
    category: 'AUTHENTICATION',
    library_template_name: 'verify_code_1',
    library_template_body_inputs: { add_security_recommendation: true, code_expiration_minutes: 10 },
    library_template_button_inputs: [{ type: 'OTP', otp_type: 'COPY_CODE' }],
  });
  const unknown = await stage.graph('POST', edge, { name: 'from_nowhere', language: 'fr', category: 'UTILITY', library_template_name: 'nothing' });
  const bare = await stage.graph('POST', edge, { name: 'without_link', language: 'es', category: 'UTILITY', library_template_name: 'order_shipped_1' });

  const [sample] = found.body['data'] as Record<string, unknown>[];
  assert.equal(sample?.['name'], 'order_shipped_1');
  assert.deepEqual(sample?.['body_param_types'], ['TEXT', 'DATE']);
  assert.equal((page.body['data'] as unknown[]).length, 5);
  assert.ok((page.body['paging'] as Record<string, unknown>)['next']);
  assert.deepEqual([made.body['status'], code.body['status']], ['APPROVED', 'APPROVED']);
  const read = await stage.graph('GET', String(made.body['id']));
  assert.equal(read.body['library_template_name'], 'order_shipped_1');
  assert.match(JSON.stringify(read.body['components']), /shop\.example/);
  assert.equal(unknown.status, 400);
  assert.deepEqual(fault(bare), [400, 100, '(#100) The parameter library_template_button_inputs is required.']);
});

test('archived templates come back within 28 days, or are gone; a year without use archives by itself', async () => {
  const kept = await make('archive_kept');
  const gone = await make('archive_gone');

  const archived = await stage.graph('POST', `${edge}/archive`, { hsm_ids: [kept, gone, '987654321'] });
  const status = (await stage.graph('GET', kept)).body['status'];
  const back = await stage.graph('POST', `${edge}/unarchive`, { hsm_ids: `${kept}` });
  const twice = await stage.graph('POST', `${edge}/unarchive`, { hsm_ids: `${kept}` });
  now += 28 * day;
  const left = await names('name=archive_');
  now += 365 * day;
  const idle = await stage.graph('GET', `${edge}?name=archive_&fields=status`);

  assert.deepEqual(archived.body, { archived_templates: [kept, gone], failed_templates: { 987654321: 'Template not found' } });
  assert.equal(status, 'ARCHIVED');
  assert.deepEqual(back.body, { unarchived_templates: [kept], failed_templates: {} });
  assert.deepEqual(twice.body, { unarchived_templates: [], failed_templates: { [kept]: 'Only archived templates can be unarchived' } });
  assert.deepEqual(left, ['archive_kept']);
  assert.deepEqual(idle.body['data'], [{ status: 'ARCHIVED', id: kept }]);
});

test('approved templates are copied to another account of the portfolio, the others say why not', async () => {
  const { world } = stage.emulator;
  const source = world.accounts.get(ids.account)!;
  world.accounts.set('555000111222', { ...source, id: '555000111222', name: 'Second' });
  world.accounts.set('555000111333', { ...source, id: '555000111333', name: 'Foreign', portfolio: '1' });
  const good = await make('migrate_good');
  const red = await make('migrate_red');
  world.templates.get(red)!.quality = 'RED';
  const body = { source_waba_id: ids.account, template_ids: [good, red] };

  const done = await stage.graph('POST', '555000111222/migrate_message_templates', body);
  const again = await stage.graph('POST', '555000111222/migrate_message_templates', { ...body, template_ids: [good] });
  const foreign = await stage.graph('POST', '555000111333/migrate_message_templates', body);

  assert.deepEqual(done.body['migrated_templates'], [good]);
  assert.deepEqual(Object.keys(done.body['failed_templates'] as Record<string, unknown>), [red]);
  assert.match(JSON.stringify(again.body['failed_templates']), /already English \(US\) content/);
  assert.deepEqual(fault(foreign).slice(0, 2), [400, 100]);
  assert.equal([...world.templates.values()].filter((one) => one.account === '555000111222').length, 1);
});

test('two templates are only compared when both were sent a thousand times', async () => {
  const one = await make('compare_one');
  const other = await make('compare_other');
  const end = Math.floor(now / 1000);

  const thin = await stage.graph('GET', `${one}/compare?template_ids=[${other}]&start=${end - 7 * 86_400}&end=${end}`);
  const oddSpan = await stage.graph('GET', `${one}/compare?template_ids=[${other}]&start=${end - 86_400}&end=${end}`);
  const itself = await stage.graph('GET', `${one}/compare?template_ids=[${one}]&start=${end - 7 * 86_400}&end=${end}`);
  const nothing = await stage.graph('GET', `${one}/compare`);

  assert.match(JSON.stringify(thin.body), /sent 0 times/);
  assert.deepEqual([thin.status, oddSpan.status, itself.status], [400, 400, 400]);
  assert.deepEqual(fault(nothing), [400, 100, '(#100) The parameter template_ids is required.']);
});

test('fields are picked, and a field nobody knows is refused', async () => {
  const id = await make('fields', { message_send_ttl_seconds: 86_400, cta_url_link_tracking_opted_out: 'true' });

  const some = await stage.graph('GET', `${id}?fields=message_send_ttl_seconds,cta_url_link_tracking_opted_out,parameter_format,quality_score`);
  const strange = await stage.graph('GET', `${id}?fields=colour`);
  const options = await stage.graph('POST', id, { message_send_ttl_seconds: 43_200 });
  const nothing = await stage.graph('POST', id, {});

  const quality = { score: 'UNKNOWN', date: Math.floor(now / 1000) };
  assert.deepEqual(some.body, {
    message_send_ttl_seconds: 86_400,
    cta_url_link_tracking_opted_out: true,
    parameter_format: 'POSITIONAL',
    quality_score: quality,
    id,
  });
  assert.deepEqual(fault(strange), [400, 100, '(#100) Tried accessing nonexisting field (colour)']);
  assert.deepEqual(options.body, { success: true });
  assert.equal((await stage.graph('GET', id)).body['status'], 'APPROVED', 'a time-to-live is not reviewed');
  assert.equal(nothing.status, 400);
});

test('of two templates the one that is blocked less comes first', async () => {
  const { world } = stage.emulator;
  const [calm, loud] = [await make('compare_calm'), await make('compare_loud')];
  for (const template of [calm, loud]) {
    for (let n = 1; n <= 1_000; n++) {
      const message = world.ledger.add({
        wamid: `wamid.${template}.${n}`,
        waId: template === calm ? '33600000001' : '33600000002',
        mine: false,
        n,
        number: ids.number,
        at: now,
        type: 'template',
        category: 'marketing',
        template,
        opaque: null,
        quoted: null,
        wire: '{}',
        replies: null,
        byUserId: false,
        isMarketingApi: false,
        ttl: 30 * day,
        state: 'delivered',
        pricing: null,
        content: '{"kind":"other","type":"template"}',
      });
      message.sentAt = now;
      world.ledger.touch(message);
    }
  }
  noteTemplateBlock(world, world.templates.get(loud)!, 'spam');
  noteTemplateBlock(world, world.templates.get(loud)!, 'spam');
  noteTemplateBlock(world, world.templates.get(loud)!, null);
  const end = Math.floor(now / 1000) + 1;

  const compared = await stage.graph('GET', `${loud}/compare?template_ids=[${calm}]&start=${end - 30 * 86_400}&end=${end}`);

  assert.deepEqual(compared.body, {
    data: [
      { metric: 'BLOCK_RATE', type: 'RELATIVE', order_by_relative_metric: [calm, loud] },
      {
        metric: 'MESSAGE_SENDS',
        type: 'NUMBER_VALUES',
        number_values: [
          { key: loud, value: 1_000 },
          { key: calm, value: 1_000 },
        ],
      },
      {
        metric: 'TOP_BLOCK_REASON',
        type: 'STRING_VALUES',
        string_values: [
          { key: loud, value: 'SPAM' },
          { key: calm, value: 'UNKNOWN_BLOCK_REASON' },
        ],
      },
    ],
  });
});
