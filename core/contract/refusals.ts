import type { Told } from '#core/value/say.ts';
import { tell } from './say.ts';

/**
 * Every "no" of the API: its HTTP status and its title. The detail is said where it is refused, in words of the catalogue
 * (`say`), since it names the thing and the value. The dashboard shows title and detail; the code is what programs look at.
 */
export const refusals = {
  bad_request: { status: 400, title: { en: 'The request cannot be read', fr: 'La requête est illisible' } },
  bad_id: { status: 400, title: { en: 'That is no id of this kind', fr: 'Ce n’est pas un identifiant de ce type' } },
  invalid: { status: 422, title: { en: 'Something in the request is not right', fr: 'Quelque chose ne va pas dans la requête' } },
  too_large: { status: 413, title: { en: 'That is too large', fr: 'C’est trop volumineux' } },
  unauthenticated: { status: 401, title: { en: 'Sign in, or send an API key', fr: 'Connectez-vous, ou envoyez une clé d’API' } },
  forbidden: { status: 403, title: { en: 'This key may not do that', fr: 'Cette clé n’en a pas le droit' } },
  not_found: { status: 404, title: { en: 'There is no such thing here', fr: 'Cela n’existe pas ici' } },
  conflict: { status: 409, title: { en: 'That does not fit the present state', fr: 'Cela ne convient pas à l’état actuel' } },
  idempotency_mismatch: {
    status: 422,
    title: { en: 'This Idempotency-Key was used for another request', fr: 'Cette Idempotency-Key a servi à une autre requête' },
  },
  idempotency_running: {
    status: 409,
    title: { en: 'The first request with this Idempotency-Key is still running', fr: 'La première requête avec cette Idempotency-Key est encore en cours' },
  },
  phone_invalid: { status: 422, title: { en: 'That is no phone number', fr: 'Ce n’est pas un numéro de téléphone' } },
  phone_taken: { status: 409, title: { en: 'Somebody else has this phone number', fr: 'Quelqu’un d’autre a ce numéro' } },
  template_invalid: { status: 422, title: { en: 'Meta would refuse this template', fr: 'Meta refuserait ce modèle' } },
  template_refused: { status: 422, title: { en: 'Meta refused this template', fr: 'Meta a refusé ce modèle' } },
  template_not_approved: { status: 409, title: { en: 'The template is not approved', fr: 'Le modèle n’est pas approuvé' } },
  variable_missing: { status: 422, title: { en: 'A variable has neither a value nor a fallback', fr: 'Une variable n’a ni valeur ni valeur de repli' } },
  window_closed: { status: 409, title: { en: 'The customer service window is closed', fr: 'La fenêtre de service est fermée' } },
  not_reachable: { status: 409, title: { en: 'This person cannot be written to', fr: 'On ne peut pas écrire à cette personne' } },
  number_paused: { status: 409, title: { en: 'The number is paused', fr: 'Le numéro est en pause' } },
  breaker_open: { status: 409, title: { en: 'Offers of this number stand still', fr: 'Les offres de ce numéro sont suspendues' } },
  no_number: { status: 409, title: { en: 'No WhatsApp number is connected', fr: 'Aucun numéro WhatsApp n’est connecté' } },
  plan_stale: { status: 409, title: { en: 'The plan no longer fits the draft', fr: 'Le plan ne correspond plus au brouillon' } },
  nobody_to_send_to: { status: 409, title: { en: 'Nobody in the segment can be written to', fr: 'On ne peut écrire à personne dans ce segment' } },
  import_state: { status: 409, title: { en: 'The import is not at this step', fr: 'L’import n’en est pas à cette étape' } },
  file_unreadable: { status: 422, title: { en: 'The file cannot be read', fr: 'Le fichier est illisible' } },
  media_invalid: { status: 422, title: { en: 'WhatsApp does not take this file', fr: 'WhatsApp n’accepte pas ce fichier' } },
  media_in_use: { status: 409, title: { en: 'The file is in use', fr: 'Le fichier est utilisé' } },
  link_unreachable: { status: 422, title: { en: 'The link cannot be fetched', fr: 'Le lien ne peut être récupéré' } },
  segment_invalid: { status: 422, title: { en: 'The segment is not complete', fr: 'Le segment n’est pas complet' } },
  segment_in_use: { status: 409, title: { en: 'The segment is in use', fr: 'Le segment est utilisé' } },
  platform_refused: { status: 502, title: { en: 'WhatsApp refused the call', fr: 'WhatsApp a refusé la demande' } },
  platform_unreachable: { status: 503, title: { en: 'WhatsApp could not be reached', fr: 'WhatsApp est injoignable' } },
  busy: { status: 503, title: { en: 'Too much at once; try again in a moment', fr: 'Trop de choses à la fois ; réessayez dans un moment' } },
  internal: { status: 500, title: { en: 'Something broke on our side', fr: 'Quelque chose a cassé de notre côté' } },
} as const;

export type RefusalCode = keyof typeof refusals;

/** A fault in the input: a JSON pointer such as `/body/name`, and what is wrong there. */
export type RefusalFault = { readonly at: string; readonly message: Told };

/**
 * A "no" thrown to the edge, where it becomes a problem document in the caller's language. Not a bug: it is meant for the
 * caller. `detail` is what the edge tells; `message` is the same in English, for the log.
 */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly detail: Told;
  readonly errors: readonly RefusalFault[];

  constructor(code: RefusalCode, detail: Told, errors: readonly RefusalFault[] = []) {
    super(tell(detail, 'en'));
    this.name = 'Refusal';
    this.code = code;
    this.detail = detail;
    this.errors = errors;
  }
}

/** Makes a refusal to throw: `throw refusal('number_paused', say('number_paused', { number, reason }))`. */
export function refusal(code: RefusalCode, detail: Told, errors: readonly RefusalFault[] = []): Refusal {
  return new Refusal(code, detail, errors);
}
