import { z } from 'zod';
import { freeVariables } from './free.fill.ts';
import { FreeMessage } from './free.ts';

/** A template has a handful of languages, and nobody writes a second message in more; this only keeps a mistake from growing. */
export const freeLanguagesMost = 20;

/** A free-form message in each of several languages, by Meta's language code as a template's translations have it (`en`, `pt_BR`). */
export const FreeBodies = z.record(z.string().max(20), FreeMessage);
export type FreeBodies = z.infer<typeof FreeBodies>;

/** The body in exactly this language; undefined when there is none. */
export function bodyIn(bodies: FreeBodies | null, language: string): FreeMessage | undefined {
  return bodies !== null && Object.hasOwn(bodies, language) ? bodies[language] : undefined;
}

/** The distinct variables of all bodies, in the order of their first use. */
export function bodiesVariables(bodies: FreeBodies | null): string[] {
  return [...new Set(Object.values(bodies ?? {}).flatMap(freeVariables))];
}
