import { platformErrors } from '#core/whatsapp/errors.ts';
import type { PlatformFate } from '#core/whatsapp/errors.entry.ts';

const fates: Readonly<Record<PlatformFate, string>> = {
  retry: 'tried again after a growing pause',
  slow_down: 'the number’s pace is lowered, then tried again',
  slow_calls: 'the number rests a minute, then longer; its pace stays, nobody loses a try',
  rest_pair: 'a pause for this person only, then tried again',
  skip: 'final for this person; the rest goes on',
  stop_template: 'what sends this template stops',
  stop_number: 'the number is paused',
  stop_account: 'all numbers of the account are paused',
  in_doubt: 'waits for Meta’s report; never sent again blindly',
  fix_once: 'tried once more; then final',
  fix: 'final; what was sent has to be corrected',
};

/**
 * Prints docs/api/errors.md from the table of core/whatsapp/errors.ts. `node tools/docs-errors.ts > docs/api/errors.md`;
 * tools/docs-errors.test.ts fails when it was forgotten.
 */
export function printErrorDocs(): string {
  const lines = [
    '# WhatsApp’s error codes',
    '',
    'What Meta’s codes mean, what Parley does about each, and what you can do. The same words stand beside a failed message',
    'in the dashboard, in English or French. Printed from `core/whatsapp/errors.ts` by `node tools/docs-errors.ts`.',
    '',
    'The codes and their meaning are Meta’s (error page, read 2026-11-22). A code that is not here is shown with Meta’s own',
    'words and is not tried again; if it came with HTTP 429 the pace is lowered, with 5xx the message is in doubt.',
    '',
    '| code | means | because | Parley | you |',
    '| --- | --- | --- | --- | --- |',
  ];
  for (const [code, { fate, en }] of Object.entries(platformErrors)) lines.push(`| ${code} | ${en.title} | ${en.because} | ${fates[fate]} | ${en.cure} |`);
  lines.push(
    '',
    'Codes 200 to 299 all mean a missing permission. Codes from 2388001 on come as code 100 with that subcode, when a template is',
    'written.',
    '',
  );
  return lines.join('\n');
}

if (import.meta.main) process.stdout.write(printErrorDocs());
