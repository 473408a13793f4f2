import type { World } from '#core/rehearsal/rehearsal.ts';

/** A beginning for a webhook by hand: one that a platform understands where we know one, else an empty value. */
export function exampleValue(field: string, number: World['numbers'][number] | undefined): string {
  return JSON.stringify(valueOf(field, number), null, 2);
}

function valueOf(field: string, number: World['numbers'][number] | undefined): Record<string, unknown> {
  const metadata = { display_phone_number: number?.display_phone_number.replaceAll(/\D/g, '') ?? '', phone_number_id: number?.id ?? '' };
  switch (field) {
    case 'messages':
      return {
        messaging_product: 'whatsapp',
        metadata,
        contacts: [{ profile: { name: 'Ana' }, wa_id: '33600000001' }],
        messages: [{ from: '33600000001', id: 'wamid.by-hand', timestamp: '1795516920', type: 'text', text: { body: 'Written by hand' } }],
      };
    case 'account_alerts':
      return {
        entity_type: 'WABA',
        entity_id: number?.business_account_id ?? '',
        alert_info: { alert_severity: 'WARNING', alert_status: 'ACTIVE', alert_type: '' },
      };
    default:
      return { messaging_product: 'whatsapp', metadata };
  }
}
