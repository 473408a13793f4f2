import type { Persona } from '#core/rehearsal/rehearsal.ts';

/**
 * How a kind of person behaves when nobody plays them. Shares are of the messages that reach that point: of those sent
 * the share that finds the phone with signal, of those delivered the share that is read, of marketing read the share
 * that is answered. What is done against a business is weighed by the person's truths (`weighOdds`). Our choice, made
 * to look alive and to differ between personas; nobody publishes such numbers.
 */
export type Habits = {
  /** Share of messages that find the phone with signal; the others wait `away` times the read delay, at least and at most. */
  reach: number;
  away: readonly [number, number];
  read: number;
  /** Read delays this person takes to read, at most. */
  readTimes: number;
  tap: number;
  write: number;
  react: number;
  /** Answers with the word for stop, or uses the phone's own "stop promotions". */
  optOut: number;
  preference: number;
  block: number;
  report: number;
  mute: number;
  archive: number;
};

const nothing = { tap: 0, write: 0, react: 0, optOut: 0, preference: 0, block: 0, report: 0, mute: 0, archive: 0 };

const polite: Habits = {
  reach: 0.97,
  away: [20, 300],
  read: 0.85,
  readTimes: 10,
  tap: 0.12,
  write: 0.05,
  react: 0.02,
  optOut: 0.008,
  preference: 0.004,
  block: 0.002,
  report: 0.0005,
  mute: 0.006,
  archive: 0.01,
};

/** The habits of each persona. `manual` only receives. */
export const habits: Readonly<Record<Persona, Habits>> = {
  keen: {
    ...polite,
    reach: 0.99,
    away: [10, 60],
    read: 0.97,
    readTimes: 1,
    tap: 0.35,
    write: 0.12,
    react: 0.05,
    optOut: 0.003,
    preference: 0.002,
    block: 0.001,
    report: 0.0002,
    mute: 0.002,
    archive: 0.005,
  },
  polite,
  silent: { ...polite, ...nothing, reach: 0.93, read: 0.5, block: 0.002, report: 0.0003, mute: 0.02, archive: 0.03 },
  annoyed: {
    ...polite,
    reach: 0.96,
    read: 0.8,
    readTimes: 6,
    tap: 0.02,
    write: 0.03,
    react: 0.005,
    optOut: 0.12,
    preference: 0.08,
    block: 0.05,
    report: 0.015,
    mute: 0.1,
    archive: 0.1,
  },
  blocker: { ...polite, ...nothing, reach: 0.96, read: 0.9, readTimes: 3, block: 0.5, report: 0.2 },
  no_receipts: polite,
  wrong_number: { ...polite, ...nothing, read: 0.9, readTimes: 5, write: 0.1, optOut: 0.1, preference: 0.03, block: 0.08, report: 0.05 },
  // Half a day without signal at the usual read delay of eight seconds: 5,400 of them.
  traveller: { ...polite, reach: 0.65, away: [900, 5_400], readTimes: 12 },
  manual: { ...polite, ...nothing, reach: 1, read: 0 },
};

/** Share of wrong numbers who ask who this is when they are written to for the first time. */
export const whoShare = 0.8;

/** What a person feels about one message: all that moves their odds away from their habits. */
export type Feeling = {
  agreed: boolean;
  /** The message is about what they like; null when nobody can tell what it is about. */
  liked: boolean | null;
  /** Marketing messages of the last week for each one they find bearable. */
  pressure: number;
  /** Hours from the hour of their day they like best, 0 to 12. */
  hoursOff: number;
  /** Read in the middle of their night. */
  isNight: boolean;
};

export type Odds = Pick<Habits, 'tap' | 'write' | 'react' | 'optOut' | 'preference' | 'block' | 'report' | 'mute' | 'archive'>;

/**
 * Weighs habits by what a person feels. Annoyance grows with pressure, with a topic they do not care for, at night, and
 * most when they never agreed; interest goes the other way. Both are monotone in each feeling.
 */
export function weighOdds(habit: Habits, feeling: Feeling, isMarketing: boolean): Odds {
  const annoyance = annoyanceOf(feeling) * (isMarketing ? 1 : usefulAnnoyance);
  const interest = interestOf(feeling);
  const against = (share: number): number => Math.min(share * annoyance, mostAgainst);
  const towards = (share: number): number => Math.min(share * interest, mostTowards);
  return {
    tap: towards(habit.tap),
    write: towards(habit.write),
    react: towards(habit.react),
    optOut: against(habit.optOut),
    preference: isMarketing ? against(habit.preference) : 0,
    block: against(habit.block),
    report: against(habit.report),
    mute: against(habit.mute),
    archive: against(habit.archive),
  };
}

/** Odds never become certainties. */
const mostAgainst = 0.9;
const mostTowards = 0.9;

/** People seldom leave because of a delivery notice. */
const usefulAnnoyance = 0.15;

function annoyanceOf({ agreed, liked, pressure, hoursOff, isNight }: Feeling): number {
  const consent = agreed ? 1 : 6;
  const topic = liked === null ? 1 : liked ? 0.6 : 1.5;
  const load = pressure <= 1 ? 0.7 + 0.3 * pressure : Math.min(pressure ** 1.5, 12);
  return consent * topic * load * (isNight ? 2 : 0.9 + hoursOff / 40);
}

function interestOf({ agreed, liked, pressure, hoursOff, isNight }: Feeling): number {
  const consent = agreed ? 1.1 : 0.35;
  const topic = liked === null ? 1 : liked ? 1.5 : 0.6;
  const load = 1 / (1 + 0.5 * Math.max(0, pressure - 1));
  return consent * topic * load * (isNight ? 0.5 : 1.2 - hoursOff / 30);
}
