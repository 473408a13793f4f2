import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { settingFacts } from '#core/rehearsal/settingFacts.ts';
import { defaultSettings, Settings } from '#core/rehearsal/settings.ts';

import { clientVariables, parseConfig, printEnv, printHelp } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-config-'));
after(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

test('without flags a client gets everything it needs, as lines and as JSON', () => {
  const { options, print } = parseConfig([]);

  assert.equal(print, 'env');
  const lines = printEnv(options, 'http://127.0.0.1:4010').split('\n');
  for (const name of ['CLOUD_API_URL', 'CLOUD_API_TOKEN', 'PHONE_NUMBER_ID', 'WABA_ID', 'APP_ID', 'APP_SECRET', 'VERIFY_TOKEN'])
    assert.ok(
      lines.some((line) => line.startsWith(`${name}=`) && line.length > name.length + 1),
      name,
    );
  assert.equal(parseConfig(['--json']).print, 'json');
  assert.equal(clientVariables(options, 'http://127.0.0.1:4010')['WABA_ID'], options.account.id);
});

test('a setting is taken from the flag, else from the file, else it is not set', () => {
  const file = write('settings.json', JSON.stringify({ pair_interval_ms: 1, people: 'still', marketing_cap: null }));

  const { options } = parseConfig(['--settings', file, '--pair-interval-ms', '0', '--messaging-limit', 'none', '--outage', 'none', '--usernames', 'full']);

  assert.deepEqual(options.settings, { pair_interval_ms: 0, people: 'still', marketing_cap: null, messaging_limit: null, outage: 'none', usernames: 'full' });
});

test('the speed of the clock is taken from its flag, and real time without it', () => {
  assert.equal(parseConfig([]).options.speed, 1);
  assert.equal(parseConfig(['--speed', '0']).options.speed, 0);
  assert.equal(parseConfig(['--speed', '0.5']).options.speed, 0.5);
});

const refusals: [string, string[], RegExp][] = [
  ['a port that is none', ['--port', 'x'], /--port must be a number from 0 to 65535, not "x"/],
  ['a certificate without its key', ['--tls-cert', 'x.pem'], /--tls-cert and --tls-key go together/],
  ['an id with letters', ['--number-id', 'abc'], /--number-id must be 5 to 20 digits, not "abc"/],
  ['a share above one', ['--webhook-loss-share', '2'], /--webhook-loss-share is 2: /],
  ['a word for a number', ['--sent-delay-ms', 'soon'], /--sent-delay-ms is "soon": /],
  ['a flag nobody knows', ['--colour', 'red'], /--colour/],
  ['a webhook address that is none', ['--webhook-url', 'localhost'], /--webhook-url must be an address such as .*not "localhost"/],
  ['a time that is none', ['--now', 'tomorrow'], /--now must be a time such as .*not "tomorrow"/],
  ['a speed backwards', ['--speed=-1'], /--speed must be 0 or a number from 0\.01 to 100000, not "-1"/],
  ['a scenario with a name nobody knows', ['--scenario', write('misspelt.json', '{"setings":{}}')], /misspelt\.json: there is nothing of the name setings/],
  ['a settings file that is not there', ['--settings', join(folder, 'none.json')], /--settings: cannot read .*none\.json/],
  ['a settings file that is no JSON', ['--settings', write('broken.json', '{')], /broken\.json is not a JSON object/],
  ['a setting nobody knows', ['--settings', write('strange.json', '{"speed":1}')], /there is no setting "speed"/],
  ['a scenario that is none', ['--scenario', write('scenario.json', '{"phones":[{"wa_id":"+33"}]}')], /scenario\.json: phones\.0\.wa_id/],
];
for (const [what, argv, sentence] of refusals) {
  test(`${what} is refused with a sentence that names it`, () => {
    assert.throws(() => parseConfig(argv), sentence);
  });
}

test('every setting has a default that fits, a fact, and stands in the help', () => {
  assert.deepEqual(Settings.parse(defaultSettings), defaultSettings);
  assert.deepEqual(Object.keys(settingFacts).toSorted(), Object.keys(Settings.shape).toSorted());
  const help = printHelp();
  for (const name of Object.keys(defaultSettings)) assert.ok(help.includes(`--${name.replaceAll('_', '-')} (`), name);
});
