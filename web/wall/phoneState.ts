import type { PhoneSummary } from '#core/rehearsal/rehearsal.ts';
import type { WordKey } from '#web/ui/words/speak.ts';

/** Languages that are written from right to left. */
const rightToLeft = /^(ar|he|fa|ur|ps|yi)\b/;

/** Which way a person's phone runs. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  return rightToLeft.test(language) ? 'rtl' : 'ltr';
}

/** The one thing worth saying beneath a phone: what is unusual first, else how the person behaves. */
export function phoneState(phone: PhoneSummary): WordKey {
  if (!phone.on_whatsapp) return 'wall.notOnWhatsapp';
  if (!phone.installed) return 'wall.appGone';
  if (!phone.online) return 'wall.offline';
  if (phone.blocked.length > 0) return 'wall.blocked';
  if (phone.stopped_marketing.length > 0) return 'wall.stopped';
  if (!phone.read_receipts) return 'wall.receiptsOff';
  return `wall.${phone.persona}`;
}
