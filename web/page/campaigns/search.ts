/** What a new campaign may begin with: a segment or a template that somebody came from. */
export type CampaignStart = { readonly segment?: string; readonly template?: string };

/** What lies over the composer: the test, the launch, or the list of its keys. The palette opens them by the address. */
export const composerActs = ['test', 'launch', 'keys'] as const;
export type ComposerSearch = { readonly act?: (typeof composerActs)[number] };

/** The states the people of a report can be narrowed to. */
export const recipientFilters = [
  'waiting',
  'skipped',
  'accepted',
  'sent',
  'delivered',
  'read',
  'replied',
  'failed',
  'in_doubt',
  'cancelled',
  'tapped',
  'harmed',
] as const;
export type RecipientFilter = (typeof recipientFilters)[number];

/** What the address of a report holds: which people are shown, whose story is open, and of which sending of a repeating campaign. */
export type ReportSearch = {
  readonly state?: RecipientFilter;
  readonly broadcast?: string;
  readonly code?: number;
  readonly reason?: string;
  readonly country?: string;
  readonly language?: string;
  readonly button?: string;
  readonly search?: string;
  /** The number of the person whose story is open. */
  readonly person?: number;
};

/** Parts of the address that narrow the list of people. */
export const narrowings = ['code', 'reason', 'country', 'language', 'button', 'search'] as const;

/** Whether fewer than everybody are shown. */
export function isNarrowed(search: Pick<ReportSearch, 'state' | (typeof narrowings)[number]>): boolean {
  return search.state !== undefined || narrowings.some((name) => search[name] !== undefined);
}

function word(search: Record<string, unknown>, name: string): string | undefined {
  const value = search[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Reads what a new campaign begins with; anything else is left out. */
export function parseCampaignStart(search: Record<string, unknown>): CampaignStart {
  const [segment, template] = [word(search, 'segment'), word(search, 'template')];
  return { ...(segment === undefined ? {} : { segment }), ...(template === undefined ? {} : { template }) };
}

/** Reads what lies over the composer; anything else is left out. */
export function parseComposerSearch(search: Record<string, unknown>): ComposerSearch {
  const act = composerActs.find((each) => each === search['act']);
  return act === undefined ? {} : { act };
}

function whole(search: Record<string, unknown>, name: string): number | undefined {
  const value = Number(search[name] ?? Number.NaN);
  return Number.isInteger(value) && value >= 0 ? value : undefined;
}

/** Reads the address of a report; what does not exist is left out. */
export function parseReportSearch(search: Record<string, unknown>): ReportSearch {
  const state = recipientFilters.find((each) => each === search['state']);
  const [code, person] = [whole(search, 'code'), whole(search, 'person')];
  const words = (['broadcast', 'reason', 'country', 'language', 'button', 'search'] as const).flatMap((name) => {
    const value = word(search, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...(state === undefined ? {} : { state }),
    ...(code === undefined ? {} : { code }),
    ...(person === undefined ? {} : { person }),
    ...Object.fromEntries(words),
  };
}

/** What the address of a plan holds: which other plan it is compared with. */
export type PlanSearch = { readonly with?: string };

/** Reads the address of a plan. */
export function parsePlanSearch(search: Record<string, unknown>): PlanSearch {
  const than = word(search, 'with');
  return than === undefined ? {} : { with: than };
}
