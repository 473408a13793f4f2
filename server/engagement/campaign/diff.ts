import type { Plan } from '#core/contract/campaigns.ts';
import { say } from '#core/contract/say.ts';
import { type PlanPart, planParts } from '#core/policy/parts.ts';
import { skipReasons } from '#core/policy/reasons.ts';
import { type Money, moneyWords } from '#core/value/money.ts';
import { inBoth, type Said, type Told } from '#core/value/say.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import type { Frozen, PlanBody } from './frozen.ts';
import { canonicalJson } from './hash.ts';

/** One difference, not told yet. */
export type Change = { readonly part: PlanPart; readonly name: Told; readonly before: Told | null; readonly after: Told | null };

/** A thing that may differ, with its words in each plan; null where there is none. */
type Row = readonly [name: Told, before: Told | null, after: Told | null];

/**
 * What changed from one plan of a campaign to another: first what was chosen, then what comes of it. Pure; what is the same is left out. Moments are told in `zone`.
 */
export function diffPlans(before: PlanBody, after: PlanBody, zone: string): Change[] {
  const parts: Readonly<Record<PlanPart, readonly Row[]>> = {
    who: whoRows(before, after),
    what: whatRows(before, after),
    variables: keyed(sourcesOf(before), sourcesOf(after), (name) => say('diff_variable', { name })),
    free: keyed(bodiesOf(before), bodiesOf(after), (language) => say('diff_free', { language })),
    when: [[say('diff_schedule'), scheduleWords(before.schedule, zone), scheduleWords(after.schedule, zone)]],
    pace: paceRows(before, after),
    canary: [
      [say('diff_canary'), canaryWords(before), canaryWords(after)],
      [say('diff_stages'), stagesOf(before.plan), stagesOf(after.plan)],
    ],
    budget: [[say('diff_budget'), budgetWords(before), budgetWords(after)]],
    score: [
      [say('diff_topic'), before.topic, after.topic],
      [say('diff_reason'), before.reason, after.reason],
      [say('diff_leave_out'), plain(before.leave_out_below), plain(after.leave_out_below)],
    ],
    people: peopleRows(before.plan, after.plan),
    cost: costRows(before.plan, after.plan),
    finish: finishRows(before.plan, after.plan, zone),
  };
  return planParts.flatMap((part) =>
    parts[part]
      .filter(([, one, other]) => canonicalJson(one) !== canonicalJson(other))
      .map(([name, one, other]) => ({ part, name, before: one, after: other })),
  );
}

/** Rows for each key that either has. */
function keyed(before: ReadonlyMap<string, Told>, after: ReadonlyMap<string, Told>, name: (key: string) => Told): Row[] {
  return [...new Set([...before.keys(), ...after.keys()])].map((key) => [name(key), before.get(key) ?? null, after.get(key) ?? null]);
}

function plain(value: number | null): string | null {
  return value === null ? null : String(value);
}

function whoRows(before: PlanBody, after: PlanBody): Row[] {
  const names = (segments: Plan['audience']['segments']) => (segments.length === 0 ? null : segments.map(({ name }) => name).join(', '));
  const rules = ({ plan, include, except }: PlanBody) =>
    new Map([
      ...plan.audience.segments.map(({ id, name }, place) => [id, { name, rule: canonicalJson(include[place]) }] as const),
      ...plan.audience.except.map(({ id, name }, place) => [id, { name, rule: canonicalJson(except[place]) }] as const),
    ]);
  const [old, now] = [rules(before), rules(after)];
  const changed = [...now].filter(([id, { rule }]) => old.has(id) && old.get(id)?.rule !== rule);
  return [
    [say('diff_segments'), names(before.plan.audience.segments), names(after.plan.audience.segments)],
    [say('diff_except'), names(before.plan.audience.except), names(after.plan.audience.except)],
    ...changed.map(([, { name }]): Row => [say('diff_segment_rule', { name }), null, say('diff_other')]),
  ];
}

function whatRows(before: PlanBody, after: PlanBody): Row[] {
  const texts = ({ texts: kept }: PlanBody) => new Map(kept.map(({ language, content }) => [language, textOf(content)]));
  // A plan of before kept no texts: then nothing is known of how they differ.
  const known = before.texts.length > 0 && after.texts.length > 0;
  return [
    [say('diff_template'), before.plan.template.name, after.plan.template.name],
    [say('diff_category'), before.plan.template.category, after.plan.template.category],
    [say('diff_number'), before.plan.number.display_phone, after.plan.number.display_phone],
    ...(known ? keyed(texts(before), texts(after), (language) => say('diff_text', { language })) : []),
  ];
}

/** All that people read of a template, line by line; what is not text by its kind or file. */
function textOf(content: TemplateContent): string {
  const header = (given: TemplateContent['header']) => (given === null ? [] : 'text' in given ? [given.text] : [canonicalJson(given)]);
  const buttons = (given: TemplateContent['buttons']) =>
    given.map((button) => `[${'text' in button ? button.text : button.kind}]${'url' in button ? ` ${button.url}` : ''}`);
  return [
    ...header(content.header),
    content.body,
    ...(content.footer === null ? [] : [content.footer]),
    ...(content.offer === undefined ? [] : [content.offer.text]),
    ...buttons(content.buttons),
    ...(content.cards ?? []).flatMap((card) => [...header(card.header), ...(card.body === null ? [] : [card.body]), ...buttons(card.buttons)]),
  ].join('\n');
}

function sourcesOf({ variables }: PlanBody): Map<string, string> {
  return new Map(variables.flatMap(({ name, source }) => (source === null ? [] : [[name, sourceWords(source)]])));
}

/** A source as the API writes it, in short. */
function sourceWords(source: NonNullable<Frozen['variables'][number]['source']>): string {
  switch (source.from) {
    case 'text':
      return `“${source.text}”`;
    case 'liquid':
      return withFallback(source.template, source.fallback);
    case 'contact':
    case 'order':
    case 'cart':
      return withFallback(`${source.from}.${source.attribute}`, source.fallback);
    case 'recommendation':
      return withFallback(`recommendation.${source.by}.${source.place}.${source.attribute}`, source.fallback);
  }
}

function withFallback(words: string, fallback: string): string {
  return fallback === '' ? words : `${words} (“${fallback}”)`;
}

function bodiesOf({ free }: PlanBody): Map<string, string> {
  return new Map(Object.entries(free ?? {}).map(([language, body]) => [language, 'text' in body && body.text !== null ? body.text : canonicalJson(body)]));
}

function scheduleWords(schedule: Frozen['schedule'], zone: string): Told {
  switch (schedule?.kind) {
    case undefined:
      return say('diff_now');
    case 'at':
      return say('diff_at', { at: { moment: schedule.at, zone } });
    case 'local_hour':
      return say('diff_local', { starts: schedule.starts.replace('T', ' ') });
    case 'repeat':
      return say('diff_repeat', { rule: schedule.rule, starts: schedule.starts.replace('T', ' '), zone: schedule.timezone });
  }
}

function paceRows(before: PlanBody, after: PlanBody): Row[] {
  const spread = ({ pace }: PlanBody) => (pace === null || pace.spread_minutes === null ? null : spanWords(pace.spread_minutes));
  const hours = ({ pace }: PlanBody) => (pace === null || pace.hours === null ? null : say('diff_hours_value', pace.hours));
  const threads = ({ pace }: PlanBody) =>
    pace === null || pace.open_threads_most === null ? null : say('diff_threads_value', { threads: pace.open_threads_most });
  return [
    [say('diff_spread'), spread(before), spread(after)],
    [say('diff_hours'), hours(before), hours(after)],
    [say('diff_threads'), threads(before), threads(after)],
  ];
}

/** So many minutes, as hours or days where they are whole ones. */
export function spanWords(minutes: number): Said {
  if (minutes % (24 * 60) === 0) return say('diff_span_days', { days: minutes / (24 * 60) });
  return minutes % 60 === 0 ? say('diff_span_hours', { hours: minutes / 60 }) : say('diff_minutes', { minutes });
}

function canaryWords({ canary }: PlanBody): Told | null {
  return canary === null ? null : say(`diff_canary_${canary.rule}`, { span: spanWords(canary.matures_minutes) });
}

function stagesOf({ canary }: Plan): Told | null {
  if (canary === null || canary.stages.length === 0) return null;
  return inBoth((language) => canary.stages.map((people) => new Intl.NumberFormat(language).format(people)).join(' → '));
}

function budgetWords({ budget_micros, plan }: PlanBody): Told | null {
  return budget_micros === null ? null : amount({ currency: plan.cost.currency, micros: budget_micros });
}

function amount(money: Money): Told {
  return inBoth((language) => moneyWords(money, language));
}

function peopleRows(before: Plan, after: Plan): Row[] {
  const count = (people: number) => say('diff_people', { people });
  const reasons = ({ exclusions }: Plan) => new Map(exclusions.map(({ reason, people }) => [reason, count(people)]));
  const languages = ({ by_language }: Plan) => new Map(by_language.map(({ language, people }) => [language, count(people)]));
  const countries = ({ by_country }: Plan) => new Map(by_country.map(({ country, people }) => [country, count(people)]));
  const fallbacks = ({ fallbacks: used }: Plan) => new Map(used.map(({ variable, people }) => [variable, count(people)]));
  const free = ({ free: body }: Plan) => (body === null ? null : count(body.people));
  return [
    [say('diff_audience'), count(before.audience.people), count(after.audience.people)],
    [say('diff_recipients'), count(before.recipients), count(after.recipients)],
    ...keyed(reasons(before), reasons(after), (reason) => say('diff_excluded', { reason: reasonWords(reason) })),
    ...keyed(languages(before), languages(after), (language) => say('diff_language', { language })),
    ...keyed(countries(before), countries(after), (country) => (country === '' ? say('diff_country_none') : say('diff_country', { country: { country } }))),
    ...keyed(fallbacks(before), fallbacks(after), (name) => say('diff_fallback', { name })),
    [say('diff_free_people'), free(before), free(after)],
  ];
}

function reasonWords(reason: string) {
  const known = Object.entries(skipReasons).find(([name]) => name === reason)?.[1];
  return known === undefined ? reason : inBoth((language) => known[language].title);
}

function costRows(before: Plan, after: Plan): Row[] {
  const likely = ({ cost }: Plan): Told | null => {
    if (cost.likely === null) return null;
    const words = (money: Money) => inBoth((language) => moneyWords(money, language));
    return say('diff_likely_value', { low: words(cost.likely.low), middle: words(cost.likely.middle), high: words(cost.likely.high) });
  };
  return [
    [say('diff_most'), amount(before.cost.most), amount(after.cost.most)],
    [say('diff_likely'), likely(before), likely(after)],
    [say('diff_card'), before.cost.card_date, after.cost.card_date],
  ];
}

function finishRows(before: Plan, after: Plan, zone: string): Row[] {
  const problems = ({ problems: found }: Plan) => new Map(found.map((problem) => [`${problem.code} ${problem.at ?? ''}`, problem.code]));
  return [
    // To the minute: two plans made one after the other end seconds apart.
    [say('diff_ends'), endWords(before, zone), endWords(after, zone)],
    [say('diff_days'), daysOf(before), daysOf(after)],
    ...keyed(problems(before), problems(after), () => say('diff_problem')),
  ];
}

function endWords({ finishes_at }: Plan, zone: string): Told {
  return say('diff_at', { at: { moment: `${finishes_at.slice(0, 16)}:00Z`, zone } });
}

function daysOf({ days }: Plan): string | null {
  return days.length === 0 ? null : String(days.length);
}
