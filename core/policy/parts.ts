/** What a change between two plans is about: what was chosen, then what comes of it; in the order in which it is told. */
export const planParts = ['who', 'what', 'variables', 'free', 'when', 'pace', 'canary', 'budget', 'score', 'people', 'cost', 'finish'] as const;
export type PlanPart = (typeof planParts)[number];
