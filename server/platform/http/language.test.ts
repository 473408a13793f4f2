import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languageOf } from './language.ts';

test('of the languages that are wished the first of ours is spoken, and English to everybody else', () => {
  const asked: [header: string | undefined, language: string][] = [
    [undefined, 'en'],
    ['', 'en'],
    ['fr', 'fr'],
    ['fr-CA', 'fr'],
    ['FR-fr, en', 'fr'],
    ['de, fr;q=0.8, en;q=0.5', 'fr'],
    ['fr;q=0.2, en;q=0.9', 'en'],
    ['fr;q=0, de', 'en'],
    ['*', 'en'],
    ['de;q=x,;;,fr', 'fr'],
  ];

  for (const [header, language] of asked) assert.equal(languageOf(header), language, header);
});
