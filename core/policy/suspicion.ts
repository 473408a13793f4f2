import { day, type Instant } from '#core/value/time.ts';

/** What may have cost a number its quality: something that was sent in the days before it dropped. */
export const suspectKinds = ['campaign', 'template', 'import', 'automatic'] as const;
export type SuspectKind = (typeof suspectKinds)[number];

/** What people do, and what Meta does, when a message is not wanted. */
export const harmSignals = ['opt_outs', 'capped', 'unreachable', 'reads'] as const;
export type HarmSignal = (typeof harmSignals)[number];

/** What came of messages: how many left, and of them how many were opted out of, refused by Meta's cap (131049), to nobody (131026), delivered and read. */
export type Outcomes = {
  readonly messages: number;
  readonly delivered: number;
  /** Delivered so long ago that they could have been read, and of them those that were. */
  readonly readable: number;
  readonly read: number;
  readonly optedOut: number;
  readonly capped: number;
  readonly unreachable: number;
};

/** Something that was sent before a drop. */
export type Candidate = Outcomes & {
  readonly kind: SuspectKind;
  readonly id: string;
  readonly name: string;
  /** When the last of it left. */
  readonly lastAt: Instant;
};

/** One way in which a candidate was worse than usual. */
export type Finding = {
  readonly signal: HarmSignal;
  /** The events, and the messages they are counted of. For reads these are the messages that were read. */
  readonly events: number;
  readonly of: number;
  readonly share: number;
  readonly usual: number;
  /** How many more than usual; of reads, how many fewer. */
  readonly excess: number;
};

/** A candidate under suspicion, with the reasons, the weightiest first. `score` is harm beyond the usual in opt-outs' worth, recent counts more. */
export type Suspect = { readonly candidate: Candidate; readonly score: number; readonly findings: readonly Finding[] };

/** How far back before a drop is looked: Meta rates by the last 7 days, recent ones more. Source: facts/cloud-api.md §4.4, read 2026-11-22. */
export const suspectDays = 7;
/** The days before those that tell what is usual. */
export const usualDays = 28;
/** People need time to read: messages of the last hours before a drop are not judged by it. As in a warm-up (facts/consent-pricing-roi.md §7.3 asks for reads after a day's sending). */
export const readsTakeHours = 12;
/** Fewer messages say nothing about what is usual. */
const usualLeast = 200;
/** Meta does not say how fast days fade; with two days to the half, the last day weighs eleven times the seventh. */
const halfDays = 2;
/** Below three events a share is an accident, however high. */
const eventsLeast = 3;
/** So many standard deviations above usual: less than one in five hundred comes so by chance. */
const deviations = 3;

/**
 * What is usual where the workspace has no history: shares that senders report as good. Opt-outs and reads: facts/consent-pricing-roi.md §7.2; the
 * shares of capped and unreachable people are our own guess and are told as such. Read 2026-11-22.
 */
export const typicalShares: { readonly [Signal in HarmSignal]: number } = { opt_outs: 0.005, capped: 0.03, unreachable: 0.03, reads: 0.5 };

/** What a signal weighs beside an opt-out: somebody who says no is a stronger word than somebody who does not open. */
const weights: { readonly [Signal in HarmSignal]: number } = { opt_outs: 1, capped: 0.3, unreachable: 0.3, reads: 0.1 };

/** The usual shares by what was sent in the weeks before; the typical ones while too little was. */
export function usualShares(before: Outcomes): { readonly shares: { readonly [Signal in HarmSignal]: number }; readonly isOwn: boolean } {
  if (before.messages < usualLeast || before.delivered === 0) return { shares: typicalShares, isOwn: false };
  return {
    isOwn: true,
    shares: {
      opt_outs: before.optedOut / before.delivered,
      capped: before.capped / before.messages,
      unreachable: before.unreachable / before.messages,
      reads: before.readable === 0 ? typicalShares.reads : before.read / before.readable,
    },
  };
}

/**
 * Ranks what was sent in the days before a drop by the harm it did beyond the usual, recent days counting more. Pure. Only what stands out by
 * three standard deviations and three events is a finding; an empty list says that nothing stands out. What an earlier name on
 * the list explains wholly (a template that only one campaign used) should not be handed in.
 */
export function suspicions(candidates: readonly Candidate[], usual: { readonly [Signal in HarmSignal]: number }, dropped: Instant): readonly Suspect[] {
  return candidates
    .flatMap((candidate) => {
      const findings = harmSignals
        .flatMap((signal) => findingOf(candidate, signal, usual[signal]))
        .toSorted((a, b) => b.excess * weights[b.signal] - a.excess * weights[a.signal]);
      if (findings.length === 0) return [];
      const age = Math.max(0, dropped.getTime() - candidate.lastAt.getTime()) / day;
      const harm = findings.reduce((sum, { signal, excess }) => sum + excess * weights[signal], 0);
      return [{ candidate, findings, score: harm * 0.5 ** (age / halfDays) }];
    })
    .toSorted(
      (a, b) =>
        b.score - a.score || suspectKinds.indexOf(a.candidate.kind) - suspectKinds.indexOf(b.candidate.kind) || (a.candidate.id < b.candidate.id ? -1 : 1),
    );
}

function findingOf(candidate: Candidate, signal: HarmSignal, usual: number): Finding[] {
  const { events, of } = countsOf(candidate, signal);
  if (of === 0) return [];
  const expected = of * usual;
  const excess = signal === 'reads' ? expected - events : events - expected;
  const isMany = signal === 'reads' ? excess >= eventsLeast : events >= eventsLeast;
  if (!isMany || excess <= deviations * Math.sqrt(of * usual * (1 - usual))) return [];
  return [{ signal, events, of, share: events / of, usual, excess }];
}

function countsOf(candidate: Candidate, signal: HarmSignal): { events: number; of: number } {
  switch (signal) {
    case 'opt_outs':
      return { events: candidate.optedOut, of: candidate.delivered };
    case 'capped':
      return { events: candidate.capped, of: candidate.messages };
    case 'unreachable':
      return { events: candidate.unreachable, of: candidate.messages };
    case 'reads':
      return { events: candidate.read, of: candidate.readable };
  }
}
