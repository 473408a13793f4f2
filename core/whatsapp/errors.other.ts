import type { PlatformErrorEntry } from './errors.entry.ts';

type Shared = PlatformErrorEntry & { readonly codes: readonly number[] };

/** Codes from `first` to `last`. */
function span(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/**
 * Codes that no message of ours meets, told for whoever sees them all the same: registration, moves, forms, blocking, calls, groups, usernames and
 * sign-up. Those of one kind share their words; Meta's details beside them say which it was. Source: the project's facts, cloud-api §5.3, read 2026-11-22.
 */
const shared: readonly Shared[] = [
  {
    codes: [133_000],
    fate: 'fix',
    en: {
      title: 'Earlier sign-off not finished',
      because: 'An earlier deregistration of this number did not come to its end.',
      cure: 'Deregister the number at Meta once more, then register it again.',
    },
    fr: {
      title: 'Désinscription inachevée',
      because: 'Une désinscription précédente de ce numéro n’est pas allée au bout.',
      cure: 'Désinscrivez de nouveau le numéro chez Meta, puis inscrivez-le.',
    },
  },
  {
    codes: [133_005, 133_008, 133_009],
    fate: 'fix',
    en: {
      title: 'PIN of the number not accepted',
      because: 'The PIN of the number was wrong, or was tried too often or too fast.',
      cure: 'Wait as long as Meta’s details say, then register the number with its right PIN, or set a new one in WhatsApp Manager.',
    },
    fr: {
      title: 'Code PIN du numéro refusé',
      because: 'Le code PIN du numéro était faux, ou essayé trop souvent ou trop vite.',
      cure: 'Attendez le temps indiqué par Meta, puis inscrivez le numéro avec le bon code PIN, ou fixez-en un nouveau dans WhatsApp Manager.',
    },
  },
  {
    codes: [1_752_041],
    fate: 'fix',
    en: {
      title: 'Already asked for',
      because: 'Marketing messages of this account were asked for before.',
      cure: 'Wait until Meta has dealt with the first request.',
    },
    fr: { title: 'Déjà demandé', because: 'Les messages marketing de ce compte ont déjà été demandés.', cure: 'Attendez que Meta traite la première demande.' },
  },
  {
    codes: [2_388_001, 2_388_012, 2_388_091, 2_388_093, 2_388_103, 2_494_100],
    fate: 'fix',
    en: {
      title: 'Number is being moved or maintained',
      because: 'Meta is moving this number between accounts, or maintains it, and does not take this now.',
      cure: 'See the state of the number in WhatsApp Manager, finish the move there, then try again.',
    },
    fr: {
      title: 'Numéro en migration ou en maintenance',
      because: 'Meta déplace ce numéro entre deux comptes, ou en fait la maintenance, et ne prend pas cet appel.',
      cure: 'Regardez l’état du numéro dans WhatsApp Manager, terminez-y la migration, puis réessayez.',
    },
  },
  {
    codes: [131_059],
    fate: 'fix',
    en: {
      title: 'Page of a list is gone',
      because: 'The place in the list that was asked for does not exist any more.',
      cure: 'Ask for the list again from its beginning.',
    },
    fr: { title: 'Page de liste disparue', because: 'L’endroit demandé dans la liste n’existe plus.', cure: 'Redemandez la liste depuis le début.' },
  },
  {
    codes: [141_002],
    fate: 'stop_template',
    en: {
      title: 'Template not approved',
      because: 'The template is not approved, so Meta says that it cannot be sent.',
      cure: 'Wait for its approval, or send another template.',
    },
    fr: {
      title: 'Modèle non approuvé',
      because: 'Le modèle n’est pas approuvé, Meta dit donc qu’il ne peut pas partir.',
      cure: 'Attendez son approbation, ou envoyez un autre modèle.',
    },
  },
  {
    codes: [...span(200_005, 200_007)],
    fate: 'fix',
    en: {
      title: 'Insights of templates not available',
      because: 'Insights of templates are not on for this account, not there yet, or cannot be switched off.',
      cure: 'Switch them on in WhatsApp Manager and ask again a day later.',
    },
    fr: {
      title: 'Statistiques de modèles indisponibles',
      because: 'Les statistiques des modèles ne sont pas actives sur ce compte, pas encore là, ou ne peuvent être coupées.',
      cure: 'Activez-les dans WhatsApp Manager et redemandez un jour plus tard.',
    },
  },
  {
    codes: [2_593_107, 2_593_108],
    fate: 'fix',
    en: {
      title: 'History cannot be brought over',
      because: 'The history of the WhatsApp Business app may be brought over a few times only, within 24 hours of connecting.',
      cure: 'Go on without the history, or connect the number anew from the app.',
    },
    fr: {
      title: 'Historique non repris',
      because: 'L’historique de l’application WhatsApp Business ne se reprend que quelques fois, dans les 24 heures de la connexion.',
      cure: 'Continuez sans l’historique, ou reconnectez le numéro depuis l’application.',
    },
  },
  {
    codes: [...span(139_000, 139_004)],
    fate: 'fix',
    en: {
      title: 'Form of Meta’s refused',
      because: 'Meta did not make, change, publish or remove this form (Flow).',
      cure: 'Open the form in WhatsApp Manager, put right what it marks, then try again.',
    },
    fr: {
      title: 'Formulaire refusé par Meta',
      because: 'Meta n’a pas créé, modifié, publié ou retiré ce formulaire (Flow).',
      cure: 'Ouvrez le formulaire dans WhatsApp Manager, corrigez ce qui y est signalé, puis réessayez.',
    },
  },
  {
    codes: [139_100],
    fate: 'fix',
    en: {
      title: 'Not everybody was blocked',
      because: 'Some of the people were blocked or unblocked, others were not.',
      cure: 'Look at the list of blocked people and do it again for those who are missing.',
    },
    fr: {
      title: 'Blocage partiel',
      because: 'Certaines personnes ont été bloquées ou débloquées, d’autres non.',
      cure: 'Regardez la liste des personnes bloquées et recommencez pour celles qui manquent.',
    },
  },
  {
    codes: [139_101],
    fate: 'fix',
    en: {
      title: 'List of blocked people is full',
      because: 'A number may block 64,000 people, and this one has.',
      cure: 'Unblock people whom you need not block any more.',
    },
    fr: {
      title: 'Liste de blocage pleine',
      because: 'Un numéro peut bloquer 64 000 personnes, et celui-ci y est.',
      cure: 'Débloquez des personnes qu’il n’est plus nécessaire de bloquer.',
    },
  },
  {
    codes: [139_102, 139_103],
    fate: 'fix_once',
    en: {
      title: 'List of blocked people is busy',
      because: 'Somebody else changes the list of blocked people at this moment, or Meta failed at it.',
      cure: 'Try again in a moment; if it stays so, tell Meta’s support.',
    },
    fr: {
      title: 'Liste de blocage occupée',
      because: 'Quelqu’un d’autre modifie la liste de blocage en ce moment, ou Meta a échoué.',
      cure: 'Réessayez dans un instant ; si cela dure, prévenez l’assistance de Meta.',
    },
  },
  {
    codes: [...span(138_000, 138_018), 138_024, 138_025],
    fate: 'fix',
    en: {
      title: 'Call not possible',
      because: 'Meta refused a call: calling is off, the person may not be called, or there are too many calls.',
      cure: 'See Meta’s details beside it and the settings for calls of the number; write to the person instead.',
    },
    fr: {
      title: 'Appel impossible',
      because: 'Meta a refusé un appel : appels désactivés, personne non joignable par appel, ou trop d’appels.',
      cure: 'Voyez les détails de Meta à côté et les réglages d’appel du numéro ; écrivez plutôt à la personne.',
    },
  },
  {
    codes: [131_020, 131_041, 131_201, 131_202, 131_204, 131_207, ...span(131_209, 131_215)],
    fate: 'fix',
    en: {
      title: 'Group does not take this',
      because: 'Meta refused something about a group: it is full, gone, not allowed, or cannot hold such a message.',
      cure: 'Write to the people one by one; Parley sends to no groups.',
    },
    fr: {
      title: 'Refusé pour un groupe',
      because: 'Meta a refusé une opération de groupe : groupe plein, disparu, interdit, ou message impossible.',
      cure: 'Écrivez aux personnes une par une ; Parley n’envoie pas aux groupes.',
    },
  },
  {
    codes: [131_208],
    fate: 'slow_calls',
    en: {
      title: 'Too many calls about groups',
      because: 'Meta takes no more calls about groups for the moment.',
      cure: 'Wait a few minutes; it goes on by itself.',
    },
    fr: {
      title: 'Trop d’appels pour des groupes',
      because: 'Meta ne prend plus d’appels concernant les groupes pour le moment.',
      cure: 'Attendez quelques minutes ; cela reprend tout seul.',
    },
  },
  {
    codes: [...span(147_001, 147_005)],
    fate: 'fix',
    en: {
      title: 'Username not given',
      because: 'The username is taken, not allowed, or belongs to a page that is not linked to this account.',
      cure: 'Choose another username, or link the page it belongs to in Meta Business Settings.',
    },
    fr: {
      title: 'Nom d’utilisateur refusé',
      because: 'Le nom d’utilisateur est pris, interdit, ou lié à une page non rattachée à ce compte.',
      cure: 'Choisissez un autre nom, ou rattachez la page concernée dans les paramètres Meta Business.',
    },
  },
  {
    codes: [...span(2_494_164, 2_494_179)],
    fate: 'fix',
    en: {
      title: 'Sign-up of the account not accepted',
      because: 'Meta did not accept what was filled in while the account was signed up.',
      cure: 'Put right what Meta’s details name, then sign up again.',
    },
    fr: {
      title: 'Inscription du compte refusée',
      because: 'Meta n’a pas accepté ce qui a été saisi à l’inscription du compte.',
      cure: 'Corrigez ce que nomment les détails de Meta, puis recommencez l’inscription.',
    },
  },
];

/** The same by code. */
export const otherErrors: Readonly<Record<number, PlatformErrorEntry>> = Object.fromEntries(
  shared.flatMap(({ codes, ...entry }) => codes.map((code): [number, PlatformErrorEntry] => [code, entry])),
);
