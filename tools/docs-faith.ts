import { differences } from '#emulator/faith/differences.ts';
import { unplayed } from '#emulator/faith/unplayed.ts';

/** Codes in a row are one span: `138001–138018`. */
function spans(codes: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < codes.length;) {
    let end = i;
    while (end + 1 < codes.length && codes[end + 1] === (codes[end] ?? 0) + 1) end += 1;
    parts.push(end > i + 1 ? `${codes[i]}–${codes[end]}` : codes.slice(i, end + 1).join(', '));
    i = end + 1;
  }
  return parts.join(', ');
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

/**
 * Prints docs/use/emulator-differences.md from emulator/faith. `node tools/docs-faith.ts > docs/use/emulator-differences.md`;
 * tools/docs-faith.test.ts fails when it was forgotten.
 */
export function printFaithDocs(): string {
  return [
    '# Where the emulator parts from Meta’s own description',
    '',
    'Printed from `emulator/faith` by `node tools/docs-faith.ts`; the tests fail when it is no longer so.',
    '',
    '## Codes it does not play by itself',
    '',
    'Every other code of Meta’s error page that a sender can meet is provoked by a test. The dials `fault_refusal_code` and',
    '`fault_failure_code` answer any code all the same.',
    '',
    '| codes | why |',
    '| --- | --- |',
    ...unplayed.map(({ codes, why }) => `| ${spans(codes)} | ${cell(why)} |`),
    '',
    '## Differences from the OpenAPI file',
    '',
    'Meta’s file is `business-messaging-api_v23.0.yaml` (facebook/openapi, 21 November 2025). Newer pages and recorded answers go before it.',
    '',
    '| call | where | difference | because |',
    '| --- | --- | --- | --- |',
    ...differences.map(({ method, path, where, what, source }) => `| ${method} \`${path}\` | ${cell(where)} | ${cell(what)} | ${cell(source)} |`),
    '',
  ].join('\n');
}

if (import.meta.main) process.stdout.write(printFaithDocs());
