import { contract } from '#core/contract/contract.ts';
import { day, hour, minute } from '#core/value/time.ts';
import { truthsOf } from '#emulator/people/truths.ts';
import { call } from '#server/app/client/client.ts';
import { openWorld, type World } from '#test/world/world.ts';
import type { Result } from './results.ts';

/** Where the story begins: a Tuesday in the morning. */
const start = '2026-12-01T09:00:00.000Z';
/** One in so many told us what they like; the topic is then one of what they truly like. */
const tellers = 2;
/** Calls on their way at once while the book is filled. */
const inFlight = 16;
/** How long what the last campaign set off is watched. */
const watched = 3 * day;

type Person = { readonly waId: string; readonly phone: string; readonly place: number };

/**
 * `etr.low_quarter` beside `etr.high_quarter`: the share of people who left (blocked the number or stopped its offers in WhatsApp) after the last of four
 * campaigns within a week, among the quarter that scored lowest and the quarter that scored highest before it. The people are the emulator's, whose truths no
 * webhook tells; the scores are those the plan wrote beside each recipient.
 */
export async function benchEtr(options: { people: number }): Promise<Result> {
  const world = await openWorld({
    clockFrom: start,
    settings: { people: 'alive', sent_delay_ms: 300, delivered_delay_ms: 900, read_delay_ms: 20 * minute, reply_delay_ms: 5 * minute },
  });
  try {
    const people = await fillBook(world, options.people);
    const { clock } = world.control;
    await clock.pause();
    const news = await world.template({
      name: 'coffee_news',
      content: { body: 'Hello {{first_name}}, a new coffee has arrived. Come and taste it with us.', samples: { first_name: 'Ana' } },
    });
    await send(world, { name: 'To everybody', template: news, tags: [], topic: null });
    await clock.jumpBy(2 * day);
    await send(world, { name: 'To half', template: news, tags: ['wave:0', 'wave:1'], topic: null });
    await clock.jumpBy(day);
    await send(world, { name: 'To a quarter', template: news, tags: ['wave:0'], topic: null });
    await clock.jumpBy(day);
    const leftBefore = whoLeft(world, people);
    const last = await send(world, { name: 'Food for everybody', template: news, tags: [], topic: 'food' });
    await clock.jumpBy(watched);
    const leftAfter = whoLeft(world, people);
    return compareQuarters(await scoresOf(world, last), (phone) => leftAfter.has(phone) && !leftBefore.has(phone));
  } finally {
    await world.close();
  }
}

/** People with consent; half of them told us one thing they like, and each belongs to one of four waves. */
async function fillBook(world: World, count: number): Promise<Person[]> {
  const emulated = world.emulator.world;
  const people = Array.from({ length: count }, (_, place): Person => {
    const waId = String(33_612_000_000 + place);
    return { waId, phone: `+${waId}`, place };
  });
  for (let from = 0; from < people.length; from += inFlight)
    await Promise.all(
      people.slice(from, from + inFlight).map(async ({ waId, phone, place }) => {
        const [liked] = truthsOf(emulated, emulated.people.meet(waId)).topics;
        const topics = place % tellers === 0 && liked !== undefined ? [`topic:${liked}`] : [];
        const contact = await call(world.door, contract.contacts.create, { body: { phone, first_name: `P${place}`, tags: [`wave:${place % 4}`, ...topics] } });
        await call(world.door, contract.contacts.consent, {
          params: { id: contact.id },
          body: {
            purpose: 'marketing',
            state: 'given',
            source: 'till',
            wording: 'Offers by WhatsApp',
            occurred_at: new Date(Date.parse(start) - (place % 3) * 250 * day).toISOString(),
          },
        });
      }),
    );
  return people;
}

type Sending = { readonly name: string; readonly template: string; readonly tags: readonly string[]; readonly topic: string | null };

/** Plans and launches a campaign for people with any of these tags, and lets it go out. Returns the broadcast's campaign. */
async function send(world: World, { name, template, tags, topic }: Sending): Promise<string> {
  const definition = { match: 'all' as const, of: tags.length === 0 ? [] : [{ about: 'tag' as const, is: 'any_of' as const, values: [...tags] }] };
  const segment = await call(world.door, contract.segments.create, { body: { name, definition } });
  const draft = await call(world.door, contract.campaigns.create, {
    body: {
      name,
      choices: {
        segments: [segment.id],
        template,
        number: world.number.id,
        variables: { first_name: { from: 'contact', attribute: 'first_name', fallback: 'there' } },
        topic,
      },
    },
  });
  const plan = await call(world.door, contract.campaigns.plan, { params: { id: draft.id } });
  await call(world.door, contract.campaigns.launch, { params: { id: draft.id }, body: { plan: plan.id, undo_seconds: 0 } });
  await world.control.clock.jumpBy(hour);
  return draft.id;
}

/** The phones that have blocked the number or stopped its offers. */
function whoLeft(world: World, people: readonly Person[]): ReadonlySet<string> {
  const emulated = world.emulator.world;
  const number = [...emulated.numbers.keys()][0] ?? '';
  return new Set(
    people
      .filter(({ waId }) => {
        const person = emulated.people.find(waId);
        if (person === undefined) return false;
        const chat = emulated.people.openChat(person, number);
        return chat.blocked || chat.stopped;
      })
      .map(({ phone }) => phone),
  );
}

type Scored = { readonly phone: string; readonly score: number };

/** Those to whom the campaign was delivered, with their scores. */
async function scoresOf(world: World, campaign: string): Promise<Scored[]> {
  const scored: Scored[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await call(world.door, contract.campaigns.recipients, {
      params: { id: campaign },
      query: { limit: 200, ...(cursor === undefined ? {} : { cursor }) },
    });
    for (const { phone, score, state } of page.items) if (score !== null && (state === 'delivered' || state === 'read')) scored.push({ phone, score });
    if (page.next === null) return scored;
    cursor = page.next;
  }
}

function compareQuarters(scored: readonly Scored[], hasLeft: (phone: string) => boolean): Result {
  const sorted = scored.toSorted((a, b) => a.score - b.score || (a.phone < b.phone ? -1 : 1));
  const quarter = Math.floor(sorted.length / 4);
  const percent = (some: readonly Scored[]) => (some.filter(({ phone }) => hasLeft(phone)).length / some.length) * 100;
  const low = percent(sorted.slice(0, quarter));
  const high = percent(sorted.slice(-quarter));
  const rounded = (value: number) => Math.round(value * 100) / 100;
  return {
    name: 'etr.low_quarter',
    value: rounded(low),
    unit: '% left',
    beside: 'etr.high_quarter',
    besideValue: rounded(high),
    ratio: Math.round((low / high) * 1000) / 1000,
  };
}
