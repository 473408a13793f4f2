import type { TranslationState } from './template.ts';

/** Why a review ended badly, in words, and what can be done. */
type ReviewWords = { readonly because: string; readonly cure: string };

/**
 * Meta's reasons for refusing or pausing a template, for when it sends the code alone. Where Meta gives a sentence of its
 * own, that is shown. Source: Meta's message_template_status_update page, read 2026-11-22; `unsupported` is ours.
 */
export const reviewReasons: Readonly<Record<string, { readonly en: ReviewWords; readonly fr: ReviewWords }>> = {
  ABUSIVE_CONTENT: {
    en: {
      because: 'Meta finds that the content breaks WhatsApp’s Business Messaging Policy.',
      cure: 'Take out goods, claims or words the policy does not allow, and submit it again.',
    },
    fr: {
      because: 'Meta juge le contenu contraire à sa politique WhatsApp Business.',
      cure: 'Retirez les produits, promesses ou mots interdits par cette politique, puis soumettez-le de nouveau.',
    },
  },
  CATEGORY_NOT_AVAILABLE: {
    en: { because: 'This category is not open to the account.', cure: 'Choose another category.' },
    fr: { because: 'Cette catégorie n’est pas ouverte à ce compte.', cure: 'Choisissez une autre catégorie.' },
  },
  INCORRECT_CATEGORY: {
    en: {
      because: 'The content does not fit the category.',
      cure: 'File offers and news under marketing, and keep utility for what the person asked for or bought.',
    },
    fr: {
      because: 'Le contenu ne correspond pas à la catégorie.',
      cure: 'Classez offres et actualités en marketing ; gardez l’utilitaire pour ce que la personne a demandé ou acheté.',
    },
  },
  INVALID_FORMAT: {
    en: {
      because: 'The form is not right: variables side by side, a sample missing, a shortened link, or the like.',
      cure: 'Put words between the variables, give each a true sample, and use the full link.',
    },
    fr: {
      because: 'La forme n’est pas correcte : variables côte à côte, exemple manquant, lien raccourci, etc.',
      cure: 'Mettez des mots entre les variables, donnez à chacune un vrai exemple et utilisez le lien complet.',
    },
  },
  PROMOTIONAL: {
    en: { because: 'The content promotes something, which this category does not allow.', cure: 'File it under marketing, or take the offer out.' },
    fr: { because: 'Le contenu est promotionnel, ce que cette catégorie n’autorise pas.', cure: 'Classez-le en marketing, ou retirez l’offre.' },
  },
  SCAM: {
    en: {
      because: 'Meta finds that the content asks for sensitive data or misleads.',
      cure: 'Never ask for card, account or identity numbers, and say plainly who writes and why.',
    },
    fr: {
      because: 'Meta juge que le contenu demande des données sensibles ou induit en erreur.',
      cure: 'Ne demandez jamais de numéro de carte, de compte ou d’identité, et dites clairement qui écrit et pourquoi.',
    },
  },
  TAG_CONTENT_MISMATCH: {
    en: {
      because: 'The language or the category does not match what the text says.',
      cure: 'Choose the language the text is written in, and the category that fits.',
    },
    fr: { because: 'La langue ou la catégorie ne correspond pas au texte.', cure: 'Choisissez la langue du texte et la catégorie qui convient.' },
  },
  FIRST_PAUSE: {
    en: {
      because: 'Meta paused it for 3 hours because people blocked or reported it.',
      cure: 'Send it to people who expect it. A second pause lasts 6 hours; a third ends the template.',
    },
    fr: {
      because: 'Meta l’a mis en pause pour 3 heures, car des personnes l’ont bloqué ou signalé.',
      cure: 'Envoyez-le à des personnes qui l’attendent. Une deuxième pause dure 6 heures ; la troisième met fin au modèle.',
    },
  },
  SECOND_PAUSE: {
    en: {
      because: 'Meta paused it for 6 hours, the second time, because people blocked or reported it.',
      cure: 'Rewrite it before sending on: a third time ends the template.',
    },
    fr: {
      because: 'Meta l’a mis en pause pour 6 heures, pour la deuxième fois, car des personnes l’ont bloqué ou signalé.',
      cure: 'Réécrivez-le avant de continuer : la troisième fois met fin au modèle.',
    },
  },
  RATE_LIMITING_PAUSE: {
    en: {
      because: 'Meta paused it because a first part of the recipients did not take it well.',
      cure: 'Improve the content, or unpause it after five minutes.',
    },
    fr: {
      because: 'Meta l’a mis en pause, car une première partie des destinataires l’a mal reçu.',
      cure: 'Améliorez le contenu, ou relancez-le après cinq minutes.',
    },
  },
  DISABLED: {
    en: { because: 'Meta ended the template after repeated bad feedback.', cure: 'Write a new template with another content.' },
    fr: { because: 'Meta a mis fin au modèle après des retours négatifs répétés.', cure: 'Écrivez un nouveau modèle au contenu différent.' },
  },
  unsupported: {
    en: {
      because: 'This template has parts that Parley cannot send yet.',
      cure: 'Use it from WhatsApp Manager, or write one with text, an image header and simple buttons.',
    },
    fr: {
      because: 'Ce modèle contient des éléments que Parley ne sait pas encore envoyer.',
      cure: 'Utilisez-le depuis WhatsApp Manager, ou écrivez-en un avec du texte, une image d’en-tête et des boutons simples.',
    },
  },
};

/**
 * How long Meta holds a template back after bad feedback, for when its sentence does not say. A pause by pacing has no end:
 * somebody unpauses it. Source: the project's facts (cloud-api §4.5; a reader of 2026-10 no longer found the durations), read 2026-11-22.
 */
export const pauseHours: Readonly<Record<string, number>> = { FIRST_PAUSE: 3, SECOND_PAUSE: 6 };

/**
 * What Meta lets one change of an approved template; one that is rejected or paused without limit. Source: the project's facts
 * (cloud-api §1.3), read 2026-11-22.
 */
export const editLimits = { aDay: 1, aMonth: 10, monthDays: 30 } as const;

/** Reads Meta's state of a template (list or webhook) as ours. A state Meta invents later is `unknown`. */
export function translationStateOf(status: string): TranslationState {
  return states[status.toUpperCase()] ?? 'unknown';
}

/**
 * FLAGGED templates still send; a LOCKED or ARCHIVED one does not; LIMIT_EXCEEDED waits for Meta. What an UNARCHIVED
 * one may do is not said, so Meta is asked.
 */
const states: Readonly<Record<string, TranslationState>> = {
  APPROVED: 'approved',
  REINSTATED: 'approved',
  FLAGGED: 'approved',
  PENDING: 'pending',
  IN_APPEAL: 'in_appeal',
  LIMIT_EXCEEDED: 'pending',
  REJECTED: 'rejected',
  PAUSED: 'paused',
  LOCKED: 'paused',
  ARCHIVED: 'archived',
  DISABLED: 'disabled',
  PENDING_DELETION: 'deleted',
  DELETED: 'deleted',
};
