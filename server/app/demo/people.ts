import type { Persona } from '#core/rehearsal/rehearsal.ts';
import { type Chance, openChance } from './chance.ts';

/** A customer of the demo shop. Nobody of this name and number exists. */
export type Customer = {
  readonly firstName: string;
  readonly lastName: string;
  /** E.164, from ranges kept for fiction where libphonenumber takes them for real ones. Only the rehearsal ever sees them. */
  readonly phone: string;
  readonly email: string;
  readonly country: string;
  readonly city: string;
  readonly language: string;
  readonly timezone: string;
  readonly favourite: string;
  readonly tags: readonly string[];
  /** Where they became a customer: in the online shop, or at the till of the roastery. */
  readonly met: 'shop' | 'till';
  readonly agreed: boolean;
  /** Agreed once, withdrew later. */
  readonly withdrew: boolean;
  readonly orders: readonly Order[];
  readonly persona: Persona;
  readonly featured: boolean;
};

export type Order = {
  readonly number: string;
  readonly daysAgo: number;
  readonly totalMicros: number;
  readonly items: readonly { name: string; quantity: number }[];
};

/** The coffees the shop sells, with the price of 250 g in millionths of a euro. */
export const coffees = [
  { name: 'N° 4, Brésil', micros: 9_500_000 },
  { name: 'N° 7, café de Noël', micros: 12_500_000 },
  { name: 'Guji, Éthiopie', micros: 13_500_000 },
  { name: 'Huehuetenango, Guatemala', micros: 12_000_000 },
  { name: 'Décaféiné, Colombie', micros: 11_000_000 },
  { name: 'Espresso maison', micros: 9_000_000 },
] as const;

type Land = {
  country: string;
  people: number;
  languages: readonly string[];
  places: readonly (readonly [city: string, timezone: string])[];
  firstNames: readonly string[];
  lastNames: readonly string[];
  phone(index: number): string;
};

const two = (value: number) => String(value).padStart(2, '0');
const three = (value: number) => String(value).padStart(3, '0');

const lands: readonly Land[] = [
  {
    country: 'FR',
    people: 72,
    languages: ['fr'],
    places: [
      ['Lyon', 'Europe/Paris'],
      ['Villeurbanne', 'Europe/Paris'],
      ['Paris', 'Europe/Paris'],
      ['Nantes', 'Europe/Paris'],
      ['Lille', 'Europe/Paris'],
      ['Grenoble', 'Europe/Paris'],
    ],
    firstNames: [
      'Inès',
      'Théo',
      'Sophie',
      'Camille',
      'Olivier',
      'Nadia',
      'Aïcha',
      'Marc',
      'Léa',
      'Hugo',
      'Manon',
      'Baptiste',
      'Zoé',
      'Étienne',
      'Clara',
      'Mathis',
      'Élodie',
      'Yann',
    ],
    lastNames: [
      'Carvalho',
      'Marchand',
      'Berger',
      'Laurent',
      'Mounier',
      'Petit',
      'Diallo',
      'Hublot',
      'Garnier',
      'Roussel',
      'Lefèvre',
      'Chevalier',
      'Gauthier',
      'Moreau',
      'Perrin',
      'Fontaine',
    ],
    // Around the example number of libphonenumber; the range kept for films counts as not valid there.
    phone: (index) => `+3361234${three(500 + index)}0`,
  },
  {
    country: 'DE',
    people: 24,
    languages: ['de'],
    places: [
      ['Köln', 'Europe/Berlin'],
      ['Berlin', 'Europe/Berlin'],
      ['Freiburg', 'Europe/Berlin'],
      ['Hamburg', 'Europe/Berlin'],
    ],
    firstNames: ['Lukas', 'Jonas', 'Hanna', 'Mia', 'Felix', 'Greta', 'Paul', 'Lena', 'Anton', 'Ida'],
    lastNames: ['Brandt', 'Keller', 'Vogel', 'Winter', 'Schäfer', 'Krüger', 'Lorenz', 'Busch'],
    // 0171 39200xx is kept for films in Germany.
    phone: (index) => `+4917139200${two(index)}`,
  },
  {
    country: 'GB',
    people: 20,
    languages: ['en'],
    places: [
      ['Bristol', 'Europe/London'],
      ['London', 'Europe/London'],
      ['Leeds', 'Europe/London'],
    ],
    firstNames: ['Priya', 'Oliver', 'Amelia', 'George', 'Isla', 'Harry', 'Freya', 'Callum'],
    lastNames: ['Nair', 'Whitfield', 'Hughes', 'Barker', 'Osborne', 'Price', 'Doyle'],
    // Around the example number of libphonenumber; Ofcom's range for drama counts as not valid there.
    phone: (index) => `+447400123${three(index + 100)}`,
  },
  {
    country: 'ES',
    people: 14,
    languages: ['es'],
    places: [
      ['Barcelona', 'Europe/Madrid'],
      ['Valencia', 'Europe/Madrid'],
      ['Las Palmas', 'Atlantic/Canary'],
    ],
    firstNames: ['Lucía', 'Pablo', 'Martina', 'Álvaro', 'Carmen', 'Iker'],
    lastNames: ['Navarro', 'Ibáñez', 'Serrano', 'Molina', 'Prieto'],
    phone: (index) => `+34600000${three(index + 100)}`,
  },
  {
    country: 'IT',
    people: 14,
    languages: ['it'],
    places: [
      ['Torino', 'Europe/Rome'],
      ['Bologna', 'Europe/Rome'],
      ['Trieste', 'Europe/Rome'],
    ],
    firstNames: ['Giulia', 'Matteo', 'Chiara', 'Lorenzo', 'Elena', 'Pietro'],
    lastNames: ['Bianchi', 'Ferrari', 'Galli', 'Conti', 'Rinaldi'],
    phone: (index) => `+393200000${three(index + 100)}`,
  },
  {
    country: 'BR',
    people: 14,
    languages: ['pt-BR'],
    places: [
      ['São Paulo', 'America/Sao_Paulo'],
      ['Manaus', 'America/Manaus'],
      ['Recife', 'America/Recife'],
    ],
    firstNames: ['Rafael', 'Beatriz', 'Thiago', 'Larissa', 'João', 'Camila'],
    lastNames: ['Monteiro', 'Souza', 'Ribeiro', 'Azevedo', 'Lima'],
    phone: (index) => `+551196000${String(index + 1000)}`,
  },
  {
    country: 'MA',
    people: 12,
    languages: ['fr', 'ar'],
    places: [
      ['Casablanca', 'Africa/Casablanca'],
      ['Rabat', 'Africa/Casablanca'],
      ['Tanger', 'Africa/Casablanca'],
    ],
    firstNames: ['Yasmine', 'Karim', 'Salma', 'Mehdi', 'Imane'],
    lastNames: ['El Idrissi', 'Bennani', 'Alaoui', 'Tazi'],
    phone: (index) => `+212600000${three(index + 100)}`,
  },
  {
    country: 'US',
    people: 14,
    languages: ['en'],
    places: [
      ['New York', 'America/New_York'],
      ['Portland', 'America/Los_Angeles'],
      ['Chicago', 'America/Chicago'],
    ],
    firstNames: ['Emma', 'Noah', 'Ava', 'Mason', 'Grace', 'Ethan'],
    lastNames: ['Walker', 'Brooks', 'Hayes', 'Coleman', 'Reed'],
    // 555-01xx is kept for fiction in North America.
    phone: (index) => `+1212555${String(100 + index).padStart(4, '0')}`,
  },
];

/** People who stand on the wall first, one from each country. The first two only do what you make them do. */
const featuredBefore = 1;

/** Who the shop knows: 184 people in eight countries, the same ones at every fresh start. */
export function makeCustomers(seed: number): Customer[] {
  const chance = openChance(seed);
  const customers: Customer[] = [];
  let orderNumber = 1041;
  for (const land of lands) {
    for (let index = 0; index < land.people; index += 1) {
      const customer = makeCustomer(land, index, chance, () => `BL-${(orderNumber += 1)}`);
      customers.push(customer);
    }
  }
  return customers;
}

function makeCustomer(land: Land, index: number, chance: Chance, nextOrder: () => string): Customer {
  const featured = index < featuredBefore;
  const firstName = featured ? (land.firstNames[0] ?? '') : chance.pick(land.firstNames);
  const lastName = featured ? (land.lastNames[0] ?? '') : chance.pick(land.lastNames);
  const [city, timezone] = featured ? (land.places[0] ?? ['', 'UTC']) : chance.pick(land.places);
  const favourite = chance.pick(coffees).name;
  const orders = makeOrders(chance, nextOrder);
  const agreed = featured || chance.fraction() < 0.84;
  const persona = makePersona(land, featured, chance.fraction());
  return {
    firstName,
    lastName,
    phone: land.phone(index),
    email: `${plain(firstName)}.${plain(lastName)}${index}@example.com`,
    country: land.country,
    city,
    language: featured ? (land.languages.at(-1) ?? 'en') : chance.pick(land.languages),
    timezone,
    favourite,
    tags: [...(orders.length >= 4 ? ['regular'] : []), ...(chance.fraction() < 0.12 ? ['wholesale'] : [])],
    met: chance.fraction() < 0.68 ? 'shop' : 'till',
    agreed,
    withdrew: agreed && !featured && chance.fraction() < 0.05,
    orders,
    persona,
    featured,
  };
}

function makePersona(land: Land, featured: boolean, fraction: number): Persona {
  if (featured && (land.country === 'FR' || land.country === 'GB')) return 'manual';
  if (featured || fraction < 0.3) return 'keen';
  return fraction < 0.8 ? 'polite' : 'silent';
}

function makeOrders(chance: Chance, nextOrder: () => string): Order[] {
  const orders: Order[] = [];
  const count = Math.floor(chance.fraction() ** 2 * 7);
  let daysAgo = chance.whole(2, 40);
  for (let index = 0; index < count; index += 1) {
    const coffee = chance.pick(coffees);
    const quantity = chance.whole(1, 3);
    orders.push({ number: nextOrder(), daysAgo, totalMicros: coffee.micros * quantity, items: [{ name: coffee.name, quantity }] });
    daysAgo += chance.whole(12, 60);
  }
  return orders;
}

function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^a-zA-Z]/g, '')
    .toLowerCase();
}
