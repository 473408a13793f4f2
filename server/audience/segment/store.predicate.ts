import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { fold, foldFrom, foldTo } from '#core/segment/fold.ts';
import { datePattern, decimalPattern, numberOf } from '#core/segment/match.ts';
import type { Condition, SegmentDefinition } from '#core/segment/segment.ts';

type Bool = RawBuilder<SqlBool>;
type FieldCondition = Extract<Condition, { about: 'field' }>;

/**
 * `matches` of core/segment in SQL, over the view contact_reach aliased "reach". Never null: for an unknown value it says
 * what `matches` says. The two are held together by a property test.
 */
export function predicateOf(definition: SegmentDefinition): Bool {
  if (definition.of.length === 0) return definition.match === 'all' ? sql`true` : sql`false`;
  const parts = definition.of.map((part) => ('match' in part ? predicateOf(part) : conditionOf(part)));
  return sql<SqlBool>`(${sql.join(parts, definition.match === 'all' ? sql` and ` : sql` or `)})`;
}

/** In any of some definitions, and in none of others. */
export function anyWithout(some: readonly SegmentDefinition[], others: readonly SegmentDefinition[]): Bool {
  if (some.length === 0) return sql`false`;
  const within = sql<SqlBool>`(${sql.join(some.map(predicateOf), sql` or `)})`;
  return others.length === 0 ? within : sql<SqlBool>`(${within} and not (${sql.join(others.map(predicateOf), sql` or `)}))`;
}

function conditionOf(condition: Condition): Bool {
  switch (condition.about) {
    case 'consent':
      return sql`reach.marketing_consent = ${condition.is}`;
    case 'country':
      return unless(condition.is === 'none_of', sql`coalesce(reach.country = any(${condition.values}::text[]), false)`);
    case 'language':
      return unless(condition.is === 'none_of', languageIn(condition.values));
    case 'tag':
      return tagged(condition);
    case 'field':
      return fieldCondition(condition);
  }
}

function unless(isTurned: boolean, condition: Bool): Bool {
  return isTurned ? sql`not (${condition})` : condition;
}

function languageIn(values: readonly string[]): Bool {
  const spoken = sql`lower(reach.language)`;
  const parts = values.map((value) => value.toLowerCase()).map((value) => sql<SqlBool>`${spoken} = ${value} or starts_with(${spoken}, ${`${value}-`})`);
  return sql`coalesce(${sql.join(parts, sql` or `)}, false)`;
}

function tagged(condition: Extract<Condition, { about: 'tag' }>): Bool {
  const values = sql`${condition.values}::text[]`;
  switch (condition.is) {
    case 'any_of':
      return sql`reach.tags && ${values}`;
    case 'all_of':
      return sql`reach.tags @> ${values}`;
    case 'none_of':
      return sql`not reach.tags && ${values}`;
  }
}

function fieldCondition(condition: FieldCondition): Bool {
  const text = sql`(reach.fields ->> ${condition.key}::text)`;
  const value = condition.value ?? '';
  switch (condition.is) {
    case 'known':
      return sql`coalesce(${text} <> '', false)`;
    case 'unknown':
      return sql`coalesce(${text} = '', true)`;
    case 'equals':
      return isEqual(condition.key, value);
    case 'not_equals':
      return sql`not (${isEqual(condition.key, value)})`;
    case 'contains':
      return sql`coalesce(${typeIs(condition.key, ['string'])} and position(${fold(String(value))}::text in ${folded(text)}) > 0, false)`;
    case 'greater':
      return compare(condition.key, value, sql`>`);
    case 'less':
      return compare(condition.key, value, sql`<`);
  }
}

function isEqual(key: string, value: string | number | boolean): Bool {
  const text = sql`(reach.fields ->> ${key}::text)`;
  const wanted = numberOf(value);
  if (typeof value === 'number') return sql`coalesce(${heldNumber(key)} = ${value}::float8, false)`;
  const asText = sql`${typeIs(key, ['string', 'boolean'])} and ${folded(text)} = ${fold(String(value))}::text`;
  const asNumber = wanted === null ? sql`false` : sql`${typeIs(key, ['number'])} and ${heldNumber(key)} = ${wanted}::float8`;
  return sql`coalesce((${asText}) or (${asNumber}), false)`;
}

function compare(key: string, value: string | number | boolean, operator: RawBuilder<unknown>): Bool {
  const text = sql`(reach.fields ->> ${key}::text)`;
  if (typeof value === 'string' && new RegExp(datePattern).test(value)) {
    return sql`coalesce(${typeIs(key, ['string'])} and ${text} ~ ${datePattern}::text and left(${text}, 10) collate "C" ${operator} ${value.slice(0, 10)}::text collate "C", false)`;
  }
  const number = numberOf(value);
  return number === null ? sql`false` : sql`coalesce(${heldNumber(key)} ${operator} ${number}::float8, false)`;
}

/** The number a field stands for, or null. `case` keeps the cast from meeting text that is none. */
function heldNumber(key: string): RawBuilder<number | null> {
  const text = sql`(reach.fields ->> ${key}::text)`;
  return sql`(case when ${typeIs(key, ['number'])} then ${text}::float8 when ${typeIs(key, ['string'])} and ${text} ~ ${decimalPattern}::text then ${text}::float8 end)`;
}

function typeIs(key: string, types: string[]): Bool {
  return sql`jsonb_typeof(reach.fields -> ${key}::text) = any(${types}::text[])`;
}

function folded(text: RawBuilder<unknown>): RawBuilder<string> {
  return sql`translate(${text}, ${foldFrom}::text, ${foldTo}::text)`;
}
