import { contract } from '#core/contract/contract.ts';
import type { Route } from '#core/contract/route.ts';

/**
 * Prints web/api/routes.ts: methods and paths of the contract without its zod schemas, which would double what a browser
 * loads first. `node tools/web-routes.ts > web/api/routes.ts`; web/api/routes.test.ts fails when it was forgotten.
 */
export function printWebRoutes(): string {
  const lines = ["import type { Contract } from '#core/contract/contract.ts';", ''];
  lines.push('/** How a route is called: what a browser needs of it without the schemas. */');
  lines.push(
    "export type RouteLine = { readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'; readonly path: string; readonly sends: 'json' | 'file' | 'events' };",
    '',
  );
  lines.push('/** Methods and paths of the contract. Printed by tools/web-routes.ts; never edited by hand. */');
  lines.push('export const routes = {');
  const sets: [string, { readonly [name: string]: Route }][] = Object.entries(contract);
  for (const [set, routes] of sets) {
    lines.push(`  ${set}: {`);
    for (const [name, route] of Object.entries(routes))
      lines.push(`    ${name}: { method: '${route.method}', path: '${route.path}', sends: '${route.sends}' },`);
    lines.push('  },');
  }
  lines.push('} as const satisfies { readonly [Set in keyof Contract]: { readonly [Name in keyof Contract[Set]]: RouteLine } };');
  return `${lines.join('\n')}\n`;
}

if (import.meta.main) process.stdout.write(printWebRoutes());
