import type { Act } from '#core/rehearsal/act.ts';
import { controlRoot, type PhoneSetup } from '#core/rehearsal/rehearsal.ts';
import type { Customer } from './people.ts';
import { decimal, demoCatalog, wares } from './shop.ts';

/** What the demo does with the phones of the rehearsal. */
export type Phones = {
  add(customers: readonly Customer[]): Promise<void>;
  /** Gives a business account the shop's catalogue. */
  addCatalog(account: string): Promise<void>;
  write(customer: Customer, number: string, text: string): Promise<void>;
};

/** Opens the control API of the phones at its address. */
export function openPhones(url: string): Phones {
  const post = async (path: string, body: unknown) => {
    const response = await fetch(`${url}${controlRoot}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`the phones said ${response.status} to ${path}: ${(await response.text()).slice(0, 300)}`);
  };
  return {
    async add(customers) {
      await post('/phones', customers.map(presentPhone));
    },
    async addCatalog(account) {
      const products = wares.map(({ id, name, micros }) => ({ retailer_id: id, name, price: Number(decimal(micros)), currency: 'EUR' }));
      await post('/catalogs', { ...demoCatalog, business_account_id: account, products });
    },
    async write(customer, number, text) {
      const act: Act = { act: 'write', number, text };
      await post(`/phones/${customer.phone.slice(1)}/acts`, act);
    },
  };
}

function presentPhone(customer: Customer): PhoneSetup {
  return {
    wa_id: customer.phone.slice(1),
    name: `${customer.firstName} ${customer.lastName}`,
    place: customer.city,
    language: customer.language,
    timezone: customer.timezone,
    persona: customer.persona,
    featured: customer.featured,
    on_whatsapp: true,
  };
}
