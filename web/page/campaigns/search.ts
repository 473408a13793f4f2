/** What a new campaign may begin with: a segment or a template that somebody came from. */
export type CampaignStart = { readonly segment?: string; readonly template?: string };

/** What lies over the composer: the test, the launch, or the list of its keys. The palette opens them by the address. */
export const composerActs = ['test', 'launch', 'keys'] as const;
export type ComposerSearch = { readonly act?: (typeof composerActs)[number] };

/** The states the people of a report can be narrowed to. */
export const recipientFilters = ['waiting', 'skipped', 'accepted', 'sent', 'delivered', 'read', 'replied', 'failed', 'in_doubt', 'cancelled'] as const;
export type RecipientFilter = (typeof recipientFilters)[number];

/** What the address of a report holds: which people are shown, and of which sending of a repeating campaign. */
export type ReportSearch = { readonly state?: RecipientFilter; readonly broadcast?: string };

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

/** Reads the address of a report; a state that does not exist is left out. */
export function parseReportSearch(search: Record<string, unknown>): ReportSearch {
  const state = recipientFilters.find((each) => each === search['state']);
  const broadcast = word(search, 'broadcast');
  return { ...(state === undefined ? {} : { state }), ...(broadcast === undefined ? {} : { broadcast }) };
}
