import type { EtrCode } from './words.ts';

/**
 * Expected, Timely, Relevant as a measure: would this person want this message now? Three parts of 0 to 100 points, each a
 * base and circumstances that give or take points, every one with a reason that can be said. No model was trained: the points are our choice,
 * written here, and the report shows by each band of scores how people really answered.
 *
 * Like the policy it works on a small tuple with few distinct values: for a set, SQL gathers it for each person and each distinct tuple is scored once.
 */
export type EtrInput = {
  /** Utility and authentication messages need no agreement to offers. */
  readonly isMarketing: boolean;
  /** Whole days since they agreed, null when that is not known. */
  readonly consentDays: number | null;
  /** Whether the ledger says how and to which words they agreed. */
  readonly consentTold: boolean;
  /** Whether the campaign's topic is one of theirs. `unknown`: they named none. `not_asked`: the campaign has no topic. */
  readonly topic: 'match' | 'other' | 'unknown' | 'not_asked';
  /** Whole days since they wrote to us; null when never. */
  readonly heardDays: number | null;
  /** Whole days since we last wrote to them; null when never. */
  readonly wroteDays: number | null;
  /** Campaign messages that left for them in the last 24 hours and in the last 7 days. */
  readonly sentDay: number;
  readonly sentWeek: number;
  /** Whole hours since what the campaign speaks about happened to them; `missing` when it never did, `not_asked` when it speaks of nothing. */
  readonly reasonHours: number | 'missing' | 'not_asked';
  /** The hour of their day at which it would come, 0 to 23; null when their zone is not known. */
  readonly hour: number | null;
  /** The audience's share of all people who may get offers, 0 to 1. */
  readonly audienceShare: number;
  /** Variables filled from what is known of them, beside their name; and variables that fall back. */
  readonly ownValues: number;
  readonly fallbacks: number;
  /** Whether their order, cart or what is recommended to them is spoken of. */
  readonly speaksOfThem: boolean;
  /** Of the last campaign messages delivered to them (`deliveredLately` at most), how many they read; and whether they replied to one in 90 days. */
  readonly deliveredLately: number;
  readonly readLately: number;
  readonly repliedLately: boolean;
};

export type EtrPart = 'expected' | 'timely' | 'relevant';
export type EtrPoint = { readonly part: EtrPart; readonly code: EtrCode; readonly points: number };
export type EtrScore = {
  readonly expected: number;
  readonly timely: number;
  readonly relevant: number;
  readonly score: number;
  readonly reasons: readonly EtrPoint[];
};

/** Of the messages delivered to a person, the last so many tell how they answer. */
export const answersLooked = 5;

/** What each part begins with: somebody of whom nothing speaks for or against. */
const bases = { expected: 60, timely: 70, relevant: 50 } as const;

/** Fewer delivered than this say nothing about how somebody answers. */
const deliveredTelling = 3;

/** So few read of what was delivered is called ignoring, so many is called reading. */
const ignoringShare = 0.2;
const readingShare = 0.6;

/**
 * Scores one message for one person. Pure. The whole is half the mean and half the worst of the three parts: a message at three in the
 * morning is not saved by a good topic.
 *
 * @example scoreEtr({ …, sentWeek: 3 }).reasons // [… { part: 'timely', code: 'often', points: -35 }]
 */
export function scoreEtr(input: EtrInput): EtrScore {
  const reasons = [...expectedPoints(input), ...timelyPoints(input), ...relevantPoints(input)].filter(({ points }) => points !== 0);
  const part = (name: EtrPart) => bound(reasons.reduce<number>((sum, reason) => (reason.part === name ? sum + reason.points : sum), bases[name]));
  const parts = [part('expected'), part('timely'), part('relevant')] as const;
  const [expected, timely, relevant] = parts;
  const mean = (expected + timely + relevant) / parts.length;
  return { expected, timely, relevant, score: Math.round((mean + Math.min(...parts)) / 2), reasons };
}

function bound(points: number): number {
  return Math.min(100, Math.max(0, Math.round(points)));
}

function expectedPoints(input: EtrInput): EtrPoint[] {
  const part = 'expected';
  return [...consentPoints(input), topicPoint(input.topic), ...heardPoints(input.heardDays), silencePoint(input)].map((point) => ({ part, ...point }));
}

type Point = Omit<EtrPoint, 'part'>;

function consentPoints({ isMarketing, consentDays, consentTold }: EtrInput): Point[] {
  if (!isMarketing) return [{ code: 'about_their_business', points: 20 }];
  const age: Point =
    consentDays === null
      ? { code: 'consent_age_unknown', points: -15 }
      : consentDays <= 30
        ? { code: 'consent_fresh', points: 20 }
        : consentDays <= 180
          ? { code: 'consent_recent', points: 10 }
          : consentDays <= 365
            ? { code: 'consent_year', points: 0 }
            : consentDays <= 730
              ? { code: 'consent_old', points: -15 }
              : { code: 'consent_very_old', points: -30 };
  return consentTold ? [age] : [age, { code: 'consent_untold', points: -10 }];
}

function topicPoint(topic: EtrInput['topic']): Point {
  switch (topic) {
    case 'match':
      return { code: 'topic_theirs', points: 20 };
    case 'other':
      return { code: 'topic_other', points: -35 };
    case 'unknown':
      return { code: 'topic_unknown', points: -5 };
    case 'not_asked':
      return { code: 'topic_none', points: 0 };
  }
}

function heardPoints(days: number | null): Point[] {
  if (days === null) return [];
  if (days <= 30) return [{ code: 'heard_lately', points: 15 }];
  return days <= 180 ? [{ code: 'heard_this_half_year', points: 5 }] : [];
}

/** Somebody who has not heard from us for long may not know any more who we are. */
function silencePoint({ wroteDays, heardDays }: EtrInput): Point {
  const days = wroteDays === null ? heardDays : heardDays === null ? wroteDays : Math.min(wroteDays, heardDays);
  if (days === null) return { code: 'never_in_touch', points: -5 };
  if (days > 365) return { code: 'silent_year', points: -25 };
  return days > 180 ? { code: 'silent_half_year', points: -15 } : { code: 'in_touch', points: 0 };
}

function timelyPoints(input: EtrInput): EtrPoint[] {
  const part = 'timely';
  return [
    hourPoint(input.hour),
    reasonPoint(input.reasonHours),
    oftenPoint(input.sentWeek),
    ...(input.sentDay > 0 ? [{ code: 'twice_a_day' as const, points: -20 }] : []),
  ].map((point) => ({ part, ...point }));
}

function hourPoint(hour: number | null): Point {
  if (hour === null) return { code: 'hour_unknown', points: 0 };
  if (hour >= 9 && hour < 20) return { code: 'hour_good', points: 10 };
  return (hour >= 8 && hour < 9) || (hour >= 20 && hour < 22) ? { code: 'hour_edge', points: -15 } : { code: 'hour_night', points: -50 };
}

function reasonPoint(hours: EtrInput['reasonHours']): Point {
  if (hours === 'not_asked') return { code: 'reason_none', points: 0 };
  if (hours === 'missing') return { code: 'reason_missing', points: -40 };
  if (hours < 1) return { code: 'reason_now', points: 30 };
  if (hours < 24) return { code: 'reason_today', points: 20 };
  if (hours < 72) return { code: 'reason_days', points: 5 };
  return hours < 7 * 24 ? { code: 'reason_week', points: -15 } : { code: 'reason_stale', points: -35 };
}

function oftenPoint(sentWeek: number): Point {
  if (sentWeek === 0) return { code: 'often_not', points: 10 };
  if (sentWeek === 1) return { code: 'often_once', points: 0 };
  return sentWeek === 2 ? { code: 'often_twice', points: -20 } : { code: 'often', points: -45 };
}

function relevantPoints(input: EtrInput): EtrPoint[] {
  const part = 'relevant';
  return [sharePoint(input.audienceShare), ...aboutPoints(input), answerPoint(input)].map((point) => ({ part, ...point }));
}

function sharePoint(share: number): Point {
  if (share <= 0.1) return { code: 'audience_narrow', points: 20 };
  if (share <= 0.3) return { code: 'audience_chosen', points: 10 };
  return share <= 0.6 ? { code: 'audience_half', points: 0 } : { code: 'audience_everybody', points: -15 };
}

function aboutPoints({ speaksOfThem, ownValues, fallbacks }: EtrInput): Point[] {
  const own: Point = speaksOfThem
    ? { code: 'about_theirs', points: 25 }
    : ownValues >= 2
      ? { code: 'about_known', points: 15 }
      : ownValues === 1
        ? { code: 'about_a_little', points: 5 }
        : { code: 'about_nobody', points: -5 };
  return fallbacks > 0 ? [own, { code: 'about_fallback', points: -5 }] : [own];
}

function answerPoint({ deliveredLately, readLately, repliedLately }: EtrInput): Point {
  if (repliedLately) return { code: 'answers_replies', points: 25 };
  if (deliveredLately < deliveredTelling) return { code: 'answers_unknown', points: 0 };
  const share = readLately / deliveredLately;
  if (share >= readingShare) return { code: 'answers_reads', points: 15 };
  return share <= ignoringShare ? { code: 'answers_ignores', points: -30 } : { code: 'answers_sometimes', points: 0 };
}
