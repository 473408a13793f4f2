import { say } from '#core/contract/say.ts';
import { type CanaryReason, type CanaryRule, type CanaryVerdict, type CanaryVerdictKind, harmRates, type WorseThanRest } from '#core/policy/canary.ts';
import type { Said } from '#core/value/say.ts';

const perHundred = (share: number) => Number((share * 100).toFixed(1));

/** A verdict in words with its numbers; of a person's decision, with who took it. */
export function sayVerdict(rule: CanaryRule, verdict: CanaryVerdict, by: string | null): Said {
  const what = by === null ? sayReason(rule, verdict, verdict.because) : sayPerson(verdict, verdict.kind, by);
  return verdict.worse.length === 0 ? what : say('canary_and_worse', { what, parts: { list: verdict.worse.map(sayPart) } });
}

function sayPerson({ harm: { events, people } }: CanaryVerdict, kind: CanaryVerdictKind, name: string): Said {
  switch (kind) {
    case 'release':
      return say('canary_says_person_release', { name, events, people });
    case 'stop':
      return say('canary_says_person_stop', { name, events, people });
    case 'wait':
    case 'undecided':
      return say('canary_says_person_wait', { name, events, people });
  }
}

function sayReason(rule: CanaryRule, verdict: CanaryVerdict, because: CanaryReason): Said {
  const { events, people, stopsAt } = verdict.harm;
  const counts = { events, people };
  switch (because) {
    case 'instant':
      return say(`instant_${verdict.instant ?? 'account'}`);
    case 'harm':
      return say('canary_says_harm', { ...counts, stops: stopsAt ?? events });
    case 'reads':
      return say('canary_says_reads', floorValues(verdict.reads));
    case 'delivery':
      return say('canary_says_delivery', floorValues(verdict.delivery));
    case 'fine':
      return say('canary_says_fine', counts);
    case 'too_few':
      return say('canary_says_too_few', counts);
    case 'unclear':
      return say('canary_says_unclear', { ...counts, fine: perHundred(harmRates[rule].fine), bad: perHundred(harmRates[rule].bad) });
    case 'maturing':
    case 'person':
      return say('canary_says_maturing', counts);
    case 'held_back':
      return say('canary_says_held_back', verdict.heldBack);
  }
}

function floorValues(floor: CanaryVerdict['reads']): { people: number; of: number; usual: number; most: number } {
  return { people: floor?.people ?? 0, of: floor?.of ?? 0, usual: perHundred(floor?.usual ?? 0), most: floor?.stopsAtMost ?? 0 };
}

function sayPart({ kind, name, events, people }: WorseThanRest): Said {
  return kind === 'country'
    ? say('canary_part_country', { country: { country: name }, events, people })
    : say('canary_part_import', { file: name, events, people });
}
