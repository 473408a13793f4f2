import type { Template } from '../world/world.ts';

/** What is said of a template when it is made; the rest it begins with. */
type Said = 'id' | 'account' | 'name' | 'language' | 'category' | 'format' | 'components' | 'createdAt';

/** A template to which nothing has happened yet: not reviewed, not rated, never sent, never paused. */
export function newTemplate(said: Pick<Template, Said> & Partial<Template>): Template {
  return {
    previousCategory: null,
    correctCategory: null,
    categoryDueAt: null,
    status: 'PENDING',
    rejectedReason: 'NONE',
    editedAt: [],
    reviewDueAt: null,
    quality: 'UNKNOWN',
    qualityAt: said.createdAt,
    pauses: 0,
    pausedUntil: null,
    manualUnpause: false,
    ttlSeconds: null,
    linkTrackingOptedOut: false,
    freedom: null,
    libraryName: null,
    archivedAt: null,
    unarchivedAt: null,
    deletedAt: null,
    lastSentAt: 0,
    firstSentAt: 0,
    ...said,
  };
}
