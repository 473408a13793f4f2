import { compileSource } from '#core/expression/expression.ts';
import type { Facts } from '#core/expression/facts.ts';
import { compare, type Result } from './results.ts';

/** What a shop says about an order: a name with a word for who has none, money, a date, a plural. */
const template =
  'Hello {{ contact.first_name | default: "there" }}, your order {{ order.number }} of {{ order.total | money }} with ' +
  '{{ order.items.size | plural: "one item", "# items" }} left us on {{ order.at | date: "long" }}. {% if contact.fields.points > 500 %}You have {{ contact.fields.points | number }} points.{% endif %}';

const peopleCount = 10_000;

/** Bodies filled in a second of one core, beside a loop that only joins texts which are written already. */
export function benchRender({ bodies, rounds }: { bodies: number; rounds: number }): Result {
  const people = Array.from({ length: peopleCount }, (_, place) => personAt(place));
  const fill = compileSource({ from: 'liquid', template, fallback: '' });
  const ways: readonly [(facts: Facts) => string, number[]][] = [
    [(facts) => fill(facts).value ?? '', []],
    [plain, []],
  ];
  for (const [render] of ways) timed(render, people, peopleCount); // Warm, as a sending is after its first moment.
  for (let round = 0; round < rounds; round += 1) for (const [render, speeds] of ways) speeds.push(bodies / timed(render, people, bodies));
  const [[, liquid], [, bare]] = [ways[0] ?? [plain, []], ways[1] ?? [plain, []]];
  return compare({ name: 'render.liquid', unit: 'bodies/s', beside: 'render.plain' }, liquid, bare);
}

/** Seconds of the processor for so many bodies, so that neighbours on the machine do not count. Their lengths are summed, so that none can be left out. */
function timed(render: (facts: Facts) => string, people: readonly Facts[], bodies: number): number {
  const began = process.cpuUsage();
  let characters = 0;
  for (let place = 0; place < bodies; place += 1) {
    const facts = people[place % people.length];
    if (facts !== undefined) characters += render(facts).length;
  }
  const used = process.cpuUsage(began);
  const seconds = (used.user + used.system) / 1_000_000;
  if (characters < bodies * 50) throw new Error(`only ${characters} characters in ${bodies} bodies: the template did not render`);
  return seconds;
}

/** The same sentence by hand, with no language but one and nothing to decide but the name. */
function plain({ contact, order }: Facts): string {
  const points = Number(contact.fields['points']) > 500 ? `You have ${String(contact.fields['points'])} points.` : '';
  const total = `${((order?.total.micros ?? 0) / 1_000_000).toFixed(2)} ${order?.total.currency ?? ''}`;
  return `Hello ${contact.first_name ?? 'there'}, your order ${order?.number ?? ''} of ${total} with ${order?.items.length ?? 0} items left us on ${order?.at.slice(0, 10) ?? ''}. ${points}`;
}

const languages = ['en', 'fr', 'es', 'pt-BR', 'de', 'ar'];
const countries = ['US', 'FR', 'MX', 'BR', 'DE', 'EG'];
const minuteMilliseconds = 60_000;

function personAt(place: number): Facts {
  const items = Array.from({ length: 1 + (place % 4) }, (_, item) => ({
    id: `p${item}`,
    name: `Coffee ${item}`,
    quantity: 1,
    price: null,
    url: null,
    image: null,
  }));
  return {
    contact: {
      first_name: place % 7 === 0 ? null : `Ana ${place}`,
      last_name: null,
      name: `Ana ${place}`,
      country: countries[place % countries.length] ?? null,
      language: languages[place % languages.length] ?? null,
      email: null,
      phone: `+3361${String(place).padStart(7, '0')}`,
      timezone: null,
      tags: [],
      fields: { points: place % 1000 },
    },
    order: {
      number: `A-${place}`,
      state: 'shipped',
      total: { currency: place % 2 === 0 ? 'EUR' : 'USD', micros: (place + 1) * 1_250_000 },
      items,
      at: new Date(Date.UTC(2026, 10, 22) - place * minuteMilliseconds).toISOString(),
      url: null,
      tracking_url: null,
      data: {},
    },
    cart: null,
    event: null,
    recommendations: {},
    setting: { at: new Date(Date.UTC(2026, 10, 22)), locale: 'en', timezone: 'Europe/Paris', campaign: { name: 'Shipped' }, reason: null },
  };
}
