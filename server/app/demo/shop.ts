import type { Chance } from './chance.ts';
import { openChance } from './chance.ts';
import type { Customer, Order } from './people.ts';

/** A thing the demo shop sells. Prices are in millionths of a euro. */
export type Ware = { readonly id: string; readonly name: string; readonly micros: number };

/** What the shop sells: its six coffees, and what one makes coffee with. */
export const wares: readonly Ware[] = [
  { id: 'coffee-4', name: 'N° 4, Brésil', micros: 9_500_000 },
  { id: 'coffee-7', name: 'N° 7, café de Noël', micros: 12_500_000 },
  { id: 'coffee-guji', name: 'Guji, Éthiopie', micros: 13_500_000 },
  { id: 'coffee-huehue', name: 'Huehuetenango, Guatemala', micros: 12_000_000 },
  { id: 'coffee-deca', name: 'Décaféiné, Colombie', micros: 11_000_000 },
  { id: 'coffee-espresso', name: 'Espresso maison', micros: 9_000_000 },
  { id: 'filters', name: 'Filtres papier, 100', micros: 6_500_000 },
  { id: 'dripper', name: 'Porte-filtre en céramique', micros: 24_000_000 },
  { id: 'grinder', name: 'Moulin à main', micros: 89_000_000 },
  { id: 'brush', name: 'Brosse pour moulin', micros: 8_500_000 },
  { id: 'descaler', name: 'Détartrant', micros: 11_500_000 },
  { id: 'cups', name: 'Deux tasses à espresso', micros: 19_000_000 },
  { id: 'box', name: 'Coffret cadeau', micros: 32_000_000 },
];

/** The catalogue at Meta, and in the rehearsal, in which the wares stand. */
export const demoCatalog = { id: '880000000000007', name: 'Boutique' } as const;

/** What is often in one order with a coffee: how often, of all orders of it. */
const companions: Readonly<Record<string, readonly (readonly [id: string, share: number])[]>> = {
  'coffee-4': [['cups', 0.12]],
  'coffee-7': [['box', 0.4]],
  'coffee-guji': [
    ['filters', 0.55],
    ['dripper', 0.15],
  ],
  'coffee-huehue': [['filters', 0.5]],
  'coffee-deca': [['cups', 0.1]],
  'coffee-espresso': [
    ['descaler', 0.3],
    ['cups', 0.25],
  ],
};

/** Of their orders, so many hold what they like best. */
const favouriteShare = 0.6;
/** So many of those who buy more than once come back for a grinder, and most of these for its brush. */
const grinderShare = 0.35;
const brushShare = 0.7;

/** An order as it is told to the API. */
export type ToldOrder = {
  readonly number: string;
  readonly daysAgo: number;
  readonly totalMicros: number;
  readonly items: readonly (Ware & { quantity: number })[];
};

/**
 * The orders of a customer with all that is in them, newest first. Everything follows from the number of the order, so
 * that who the customers are does not change with what they buy.
 */
export function toldOrders(customer: Customer): ToldOrder[] {
  const oldestFirst = customer.orders.toReversed();
  const wantsGrinder = oldestFirst.length > 2 && chanceOf(oldestFirst[0]).fraction() < grinderShare;
  return oldestFirst
    .map((order, place) => {
      const chance = chanceOf(order);
      chance.fraction(); // The first is spent on the grinder, by the oldest.
      const coffee = chance.fraction() < favouriteShare ? customer.favourite : (order.items[0]?.name ?? customer.favourite);
      const ware = wareNamed(coffee);
      const beside = (companions[ware.id] ?? []).flatMap(([id, share]) => (chance.fraction() < share ? [wareOf(id)] : []));
      const later = wantsGrinder && place === 0 ? [wareOf('grinder')] : wantsGrinder && place === 1 && chance.fraction() < brushShare ? [wareOf('brush')] : [];
      const items = [{ ...ware, quantity: order.items[0]?.quantity ?? 1 }, ...[...beside, ...later].map((one) => ({ ...one, quantity: 1 }))];
      return { number: order.number, daysAgo: order.daysAgo, totalMicros: items.reduce((sum, { micros, quantity }) => sum + micros * quantity, 0), items };
    })
    .toReversed();
}

/** A stream of chance for one order. The prime spreads neighbouring numbers. */
function chanceOf(order: Order | undefined): Chance {
  return openChance(Number(order?.number.replace(/\D/gu, '') ?? 0) * 2_654_435);
}

function wareOf(id: string): Ware {
  const found = wares.find((ware) => ware.id === id);
  if (found === undefined) throw new Error(`the demo shop sells no "${id}"`);
  return found;
}

function wareNamed(name: string): Ware {
  const found = wares.find((ware) => ware.name === name);
  if (found === undefined) throw new Error(`the demo shop sells no "${name}"`);
  return found;
}

/** Micros as shops write them: "59.90". */
export function decimal(micros: number): string {
  return (micros / 1_000_000).toFixed(2);
}
