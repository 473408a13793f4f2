import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ids, openStage, type Stage, until } from '../stage.ts';
import { isRecord } from '../world/json.ts';
import { type Row, sendRows } from './code-rows.ts';
import { callControl, type Exchange, type Ground, runExchange, valueAt } from './exchange.ts';
import { reader } from './golden-parts.ts';
import { misfits } from './shape.ts';
import { templateRows } from './template-code-rows.ts';
import { unplayed } from './unplayed.ts';

// Every code of Meta's error page that a client can meet, provoked by what provokes it, and read word for word.

const rows: readonly Row[] = [...sendRows, ...templateRows];

/** Templates every row may use, approved at once. */
const templates = [
  { name: 'plain', category: 'MARKETING', components: [{ type: 'BODY', text: 'Hello {{1}}, our sale is on.', example: { body_text: [['Ana']] } }] },
  { name: 'useful', category: 'UTILITY', components: [{ type: 'BODY', text: 'Your order {{1}} is ready.', example: { body_text: [['42']] } }] },
  {
    name: 'linked',
    category: 'MARKETING',
    components: [
      { type: 'BODY', text: 'Look, {{1}}, at this.', example: { body_text: [['Ana']] } },
      { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Shop', url: 'https://shop.example/{{1}}', example: ['https://shop.example/p'] }] },
    ],
  },
  {
    name: 'passcode',
    category: 'AUTHENTICATION',
    components: [
      { type: 'BODY', add_security_recommendation: true },
      { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy code' }] },
    ],
  },
];

async function openRow(row: Row): Promise<{ stage: Stage; ground: Ground }> {
  const stage = await openStage({ seed: 'codes' });
  const { world, url } = stage.emulator;
  const ground: Ground = {
    graph: url,
    control: `${url}/emulator/v1`,
    tokens: { user: world.app.token, app: `${world.app.id}|${world.app.secret}` },
    known: new Map([
      ['number', ids.number],
      ['account', ids.account],
    ]),
  };
  await callControl(ground, 'POST phones', [{ wa_id: reader, name: 'Ana', persona: 'manual' }]);
  await callControl(ground, 'POST scenario', { templates: templates.map((create) => ({ create: { language: 'en_US', ...create } })) });
  for (const template of world.templates.values()) ground.known.set(`template_${template.name}`, template.id);
  await callControl(ground, 'PATCH settings', row.settings ?? {});
  for (const before of row.before ?? []) {
    const { status, response } = await runExchange(ground, { ...before, answer: {} });
    assert.equal(status, before.status ?? 200, `${before.call}: ${JSON.stringify(response)}`);
  }
  return { stage, ground };
}

async function judge(row: Row, stage: Stage, ground: Ground): Promise<string[]> {
  if ('refused' in row) return judgeExchange(row.refused, ground, row.code);
  if ('shown' in row) return judgeExchange(row.shown, ground, row.code);
  if ('inbound' in row) {
    await callControl(ground, `POST phones/${reader}/acts`, { act: 'send_raw', number: ids.number, message: row.inbound });
    await until(`code ${row.code} comes in`, () => stage.receiver.messages().length > 0);
    const message: Record<string, unknown> = { ...stage.receiver.messages()[0] };
    return misfits(message['errors'], [{ code: row.code, title: /./, message: /./, error_data: { details: /./ } }]);
  }
  const { body, title, details, to } = row.failed;
  const sent = await runExchange(ground, {
    say: '',
    call: `POST {number}/messages`,
    body: { messaging_product: 'whatsapp', to: to ?? `+${reader}`, ...body },
    answer: {},
  });
  const id = valueAt(sent.response, 'messages/0/id');
  assert.equal(sent.status, 200, JSON.stringify(sent.response));
  if (stage.emulator.world.clock.speed === 0) {
    await callControl(ground, 'PATCH templates/{template_plain}', { status: 'PAUSED' });
    await callControl(ground, 'POST clock', { do: 'jump', by_ms: 1_000 });
  }
  await until(`code ${row.code} is told`, () => stage.receiver.statuses().some((status) => status.id === id && status.status === 'failed'));
  const [failed] = stage.receiver.statuses().filter((status) => status.id === id && status.status === 'failed');
  return misfits(failed?.errors, [{ code: row.code, title, message: title, error_data: { details }, href: /^https:\/\/developers\.facebook\.com\// }]);
}

async function judgeExchange(exchange: Exchange, ground: Ground, code: number): Promise<string[]> {
  const found = await runExchange(ground, exchange);
  const told = JSON.stringify(found.response);
  return [...found.misfits, ...(told.includes(String(code)) ? [] : [`the code ${code} is not in ${told}`])];
}

for (const row of rows) {
  const way = 'failed' in row ? 'fails' : 'inbound' in row ? 'comes in' : 'shown' in row ? 'is shown' : 'refuses';
  test(`code ${row.code} ${way}, with its text and status`, async () => {
    const { stage, ground } = await openRow(row);
    try {
      assert.deepEqual(await judge(row, stage, ground), []);
    } finally {
      await stage.close();
    }
  });
}

test('every code of the facts is either provoked here or listed as not played, never both', () => {
  const provoked = new Set(rows.map((row) => row.code));
  const listed = new Set(unplayed.flatMap((one) => one.codes));

  const lost = codesOfFacts.filter((code) => !provoked.has(code) && !listed.has(code));
  const both = codesOfFacts.filter((code) => provoked.has(code) && listed.has(code));
  const strange = [...provoked, ...listed].filter((code) => !codesOfFacts.includes(code));

  assert.deepEqual({ lost, both, strange }, { lost: [], both: [], strange: [] });
  assert.ok(unplayed.every((one) => isRecord(one) && one.why.length > 20));
});

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** Facts §5.1, §5.2 and §5.3, read 2026-11-22; a range of the tables is all of its numbers. */
const codesOfFacts: readonly number[] = [
  [0, 3, 10, 104, 190, 200, ...range(201, 299), 368, 130_497, 131_031, 139_200, 4, 613, 80_007, 130_429, 131_048, 131_056, 131_057, 131_064, 133_016],
  [1, 2, 33, 100, 130_403, 130_472, 131_000, 131_005, 131_008, 131_009, 131_016, 131_021, 131_026, 131_030, 131_037, 131_042, 131_044, 131_045, 131_047],
  [131_049, 131_050, 131_051, 131_052, 131_053, 131_055, 131_060, 131_062, 131_063, 134_011, 135_000, 137_000],
  [132_000, 132_001, 132_005, 132_007, 132_008, 132_012, 132_015, 132_016, 132_018, 132_068, 132_069],
  [133_000, 133_004, 133_005, 133_008, 133_009, 133_006, 133_010, 133_015, 134_100, 134_101, 134_102, 1_752_041],
  [2_388_019, 2_388_023, 2_388_024, 2_388_039, 2_388_040, 2_388_047, 2_388_072, 2_388_073, 2_388_293, 2_388_299, 2_388_318, 2_388_330],
  [2_388_001, 2_388_012, 2_388_091, 2_388_093, 2_388_103, 2_494_100, 131_059, 141_002, 200_005, 200_006, 200_007, 2_593_107, 2_593_108],
  [139_000, 139_001, 139_002, 139_003, 139_004, 139_100, 139_101, 139_102, 139_103, ...range(138_000, 138_018), 138_024, 138_025],
  [131_020, 131_041, 131_201, 131_202, 131_204, 131_207, 131_208, ...range(131_209, 131_215), ...range(147_001, 147_005), ...range(2_494_164, 2_494_179)],
].flat();
