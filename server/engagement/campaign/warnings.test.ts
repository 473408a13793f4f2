import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { CampaignChoices } from '#core/contract/campaigns.ts';
import { tell } from '#core/contract/say.ts';
import { parseTold } from '#core/value/say.ts';
import { openStage, pub, type Stage, type StageTemplate } from '#test/world/stage.ts';
import { createCampaign, makePlan } from './campaign.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

async function planOf(choices: Partial<CampaignChoices> = {}, template: StageTemplate = {}) {
  const given = {
    segments: [pub('segment', await stage.segment())],
    template: pub('template', await stage.template(template)),
    variables: { first_name: { from: 'contact', attribute: 'first_name', fallback: 'friend' } as const },
    ...choices,
  };
  const { id } = await createCampaign(stage.platform, stage.actor, { name: 'Winter', choices: given }, stage.now());
  return makePlan(stage.platform, stage.actor, id, stage.now());
}

const codes = (plan: Awaited<ReturnType<typeof planOf>>) => plan.warnings.map(({ code, at }) => `${code} ${at}`);
const optOut: StageTemplate = {
  languages: { en: { content: { footer: 'Reply STOP to get no more offers', buttons: [{ kind: 'reply', text: 'Stop promotions' }] } } },
};

test('a campaign with nothing odd has no warning of ours', async () => {
  await stage.person({ first: 'Ana' });

  const warnings = codes(await planOf({}, optOut));

  for (const code of ['fallbacks_many', 'at_night', 'windows_closed', 'unpriced', 'over_limit', 'template_revised', 'category_due'])
    assert.ok(!warnings.some((warning) => warning.startsWith(code)), warnings.join(', '));
});

test('many fallbacks, a closed window, the night and the limit are said with their places', async () => {
  await stage.person({ first: null, name: 'ACME' });
  await stage.person({ first: 'Ana' });
  await stage.database.pool.query(`update number set messaging_limit = 'TIER_1'`);

  const plan = await planOf(
    {
      free: { en: { kind: 'text', text: 'Hi', preview: true }, de: { kind: 'text', text: 'Hallo', preview: true } },
      schedule: { kind: 'at', at: '2026-11-23T02:00:00Z' },
    },
    optOut,
  );

  const found = codes(plan);
  for (const wanted of [
    'fallbacks_many /choices/variables/first_name',
    'at_night /choices/schedule',
    'windows_closed /choices/free',
    'free_idle /choices/free/de',
    'over_limit /choices/segments',
  ])
    assert.ok(found.includes(wanted), `${wanted} among ${found.join(', ')}`);
  assert.deepEqual(plan.problems, []);
});

test('a shortened link in the free message is said with its language, and keeps nobody from launching', async () => {
  await stage.person({ first: 'Ana' });

  const plan = await planOf({ free: { en: { kind: 'text', text: 'Look: https://bit.ly/abc', preview: true } } }, optOut);

  assert.ok(codes(plan).includes('link_hidden /choices/free/en'), codes(plan).join(', '));
  assert.ok(plan.warnings.some(({ message }) => /free message in en: "bit.ly" hides/.test(tell(parseTold(message), 'en'))));
  assert.deepEqual(plan.problems, []);
});

test('a change of the template that waits to be submitted is said', async () => {
  await stage.person({ first: 'Ana' });
  const template = await stage.template(optOut);
  await stage.database.pool.query(`update template_translation set revision = content, version = 2 where template_id = $1`, [template]);

  const plan = await planOf({ template: pub('template', template) });

  assert.ok(codes(plan).includes('template_revised /choices/template'), codes(plan).join(', '));
});

test('those who will likely not want it are offered to be left out, and left out by the bar', async () => {
  await stage.person({ first: 'Ana', country: 'FR' });
  await stage.person({ first: 'Kim', country: 'JP' });
  await stage.database.pool.query(`update workspace set etr_threshold = 100`);

  const open = await planOf({}, optOut);
  const barred = await planOf({ leave_out_below: 100 }, optOut);

  assert.equal(open.etr?.unwanted, 2);
  assert.ok(codes(open).includes('etr_low /choices/leave_out_below'));
  assert.deepEqual(barred.exclusions, [{ reason: 'unwanted', people: 2 }]);
  assert.deepEqual([barred.etr?.people, barred.etr?.left_out], [2, 2]);
  assert.ok(!codes(barred).includes('etr_low /choices/leave_out_below'));
});
