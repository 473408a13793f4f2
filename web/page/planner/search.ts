/** What the address of the planner holds: how much is shown, and the day it begins from. */
export type PlannerSearch = { readonly view?: 'week' | undefined; readonly date?: string | undefined };

/** Reads the address of the planner; anything else is left out. */
export function parsePlannerSearch(search: Record<string, unknown>): PlannerSearch {
  const date = search['date'];
  const isDate = typeof date === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(date));
  return { ...(search['view'] === 'week' ? { view: 'week' as const } : {}), ...(isDate ? { date } : {}) };
}
