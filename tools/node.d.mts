/** Flags of V8 for the server. */
export const nodeFlags: readonly string[];

/** Environment of our programs; `compiled` is a folder for compiled files. */
export function nodeEnvironment(compiled: string): Record<string, string>;
