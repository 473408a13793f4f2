/**
 * LiquidJS as the browser gets it: the same code in both places, and no file system in it. Its own types are not used:
 * they pull in those of Node, which `core` must not see.
 */
declare module 'liquidjs/dist/liquid.browser.mjs' {
  type Parsed = readonly { readonly token: unknown }[];
  /** What a filter is called on. Arguments with a name come as pairs. */
  type FilterCall = { readonly context: { readonly environments: unknown; readonly memoryLimit: { use(count: number): void } } };

  export class Liquid {
    constructor(options: {
      strictFilters: boolean;
      ownPropertyOnly: boolean;
      timezoneOffset: number;
      parseLimit: number;
      renderLimit: number;
      memoryLimit: number;
      outputEscape: (this: FilterCall, value: unknown) => unknown;
    });
    readonly tags: Record<string, unknown>;
    readonly filters: Record<string, unknown>;
    registerFilter(name: string, filter: (this: FilterCall, value: unknown, ...given: unknown[]) => unknown): void;
    parse(template: string): Parsed;
    renderSync(template: Parsed, scope: object): unknown;
    globalVariableSegmentsSync(template: Parsed): unknown[][];
  }
}
