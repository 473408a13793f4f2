import { freeServiceMessages } from './settings.ts';
import type { BusinessNumber, Message } from './world.ts';

/**
 * Since 2025-07-01 Meta prices each delivered template; from 2026-10-01 service messages too, after 1,000 free ones for
 * each number and month, and utility templates inside a window (secondary sources, see the facts' §4.2: not first-hand).
 */
const serviceChargedFrom = Date.UTC(2026, 9, 1);

const regular = (category: string): string => `{"billable":true,"pricing_model":"PMP","type":"regular","category":"${category}"}`;
const free = (category: string): string => `{"billable":false,"pricing_model":"PMP","type":"free_customer_service","category":"${category}"}`;

/** The `pricing` object of a message's statuses, printed. Counts the number's service messages of the month. */
export function priceMessage(number: BusinessNumber, category: Message['category'], windowIsOpen: boolean, now: number): string | null {
  switch (category) {
    case 'reaction':
      return null;
    case 'marketing':
    case 'authentication':
      return regular(category);
    case 'utility':
      return windowIsOpen && now < serviceChargedFrom ? free(category) : regular(category);
    case 'service': {
      const month = new Date(now).toISOString().slice(0, 7);
      if (number.serviceMonth !== month) {
        number.serviceMonth = month;
        number.serviceMessages = 0;
      }
      number.serviceMessages += 1;
      return now < serviceChargedFrom || number.serviceMessages <= freeServiceMessages ? free(category) : regular(category);
    }
  }
}
