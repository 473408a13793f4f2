import { accountErrors } from './errors.account.ts';
import type { PlatformErrorEntry, PlatformFate } from './errors.entry.ts';
import { otherErrors } from './errors.other.ts';
import { sendingErrors } from './errors.sending.ts';
import { templateErrors } from './errors.template.ts';

/**
 * Every code of Meta's that the project's facts list, with its fate and its words. Subcodes of template creation
 * (2388xxx) stand here as well, since Meta sends them as code 100 with that subcode.
 *
 * Source: Meta's error page as digested in the project's facts (cloud-api §5.1–5.3), the fates after its retry policy
 * (§5.4) wherever the lists differ, read 2026-11-22. Code 1 stands in no list of §5.4; it is told apart from 131000 by
 * nothing, so it has the same fate. 130497 concerns one country, so it is final for the person, not for the number.
 */
export const platformErrors: Readonly<Record<number, PlatformErrorEntry>> = { ...otherErrors, ...accountErrors, ...sendingErrors, ...templateErrors };

/** Meta reserves 200–299 for missing permissions. */
const permissionCodes = { first: 200, last: 299 } as const;
const httpTooManyRequests = 429;
const httpServerFault = 500;

/** The words and the fate of a code, and whether it is one we know. */
type ExplainedError = PlatformErrorEntry & { readonly code: number; readonly known: boolean };

/**
 * Explains a code of Meta's. One that is not in the table is explained as such, with the code in its words, and is
 * final: trying what one does not understand again could serve somebody twice.
 *
 * @example explainError(131026).en.title // "Not reachable on WhatsApp"
 */
export function explainError(code: number): ExplainedError {
  const found = platformErrors[code] ?? (code >= permissionCodes.first && code <= permissionCodes.last ? platformErrors[permissionCodes.first] : undefined);
  if (found !== undefined) return { ...found, code, known: true };
  return {
    code,
    known: false,
    fate: 'fix',
    en: {
      title: `Meta’s error ${code}`,
      because: `Meta answered with the code ${code}, which Parley does not know yet.`,
      cure: 'Read Meta’s own words beside it, and look the code up in Meta’s list of error codes.',
    },
    fr: {
      title: `Erreur ${code} de Meta`,
      because: `Meta a répondu par le code ${code}, que Parley ne connaît pas encore.`,
      cure: 'Lisez le texte de Meta à côté, et cherchez ce code dans la liste des erreurs de Meta.',
    },
  };
}

/**
 * The fate of a refused call. A known code decides; else the HTTP status does: 429 means too much at once, and 5xx may
 * have been accepted all the same. `httpStatus` is absent for errors that came by webhook.
 */
export function fateOf(code: number, httpStatus?: number): PlatformFate {
  const explained = explainError(code);
  if (explained.known || httpStatus === undefined) return explained.fate;
  if (httpStatus === httpTooManyRequests) return 'slow_down';
  return httpStatus >= httpServerFault ? 'in_doubt' : explained.fate;
}
