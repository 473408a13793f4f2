/** The spans that can be looked at, in days. Up to four days are told by the hour. */
export const qualitySpans = [2, 7, 28, 90] as const;
export type QualitySpan = (typeof qualitySpans)[number];

/** What the address of the quality page holds: whose, how far back, and before which moment a cause is looked for. */
export type QualitySearch = {
  readonly number?: string | undefined;
  readonly template?: string | undefined;
  readonly days?: QualitySpan | undefined;
  readonly before?: string | undefined;
};

/** Reads the address of the quality page; anything else is left out. */
export function parseQualitySearch(search: Record<string, unknown>): QualitySearch {
  const days = qualitySpans.find((each) => each === search['days']);
  const [number, template, before] = ['number', 'template', 'before'].map((name) => {
    const value = search[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  });
  const isMoment = before !== undefined && !Number.isNaN(Date.parse(before));
  return {
    ...(number === undefined ? {} : { number }),
    ...(template === undefined ? {} : { template }),
    ...(days === undefined ? {} : { days }),
    ...(isMoment ? { before } : {}),
  };
}
