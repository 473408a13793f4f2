import { type Refused, refused } from '#core/value/result.ts';
import type { Told } from '#core/value/say.ts';
import { datePattern, numberOf } from './match.ts';
import { saySegment } from './says.ts';
import { type Condition, SegmentDefinition, segmentDepthMost } from './segment.ts';

/** What is wrong in a definition; `at` is a JSON pointer into it, such as `/of/0/value`. */
export type SegmentFault = { readonly at: string; readonly message: Told };

/** Reads a definition from outside; refuses a wrong shape with the first fault. */
export function parseSegment(input: unknown): SegmentDefinition | Refused {
  const read = SegmentDefinition.safeParse(input);
  if (!read.success) {
    const issue = read.error.issues[0];
    return refused('segment_invalid', issue?.message ?? saySegment('segment_shape'), `/${(issue?.path ?? []).join('/')}`);
  }
  const fault = checkSegment(read.data)[0];
  return fault === undefined ? read.data : refused('segment_invalid', fault.message, fault.at);
}

/** What a shape cannot say: groups too deep, an empty "any", a comparison without a value. Empty when all is well. */
export function checkSegment(definition: SegmentDefinition): SegmentFault[] {
  return checkGroup(definition, '', 1);
}

function checkGroup(group: SegmentDefinition, at: string, depth: number): SegmentFault[] {
  if (depth > segmentDepthMost) return [{ at, message: saySegment('segment_deep', { most: segmentDepthMost }) }];
  if (group.match === 'any' && group.of.length === 0) return [{ at: `${at}/of`, message: saySegment('segment_group_empty') }];
  return group.of.flatMap((part, index) => {
    const place = `${at}/of/${index}`;
    return 'match' in part ? checkGroup(part, place, depth + 1) : checkCondition(part, place);
  });
}

function checkCondition(condition: Condition, at: string): SegmentFault[] {
  if (condition.about !== 'field') return [];
  const { key, value } = condition;
  switch (condition.is) {
    case 'known':
    case 'unknown':
      return [];
    case 'equals':
    case 'not_equals':
    case 'contains':
      return value === undefined || value === '' ? [{ at: `${at}/value`, message: saySegment('segment_value_missing', { key }) }] : [];
    case 'greater':
    case 'less': {
      const isComparable = numberOf(value) !== null || (typeof value === 'string' && new RegExp(datePattern).test(value));
      return isComparable ? [] : [{ at: `${at}/value`, message: saySegment('segment_value_incomparable', { key, value: String(value ?? '') }) }];
    }
  }
}
