/**
 * Our pages forbid scripts made from strings, and zod tries one to see whether it may. Told beforehand it does not try,
 * and no violation is reported. Must be imported before anything that brings zod.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
