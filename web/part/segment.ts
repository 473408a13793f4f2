import type { Contract } from '#core/contract/contract.ts';
import type { ReplyOf } from '#core/contract/route.ts';
import type { Condition, SegmentDefinition } from '#core/segment/segment.ts';

/** A part of a question: a condition, or a group of parts. */
export type SegmentPart = Condition | SegmentDefinition;
/** The typed attributes, tags, countries and languages in use. */
export type KnownFields = ReplyOf<Contract['contacts']['fields']>;
type FieldType = KnownFields['items'][number]['type'];
type FieldOperator = Extract<Condition, { about: 'field' }>['is'];

/** Tells a group from a condition. */
export function isGroup(part: SegmentPart): part is SegmentDefinition {
  return 'match' in part;
}

/** What can be asked, as one key: `consent`, `country`, `language`, `tag`, or `field:orders`. */
export function aboutOf(condition: Condition): string {
  return condition.about === 'field' ? `field:${condition.key}` : condition.about;
}

/** A new condition about one thing, as far as it can be filled without being asked. */
export function newCondition(about: string): Condition {
  if (about.startsWith('field:')) return { about: 'field', key: about.slice('field:'.length), is: 'known' };
  if (about === 'country') return { about: 'country', is: 'any_of', values: [] };
  if (about === 'language') return { about: 'language', is: 'any_of', values: [] };
  if (about === 'tag') return { about: 'tag', is: 'any_of', values: [] };
  return { about: 'consent', is: 'given' };
}

/** How a field of a type can be compared, the commonest first. */
export function operatorsOf(type: FieldType): readonly FieldOperator[] {
  switch (type) {
    case 'text':
      return ['equals', 'not_equals', 'contains', 'known', 'unknown'];
    case 'number':
      return ['equals', 'not_equals', 'greater', 'less', 'known', 'unknown'];
    case 'date':
      return ['equals', 'greater', 'less', 'known', 'unknown'];
    case 'boolean':
      return ['equals', 'known', 'unknown'];
  }
}

/** The group with one of its parts exchanged. */
export function withPart(group: SegmentDefinition, at: number, part: SegmentPart): SegmentDefinition {
  return { ...group, of: group.of.map((each, index) => (index === at ? part : each)) };
}

/** The group without one of its parts. */
export function withoutPart(group: SegmentDefinition, at: number): SegmentDefinition {
  return { ...group, of: group.of.filter((_, index) => index !== at) };
}

/** Whether every condition has what it is compared with; groups inside must not be empty. */
export function isComplete(part: SegmentPart, isInside = false): boolean {
  if (isGroup(part)) return (part.of.length > 0 || (!isInside && part.match === 'all')) && part.of.every((each) => isComplete(each, true));
  switch (part.about) {
    case 'consent':
      return true;
    case 'country':
    case 'language':
    case 'tag':
      return part.values.length > 0;
    case 'field':
      return part.is === 'known' || part.is === 'unknown' || (part.value !== undefined && part.value !== '');
  }
}
