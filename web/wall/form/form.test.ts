import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateIn, dateOut } from './date.ts';
import { exampleFlow } from './exampleFlow.ts';
import { evaluate, resolve, type Scope } from './expression.ts';
import { type Form, parseAction, parseForm } from './form.ts';
import { imageAddress } from './image.ts';
import { readMarkdown } from './markdown.ts';
import { addData, beginRun, currentScreen, doAction, fillIn, findFault, findFaults, goBack, type Run, shownParts } from './run.ts';

const scope: Scope = { data: { name: 'Inès', total: 3, open: true }, form: { city: 'Lyon', likes: ['a'] }, screen: { FIRST: { data: {}, form: { age: 41 } } } };
const form = parseForm(exampleFlow)!;

test('an expression is replaced by its value, of whatever kind it is, wherever it stands', () => {
  assert.deepEqual(resolve({ a: '${data.total}', b: ['${form.city}'], c: '${screen.FIRST.form.age}', d: 'as it is' }, scope), {
    a: 3,
    b: ['Lyon'],
    c: 41,
    d: 'as it is',
  });
  assert.equal(resolve('${data.nothing.deeper}', scope), undefined);
  assert.equal(resolve('${data.constructor}', scope), undefined);
});

test('texts in backticks and conditions are worked out', () => {
  assert.equal(resolve("`'Bonjour ' ${data.name} '!'`", scope), 'Bonjour Inès!');
  assert.equal(evaluate("(${data.total} + 1) * 2 >= 8 && !(${form.city} == 'Paris')", scope), true);
  assert.equal(evaluate("${form.city} != 'Lyon' || ${data.open} == false", scope), false);
  assert.equal(evaluate('1 +', scope) === 1, false);
  assert.equal(evaluate('alert(1)', scope), undefined);
});

test('a form begins at the screen no route leads to, with what the business filled in', () => {
  const run = beginRun(form, null, { first_name: 'Inès' });

  assert.equal(form.first, 'PLACE');
  assert.equal(currentScreen(form, run)?.scope.form.name, 'Inès');
});

test('conditions and switches decide which parts are seen', () => {
  const run = fillIn(beginRun(form, null, {}), 'people', '4');
  const captions = (at: Run) => {
    const now = currentScreen(form, at)!;
    return shownParts(now.screen.parts, now.scope)
      .filter((part) => part.type === 'TextCaption')
      .map((part) => part.text);
  };

  assert.deepEqual(captions(run), ['À quatre, nous vous gardons la grande table.']);
  assert.deepEqual(captions(fillIn(run, 'people', '1')), []);
  assert.deepEqual(captions(beginRun(form, 'CHECK', { people: '1' })), ['Une chaise au comptoir.']);
});

test('a form is walked to its end and the answers are what its last action names', () => {
  const place = form.screens[0]!;
  const foot = place.parts.find((part) => part.type === 'Footer')!;
  const first = fillIn(fillIn(beginRun(form, null, { first_name: 'Inès' }), 'people', '2'), 'coffee', 'filter');

  const second = doAction(first, form, foot['on-click-action']);
  const last = currentScreen(form, second.run)!;
  const end = doAction(fillIn(second.run, 'extra', ['cake']), form, last.screen.parts.find((part) => part.type === 'Footer')!['on-click-action']);

  assert.equal(last.screen.id, 'CHECK');
  assert.equal(resolve(last.screen.parts[0]?.text, last.scope), 'Inès, 2 place(s), filter');
  assert.deepEqual(end.asked, { ask: 'finish', answers: { name: 'Inès', people: '2', extra: ['cake'], note: undefined } });
  assert.equal(goBack(second.run).steps.length, 1);
  assert.equal(currentScreen(form, goBack(second.run))?.scope.form.coffee, 'filter');
});

test('what must be filled in is named before a screen is left', () => {
  const now = currentScreen(form, beginRun(form, null, { first_name: 'I' }))!;

  assert.deepEqual(findFaults(now.screen, now.scope), {
    name: { fault: 'short', limit: 2 },
    people: { fault: 'required', limit: 0 },
    coffee: { fault: 'required', limit: 0 },
  });
});

test('each kind of field has its own faults', () => {
  const input = (rules: object, value: unknown) => findFault({ type: 'TextInput', ...rules }, value)?.fault ?? null;

  assert.equal(input({ 'input-type': 'email' }, 'a@b.co'), null);
  assert.equal(input({ 'input-type': 'email' }, 'a@b'), 'email');
  assert.equal(input({ 'input-type': 'number' }, 'x'), 'number');
  assert.equal(input({ 'input-type': 'phone' }, '12'), 'phone');
  assert.equal(input({ 'max-chars': 2 }, 'abc'), 'long');
  assert.equal(input({ pattern: '[A-Z]{2}' }, 'ab'), 'pattern');
  assert.equal(input({ pattern: '(' }, 'ab'), null);
  assert.equal(input({ required: false }, ''), null);
  assert.equal(findFault({ type: 'CheckboxGroup', 'min-selected-items': 2 }, ['a'])?.fault, 'few');
  assert.equal(findFault({ type: 'ChipsSelector', 'max-selected-items': 1 }, ['a', 'b'])?.fault, 'many');
  assert.equal(findFault({ type: 'OptIn', required: true }, false)?.fault, 'required');
  assert.equal(findFault({ type: 'CalendarPicker', required: true }, { 'start-date': '', 'end-date': '' })?.fault, 'required');
});

test('a Form hands its first values and its errors down to its fields', () => {
  const old: Form = parseForm({
    version: '3.1',
    screens: [
      {
        id: 'A',
        layout: {
          children: [
            {
              type: 'Form',
              name: 'f',
              'init-values': { city: 'Lyon' },
              'error-messages': { city: 'Nous n’y livrons pas' },
              children: [{ type: 'TextInput', name: 'city' }],
            },
          ],
        },
      },
    ],
  })!;
  const now = currentScreen(old, beginRun(old, null, {}))!;

  assert.equal(now.scope.form.city, 'Lyon');
  assert.equal(shownParts(now.screen.parts, now.scope)[0]?.refused, 'Nous n’y livrons pas');
});

test('an endpoint’s data joins the screen it answers for', () => {
  const run = addData(beginRun(form, null, { a: 1 }), { b: 2 });

  assert.deepEqual(currentScreen(form, run)?.scope.data, { a: 1, b: 2 });
});

test('actions nobody knows and forms that are none are refused quietly', () => {
  assert.equal(parseAction({ name: 'explode' }), null);
  assert.equal(parseAction('navigate'), null);
  assert.equal(parseForm({ screens: [] }), null);
  assert.equal(parseForm('not json'), null);
  assert.equal(parseForm(JSON.stringify(exampleFlow))?.screens.length, 3);
});

test('days are texts of milliseconds before version 5 and days from it on', () => {
  assert.equal(dateOut('2026-11-28', 7.1), '2026-11-28');
  assert.equal(dateOut('2026-11-28', 3.1), '1795824000000');
  assert.equal(dateIn('1795824000000'), '2026-11-28');
  assert.equal(dateIn('soon'), '');
});

test('rich text has headings, lists, marks and links', () => {
  const blocks = readMarkdown('# Titre\nUn **gras *et penché*** mot\n- a\n- b\n1. c\n[ici](https://x.example)');

  assert.deepEqual(
    blocks.map((block) => block.kind),
    ['heading', 'line', 'bullets', 'numbers', 'line'],
  );
  assert.deepEqual(blocks.at(-1), { kind: 'line', of: [{ text: 'ici', bold: false, italic: false, strike: false, href: 'https://x.example' }] });
});

test('a picture’s kind is told by how its base64 begins', () => {
  assert.equal(imageAddress('/9j/4AAQ'), 'data:image/jpeg;base64,/9j/4AAQ');
  assert.equal(imageAddress('iVBORw0'), 'data:image/png;base64,iVBORw0');
});
