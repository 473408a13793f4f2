import { wordsOf } from '../world/json.ts';
import type { Account, World } from '../world/world.ts';
import type { Call } from './call.ts';
import { countClicks } from './clicks.ts';
import { badParameter, missingParameter, sendRefusal } from './errors.ts';
import { type AskedField, listArgument, parseFields } from './expansion.ts';
import { countMessages, endOf, type Span, startOf, type Tally } from './tally.ts';

const day = 24 * 60 * 60 * 1000;

/** Meta, "Analytics", read 2026-11-22: a year back since December 2025, for templates 90 days; at most 10 templates at once. */
const lookBack = 365 * day;
const templateLookBack = 90 * day;
const templatesLimit = 10;

/** Points in one answer; more are a mistake in the question. */
const pointsLimit = 20_000;

const analyticsNames = ['analytics', 'conversation_analytics', 'pricing_analytics', 'call_analytics'];

/** Works out those of the asked-for fields of an account that are analytics. */
export async function analyticsFields(world: World, call: Call, account: Account): Promise<Record<string, unknown>> {
  const asked = parseFields(call.params['fields'] ?? '').filter((field) => analyticsNames.includes(field.name));
  const found: Record<string, unknown> = {};
  for (const field of asked) {
    switch (field.name) {
      case 'analytics':
        found['analytics'] = await messageAnalytics(world, account, field);
        break;
      case 'pricing_analytics':
        found['pricing_analytics'] = await pricingAnalytics(world, account, field);
        break;
      case 'conversation_analytics':
        found['conversation_analytics'] = await conversationAnalytics(world, account, field);
        break;
      case 'call_analytics':
        // There are no calls: a true nothing.
        found['call_analytics'] = { data: [] };
        break;
    }
  }
  return found;
}

/** What every kind of analytics is asked: from when to when, in which steps, for which of the account's numbers. */
type Question = { from: number; to: number; span: Span; granularity: string; numbers: string[]; phones: string[]; countries: string[] };

function readQuestion(world: World, account: Account, field: AskedField, spans: Readonly<Record<string, Span>>): Question {
  const { arguments: args } = field;
  const { from, to } = readTimes(world, { start: args.get('start'), end: args.get('end') }, lookBack);
  const granularity = (args.get('granularity') ?? '').replaceAll(/["']/g, '').toUpperCase();
  const span = spans[granularity];
  if (span === undefined) throw badParameter(`Param granularity must be one of {${Object.keys(spans).join(', ')}} - got "${granularity.slice(0, 40)}".`);
  const phones = listArgument(args.get('phone_numbers')).map((phone) => phone.replaceAll(/\D/g, ''));
  const own = [...world.numbers.values()].filter((number) => number.account === account.id);
  const chosen = own.filter((number) => phones.length === 0 || phones.includes(number.display_phone_number.replaceAll(/\D/g, '')));
  return {
    from,
    to,
    span,
    granularity,
    numbers: chosen.map((number) => number.id),
    phones: chosen.map((number) => number.display_phone_number.replaceAll(/\D/g, '')),
    countries: listArgument(args.get('country_codes')).map((code) => code.toUpperCase()),
  };
}

function readTimes(world: World, asked: { start: unknown; end: unknown }, most: number): { from: number; to: number } {
  const read = (name: 'start' | 'end'): number => {
    const value = asked[name];
    if (value === undefined || value === '') throw missingParameter(name);
    const text = String(typeof value === 'number' ? value : value).replaceAll(/["']/g, '');
    const seconds = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) / 1000 : Number(text);
    if (!Number.isFinite(seconds) || seconds < 0) throw badParameter(`Param ${name} must be a UNIX timestamp - got "${text.slice(0, 40)}".`);
    return seconds * 1000;
  };
  const [from, to] = [read('start'), read('end')];
  if (to <= from) throw badParameter('Param end must be after start.');
  if (from < world.clock.now() - most - day) throw badParameter(`Param start must be within the last ${Math.round(most / day)} days.`);
  return { from, to };
}

async function tallyOf(world: World, question: Question, inbound: boolean): Promise<Tally[]> {
  if (question.numbers.length === 0) return [];
  const tallies = await countMessages(world, { ...question, inbound });
  const found = tallies.filter((tally) => question.countries.length === 0 || question.countries.includes(tally.country));
  if (found.length > pointsLimit) throw badParameter(`There are more than ${pointsLimit} data points. Ask for less time or a coarser granularity.`);
  return found;
}

const seconds = (at: number): number => Math.floor(at / 1000);

/** `analytics`: messages sent and delivered. `product_types` 0 are notifications (templates), 2 customer service messages. */
async function messageAnalytics(world: World, account: Account, field: AskedField): Promise<unknown> {
  const question = readQuestion(world, account, field, { HALF_HOUR: 'HALF_HOUR', DAY: 'DAY', MONTH: 'MONTH' });
  const products = listArgument(field.arguments.get('product_types'));
  const tallies = (await tallyOf(world, question, false)).filter((one) => products.length === 0 || products.includes(one.template === null ? '2' : '0'));
  const points = mergeBy(tallies, (one) => String(one.start)).map((group) => ({
    start: seconds(group[0].start),
    end: seconds(endOf(question.span, group[0].start)),
    sent: sum(group, (one) => one.sent),
    delivered: sum(group, (one) => one.delivered),
  }));
  return {
    phone_numbers: question.phones,
    ...(question.countries.length === 0 ? {} : { country_codes: question.countries }),
    granularity: question.granularity,
    data_points: points,
  };
}

type Priced = Tally & { type: string; category: string };

/** The `pricing` of a message's statuses, taken apart. It is our own printing. */
function priced(tally: Tally): Priced | undefined {
  const type = /"type":"([a-z_]+)"/.exec(tally.pricing ?? '')?.[1];
  const category = /"category":"([a-z_-]+)"/.exec(tally.pricing ?? '')?.[1];
  return type === undefined || category === undefined
    ? undefined
    : { ...tally, type: type.toUpperCase(), category: category.replaceAll('-', '_').toUpperCase() };
}

/**
 * `pricing_analytics`: messages delivered, by what they are priced as. The emulator has no rate cards, so `cost` is only
 * there where it is known: 0 for what is free.
 */
async function pricingAnalytics(world: World, account: Account, field: AskedField): Promise<unknown> {
  const question = readQuestion(world, account, field, { HALF_HOUR: 'HALF_HOUR', DAILY: 'DAY', MONTHLY: 'MONTH' });
  const list = (name: string): string[] => listArgument(field.arguments.get(name)).map((word) => word.toUpperCase());
  const [types, categories, dimensions, metrics] = [list('pricing_types'), list('pricing_categories'), list('dimensions'), list('metric_types')];
  const strange = dimensions.find((name) => !['COUNTRY', 'PHONE', 'PRICING_CATEGORY', 'PRICING_TYPE', 'TIER'].includes(name));
  if (strange !== undefined)
    throw badParameter(`Param dimensions must be one of {COUNTRY, PHONE, PRICING_CATEGORY, PRICING_TYPE, TIER} - got "${strange.slice(0, 40)}".`);
  const phoneOf = (one: Tally): string => world.numbers.get(one.number)?.display_phone_number.replaceAll(/\D/g, '') ?? '';
  const tallies = (await tallyOf(world, question, false))
    .filter((one) => one.delivered > 0)
    .flatMap((one) => priced(one) ?? [])
    .filter((one) => (types.length === 0 || types.includes(one.type)) && (categories.length === 0 || categories.includes(one.category)));
  const facts = (one: Priced): Record<string, string> => ({
    ...(dimensions.includes('COUNTRY') ? { country: one.country } : {}),
    ...(dimensions.includes('PHONE') ? { phone: phoneOf(one) } : {}),
    ...(dimensions.includes('PRICING_TYPE') ? { pricing_type: one.type } : {}),
    ...(dimensions.includes('PRICING_CATEGORY') ? { pricing_category: one.category } : {}),
  });
  const points = mergeBy(tallies, (one) => `${one.start} ${JSON.stringify(facts(one))}`).map((group) => ({
    start: seconds(group[0].start),
    end: seconds(endOf(question.span, group[0].start)),
    ...facts(group[0]),
    ...(metrics.length === 0 || metrics.includes('VOLUME') ? { volume: sum(group, (one) => one.delivered) } : {}),
    ...((metrics.length === 0 || metrics.includes('COST')) && group.every((one) => one.type !== 'REGULAR') ? { cost: 0 } : {}),
  }));
  return { data: [{ data_points: points }] };
}

/** `conversation_analytics`: from before July 2025, when conversations were priced. One delivered message counts as one conversation. */
async function conversationAnalytics(world: World, account: Account, field: AskedField): Promise<unknown> {
  const question = readQuestion(world, account, field, { HALF_HOUR: 'HALF_HOUR', DAILY: 'DAY', MONTHLY: 'MONTH' });
  const list = (name: string): string[] => listArgument(field.arguments.get(name)).map((word) => word.toUpperCase());
  const [categories, dimensions] = [list('conversation_categories'), list('dimensions')];
  const tallies = (await tallyOf(world, question, false))
    .filter((one) => one.delivered > 0)
    .flatMap((one) => priced(one) ?? [])
    .filter((one) => categories.length === 0 || categories.includes(one.category));
  const facts = (one: Priced): Record<string, string> => ({
    ...(dimensions.includes('CONVERSATION_CATEGORY') ? { conversation_category: one.category } : {}),
    ...(dimensions.includes('CONVERSATION_DIRECTION') ? { conversation_direction: one.category === 'SERVICE' ? 'USER_INITIATED' : 'BUSINESS_INITIATED' } : {}),
    ...(dimensions.includes('CONVERSATION_TYPE')
      ? { conversation_type: one.type === 'REGULAR' ? 'REGULAR' : one.type === 'FREE_ENTRY_POINT' ? 'FREE_ENTRY_POINT' : 'FREE_TIER' }
      : {}),
    ...(dimensions.includes('COUNTRY') ? { country: one.country } : {}),
    ...(dimensions.includes('PHONE') ? { phone_number: world.numbers.get(one.number)?.display_phone_number.replaceAll(/\D/g, '') ?? '' } : {}),
  });
  const points = mergeBy(tallies, (one) => `${one.start} ${JSON.stringify(facts(one))}`).map((group) => ({
    start: seconds(group[0].start),
    end: seconds(endOf(question.span, group[0].start)),
    conversation: sum(group, (one) => one.delivered),
    ...facts(group[0]),
  }));
  return { data: [{ data_points: points }] };
}

function mergeBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): [Item, ...Item[]][] {
  const groups = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

function sum<Item>(items: readonly Item[], valueOf: (item: Item) => number): number {
  return items.reduce((total, item) => total + valueOf(item), 0);
}

const templateMetrics = ['COST', 'CLICKED', 'DELIVERED', 'READ', 'SENT'];

/** Answers `GET /{account}/template_analytics`: what became of the sends of up to ten templates, by day. */
export async function templateAnalytics(world: World, call: Call, account: Account): Promise<unknown> {
  if (!account.hasInsights) throw sendRefusal(200007, 'Template insights are not enabled for this WhatsApp Business Account. Enable them first.');
  const { params } = call;
  const granularity = params['granularity'] === undefined ? 'DAILY' : String(params['granularity']).toUpperCase();
  if (granularity !== 'DAILY') throw badParameter('Param granularity must be one of {DAILY}.');
  if (params['template_ids'] === undefined) throw missingParameter('template_ids');
  const ids = wordsOf(params['template_ids']).map((id) => id.replaceAll(/["']/g, ''));
  if (ids.length === 0 || ids.length > templatesLimit) throw badParameter(`Param template_ids must have 1 to ${templatesLimit} ids.`);
  const strangeId = ids.find((id) => world.templates.get(id)?.account !== account.id);
  if (strangeId !== undefined) throw sendRefusal(200005, `Template insights are not available: the account has no template "${strangeId.slice(0, 40)}".`);
  const metrics = params['metric_types'] === undefined ? templateMetrics : wordsOf(params['metric_types']).map((word) => word.toUpperCase());
  const strange = metrics.find((name) => !templateMetrics.includes(name));
  if (strange !== undefined) throw badParameter(`Param metric_types must be one of {${templateMetrics.join(', ')}} - got "${strange.slice(0, 40)}".`);
  const { from, to } = readTimes(world, { start: params['start'], end: params['end'] }, templateLookBack);
  const numbers = [...world.numbers.values()].filter((number) => number.account === account.id).map((number) => number.id);
  const tallies = (await countMessages(world, { numbers, from, to, span: 'DAY', inbound: false })).filter((one) => ids.includes(one.template ?? ''));
  const clicks = metrics.includes('CLICKED') ? countClicks(world, ids, { from, to }) : [];
  const points = (isMarketingApi: boolean): unknown[] =>
    ids.flatMap((id) => {
      const own = tallies.filter((one) => one.template === id && one.isMarketingApi === isMarketingApi);
      const ownClicks = isMarketingApi ? [] : clicks.filter((one) => one.template === id);
      const days = [...new Set([...own.map((one) => one.start), ...ownClicks.map((one) => startOf('DAY', one.start))])].toSorted((a, b) => a - b);
      return days.map((start) => {
        const group = own.filter((one) => one.start === start);
        const clicked = ownClicks.filter((one) => one.start === start).map(({ type, text, count }) => ({ type, button_content: text, count }));
        return {
          template_id: id,
          start: seconds(start),
          end: seconds(start + day),
          ...(metrics.includes('SENT') ? { sent: sum(group, (one) => one.sent) } : {}),
          ...(metrics.includes('DELIVERED') ? { delivered: sum(group, (one) => one.delivered) } : {}),
          ...(metrics.includes('READ') ? { read: sum(group, (one) => one.read) } : {}),
          ...(clicked.length === 0 ? {} : { clicked }),
        };
      });
    });
  const viaMarketingApi = points(true);
  const data = [{ granularity: 'DAILY', product_type: 'cloud_api', data_points: points(false) }];
  return {
    data: viaMarketingApi.length === 0 ? data : [...data, { granularity: 'DAILY', product_type: 'marketing_messages_lite_api', data_points: viaMarketingApi }],
  };
}
