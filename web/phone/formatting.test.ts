import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Inline, parseFormatting, parseInline } from './formatting.ts';

/** Prints a tree as short text, so that a test can be read. */
function print(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      switch (node.kind) {
        case 'text':
          return node.text;
        case 'bold':
        case 'italic':
        case 'strike':
          return `<${node.kind}>${print(node.of)}</>`;
        case 'code':
        case 'mono':
          return `<${node.kind}>${node.text}</>`;
        case 'link':
          return `<${node.href}>${node.text}</>`;
        case 'gap':
          return `<gap ${node.name}>`;
      }
    })
    .join('');
}

test('the three marks and their nesting are read', () => {
  const text = 'Our *Christmas _coffee_* is ~12~ 10 EUR';

  const read = print(parseInline(text));

  assert.equal(read, 'Our <bold>Christmas <italic>coffee</></> is <strike>12</> 10 EUR');
});

test('a mark inside a word, beside a space or without an end stays as it is', () => {
  for (const text of ['snake_case_name', '2 * 3 * 4', '*open', '** nothing **', 'a*b*c', '*two\nlines*']) {
    const read = print(parseInline(text));

    assert.equal(read, text);
  }
});

test('code takes everything literally and three backticks may span lines', () => {
  const text = 'say `*x*` and ```one\n> two```';

  const blocks = parseFormatting(text);

  assert.equal(blocks.length, 1);
  assert.equal(blocks[0]?.kind === 'line' ? print(blocks[0].of) : '', 'say <code>*x*</> and <mono>one\n> two</>');
});

test('links lose the punctuation behind them and gain a scheme', () => {
  const text = 'See https://shop.example/a_b?c=1, or (www.example.com).';

  const read = print(parseInline(text));

  assert.equal(read, 'See <https://shop.example/a_b?c=1>https://shop.example/a_b?c=1</>, or (<https://www.example.com>www.example.com</>).');
});

test('an unfilled variable is a gap, even inside bold', () => {
  const text = 'Hello *{{ first_name }}*, {{last_coffee}}';

  const read = print(parseInline(text));

  assert.equal(read, 'Hello <bold><gap first_name></>, <gap last_coffee>');
});

test('quoted and listed lines gather into blocks', () => {
  const text = 'Hi\n> one\n> two\n- three\n* four\n\nend';

  const kinds = parseFormatting(text).map((block) => (block.kind === 'line' ? `line ${print(block.of)}` : `${block.kind} ${block.lines.map(print).join('|')}`));

  assert.deepEqual(kinds, ['line Hi', 'quote one|two', 'bullet three|four', 'line ', 'line end']);
});

test('no character is lost from a text full of half marks', () => {
  const text = '*_~`{{ {} }} ``` ~_* https:// www. > - x';

  const read = print(parseInline(text));

  assert.equal(read.replace('<gap {}>', ''), read);
  assert.ok(read.includes('www.') && read.includes('https://'));
});
