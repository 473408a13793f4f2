/** What a new campaign may begin with: a segment or a template that somebody came from. */
export type CampaignStart = { readonly segment?: string; readonly template?: string };

/** The states the people of a report can be narrowed to. */
export const recipientFilters = ['waiting', 'skipped', 'accepted', 'sent', 'delivered', 'read', 'replied', 'failed', 'in_doubt', 'cancelled'] as const;
export type RecipientFilter = (typeof recipientFilters)[number];

/** What the address of a report holds: which people are shown. */
export type ReportSearch = { readonly state?: RecipientFilter };

/** Reads what a new campaign begins with; anything else is left out. */
export function parseCampaignStart(search: Record<string, unknown>): CampaignStart {
  const segment = search['segment'];
  const template = search['template'];
  return { ...(typeof segment === 'string' && segment !== '' ? { segment } : {}), ...(typeof template === 'string' && template !== '' ? { template } : {}) };
}

/** Reads the address of a report; a state that does not exist is left out. */
export function parseReportSearch(search: Record<string, unknown>): ReportSearch {
  const state = recipientFilters.find((each) => each === search['state']);
  return state === undefined ? {} : { state };
}
