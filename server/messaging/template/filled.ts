import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import { inBoth } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import { checkFilled } from '#core/whatsapp/law/filled.ts';
import { faultWords } from '#core/whatsapp/law/words.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';

/**
 * Refuses with `invalid` what WhatsApp would refuse of a template with one person's values: a text that grew too long, an offer that
 * is over. `at` is where the values stand in the request.
 */
export function requireFilled(content: TemplateContent, values: Readonly<Record<string, string>>, at: string, now: Instant): void {
  const faults = checkFilled(content, values, now);
  const first = faults[0];
  if (first === undefined) return;
  throw refusal(
    'invalid',
    say('message_unlawful', { why: inBoth((language) => faultWords(first, language)) }),
    faults.map((fault) => ({ at: `${at}${fault.at}`, message: inBoth((language) => faultWords(fault, language)) })),
  );
}
