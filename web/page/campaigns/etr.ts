import type { Etr, EtrReason } from '#core/contract/etr.ts';

/** One bar of the picture: whose score lies from `from` to `to`, as a share of the tallest bar. */
export type EtrBand = { readonly from: number; readonly to: number; readonly people: number; readonly share: number; readonly isLow: boolean };

/** The ten bars. A bar is low when everybody in it is below the threshold. */
export function bandsOf(etr: Pick<Etr, 'distribution' | 'threshold'>): EtrBand[] {
  const most = Math.max(1, ...etr.distribution);
  return etr.distribution.map((people, at) => {
    const to = at === 9 ? 100 : at * 10 + 9;
    return { from: at * 10, to, people, share: people / most, isLow: to < etr.threshold };
  });
}

/** The reasons one reads first: the heaviest losses and the best gain, each with its points. */
export function weightiest(reasons: readonly EtrReason[], most: number): EtrReason[] {
  const losses = reasons.filter((reason) => reason.points < 0).toSorted((a, b) => a.points * a.people - b.points * b.people);
  const gains = reasons.filter((reason) => reason.points > 0).toSorted((a, b) => b.points * b.people - a.points * a.people);
  return [...losses.slice(0, most - Math.min(1, gains.length)), ...gains].slice(0, most);
}
