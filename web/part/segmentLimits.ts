/** Groups in groups; core/segment has the same number, which web/part/segmentLimits.test.ts holds together. Taking it from
 * there would bring the whole of zod into the page. */
export const segmentDepth = 4;
/** Parts of one group, likewise. */
export const segmentParts = 50;
