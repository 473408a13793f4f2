import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { markFaults } from '#core/whatsapp/law/words.marks.ts';
import { partFaults } from '#core/whatsapp/law/words.parts.ts';
import { templateFaults } from '#core/whatsapp/law/words.template.ts';
import { badParts } from '../world/template-shapes.parts.ts';
import { badTemplates } from '../world/template-shapes.ts';

const codes = Object.keys({ ...templateFaults, ...partFaults, ...markFaults });

test('the page of the laws tells every law of templates, and none that is not there', () => {
  const page = readFileSync(new URL('../../docs/use/template-laws.md', import.meta.url), 'utf8');
  const told = new Set([...page.matchAll(/`(braces|[a-z]+_[a-z_]+)`/g)].map((match) => match[1] ?? ''));

  assert.deepEqual(
    codes.filter((code) => !told.has(code)),
    [],
  );
  assert.deepEqual(
    [...told].filter((code) => !codes.includes(code) && code !== 'first_name'),
    [],
  );
});

/** Told by a warning, by a look at files or values, or by comparing languages; each has a test of its own in core/whatsapp/law. */
const elsewhere = /^(mark_|languages_|filled_|opt_out_|header_.+_type$|buttons_folded|sample_unreal|body_long_filled|body_emoji|button_emoji|url_shortened)/;

test('every law has a golden shape that breaks it', () => {
  const broken = new Set([...badTemplates, ...badParts].map(([, , code]): string => code));

  assert.deepEqual(
    codes.filter((code) => !broken.has(code) && !elsewhere.test(code)),
    [],
  );
});
