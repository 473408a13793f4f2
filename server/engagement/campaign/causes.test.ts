import assert from 'node:assert/strict';
import { test } from 'node:test';
import { say, tell } from '#core/contract/say.ts';
import { keepTold, parseTold } from '#core/value/say.ts';
import type { Tally } from '#server/messaging/outbox/reading.ts';
import { causesOf } from './causes.ts';

const failed = (people: number, code: number | null, detail: string): Tally => ({
  state: 'failed',
  reason: null,
  code,
  detail,
  country: 'RU',
  free: false,
  people,
});
const noHour = (country: string) => keepTold(say('pace_no_hour', { from: 9, to: 18, country: { country } }));

test('what failed at our own door is one cause for each thing it needs, with the first story, the cure and a button where one helps', () => {
  const causes = causesOf(
    [
      failed(3, null, noHour('RU')),
      failed(2, null, noHour('AU')),
      failed(4, null, keepTold(say('message_unlawful', { why: 'too long' }))),
      failed(1, null, 'Meta gave no reason'),
      failed(6, 132_001, 'no such template'),
    ],
    'done',
  );

  assert.deepEqual(
    causes.map(({ code, fault, people, acts }) => [code, fault, people, acts]),
    [
      [132_001, null, 6, ['template', 'retry']],
      [null, 'hours', 5, ['retry']],
      [null, 'values', 4, []],
      [null, 'unsaid', 1, ['retry']],
    ],
  );
  const words = causes.map(({ reason }) => [tell(parseTold(reason), 'en'), tell(parseTold(reason), 'fr')]);
  assert.match(words[1]?.[0] ?? '', /^No hour of the day that is allowed for them \(.*Russia.*\): note the time zone .* then send again$/);
  assert.match(words[2]?.[1] ?? '', /^Une valeur ou une offre que WhatsApp refuserait .* par une autre campagne/);
});
