import assert from 'node:assert/strict';
import { test } from 'node:test';

import { countryOf } from './countries.ts';
import { People } from './people.ts';

test('a hundred thousand people are found by their numbers, and nobody else', () => {
  const people = new People('seed');
  for (let i = 0; i < 100_000; i++) people.add(String(33_600_000_000 + i * 7), 'keen');

  assert.equal(people.size, 100_000);
  for (let i = 0; i < 100_000; i += 997) assert.equal(people.find(String(33_600_000_000 + i * 7))?.index, i);
  assert.equal(people.find('33600000001'), undefined);
});

test('a person who moved is found by the new number, and by the old one only as who had it', () => {
  const people = new People('seed');
  const ana = people.add('33611111111', 'polite');
  const bea = people.add('33622222222', 'polite');

  people.renumber(ana, '34611111111');

  assert.equal(people.find('34611111111')?.index, ana.index);
  assert.equal(people.find('33611111111'), undefined);
  assert.equal(people.findFormer('33611111111')?.index, ana.index);
  assert.equal(people.find('33622222222')?.index, bea.index);
  assert.equal(ana.country.code, 'ES');
});

test('many moves leave everybody findable', () => {
  const people = new People('seed');
  for (let i = 0; i < 5_000; i++) people.add(String(33_600_000_000 + i), 'polite');

  for (let i = 0; i < 5_000; i += 2) people.renumber(people.at(i), String(34_600_000_000 + i));

  for (let i = 0; i < 5_000; i++) assert.equal(people.find(String((i % 2 === 0 ? 34_600_000_000 : 33_600_000_000) + i))?.index, i);
});

test('what is written through one window is seen through another', () => {
  const people = new People('seed');
  const person = people.add('4915112345678', 'silent');
  const chat = people.openChat(person, '106540352242922');

  person.online = false;
  person.sentTo = 7;
  chat.lastInboundAt = 1_790_000_000_123;
  chat.stopped = true;
  chat.unread = 3;

  const again = people.at(0);
  assert.equal(again.online, false);
  assert.equal(again.sentTo, 7);
  assert.equal(again.persona, 'silent');
  const [same] = again.chats;
  assert.deepEqual([same!.number, same!.lastInboundAt, same!.stopped, same!.blocked, same!.unread], ['106540352242922', 1_790_000_000_123, true, false, 3]);
});

test('chats of a person stay apart by business number, oldest first', () => {
  const people = new People('seed');
  const person = people.add('4915112345678', 'silent');

  people.openChat(person, '1').unread = 1;
  people.openChat(person, '2').unread = 2;
  people.openChat(person, '1').unread += 4;

  assert.deepEqual(
    person.chats.map((chat) => [chat.number, chat.unread]),
    [
      ['1', 5],
      ['2', 2],
    ],
  );
  assert.equal(people.findChat(person, '3'), undefined);
});

test('countries are told by calling code, and within +1 by area code', () => {
  for (const [number, country] of [
    ['33612345678', 'FR'],
    ['12125550123', 'US'],
    ['14165550123', 'CA'],
    ['18095550123', 'DO'],
    ['77011234567', 'KZ'],
    ['79161234567', 'RU'],
    ['5215512345678', 'MX'],
    ['971501234567', 'AE'],
    ['9990000000', 'ZZ'],
  ] as const)
    assert.equal(countryOf(number).code, country, number);
});
