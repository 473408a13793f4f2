import axe from 'axe-core';
import type { Page } from 'playwright-core';

type Found = { violations: { id: string; nodes: { html: string }[] }[] };

/** What axe finds on a page by the rules of WCAG 2.2 A and AA, each with the places it was found at. */
export async function violations(on: Page): Promise<string[]> {
  await on.evaluate(axe.source);
  return on.evaluate(async () => {
    const { axe: found } = globalThis as unknown as { axe: { run(options: object): Promise<Found> } };
    const result = await found.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    return result.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 140)).join(' | ')}`);
  });
}
