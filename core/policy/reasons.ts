/**
 * Every reason why a person does not get a message now: one catalogue for screen, API and log. `because` says why in one
 * sentence, `cure` what can be done. In order of seriousness: the first that holds is the one that is told.
 */
export const skipReasons = {
  no_phone: {
    en: { title: 'No phone number', because: 'There is no WhatsApp number for this person.', cure: 'Add a mobile number to the contact.' },
    fr: { title: 'Pas de numéro', because: 'Aucun numéro WhatsApp n’est connu pour cette personne.', cure: 'Ajoutez un numéro de mobile au contact.' },
  },
  legal: {
    en: { title: 'Never write', because: 'This person is on a list that forbids writing to them.', cure: 'Nothing to do; the list decides.' },
    fr: { title: 'Ne jamais écrire', because: 'Cette personne figure sur une liste qui interdit de lui écrire.', cure: 'Rien à faire : la liste décide.' },
  },
  invalid: {
    en: { title: 'Number not valid', because: 'Messages to this number failed because it is not on WhatsApp.', cure: 'Check the number with the person.' },
    fr: {
      title: 'Numéro non valable',
      because: 'Les messages vers ce numéro ont échoué : il n’est pas sur WhatsApp.',
      cure: 'Vérifiez le numéro avec la personne.',
    },
  },
  opted_out: {
    en: { title: 'Opted out', because: 'They withdrew their consent to offers.', cure: 'Only they can opt in again.' },
    fr: { title: 'Désabonné', because: 'La personne a retiré son accord aux offres.', cure: 'Elle seule peut se réabonner.' },
  },
  platform_stop: {
    en: {
      title: 'Stopped offers in WhatsApp',
      because: 'They stopped marketing messages from this business in WhatsApp itself.',
      cure: 'Only they can resume them in WhatsApp.',
    },
    fr: {
      title: 'Offres arrêtées dans WhatsApp',
      because: 'La personne a arrêté les messages marketing de cette entreprise dans WhatsApp.',
      cure: 'Elle seule peut les reprendre dans WhatsApp.',
    },
  },
  no_consent: {
    en: { title: 'Never agreed', because: 'No consent to offers is on record.', cure: 'Ask for it where they meet you, and record how.' },
    fr: {
      title: 'Accord jamais donné',
      because: 'Aucun accord aux offres n’est enregistré.',
      cure: 'Demandez-le lors d’un échange et notez comment il a été donné.',
    },
  },
  country_blocked: {
    en: { title: 'Country not served', because: 'WhatsApp does not let businesses write to this country.', cure: 'Use another channel.' },
    fr: { title: 'Pays non desservi', because: 'WhatsApp n’autorise pas les entreprises à écrire vers ce pays.', cure: 'Passez par un autre canal.' },
  },
  us_marketing_block: {
    en: {
      title: 'US number',
      because: 'Meta delivers no marketing templates to US numbers since 1 April 2025.',
      cure: 'Use a utility message, or another channel.',
    },
    fr: {
      title: 'Numéro américain',
      because: 'Meta ne distribue plus de modèles marketing aux numéros américains depuis le 1er avril 2025.',
      cure: 'Utilisez un message utilitaire ou un autre canal.',
    },
  },
  no_language: {
    en: {
      title: 'No approved language',
      because: 'The template is approved in none of the languages that suit this person.',
      cure: 'Add a language to the template.',
    },
    fr: {
      title: 'Aucune langue approuvée',
      because: 'Le modèle n’est approuvé dans aucune langue qui convient à cette personne.',
      cure: 'Ajoutez une langue au modèle.',
    },
  },
  variable_missing: {
    en: {
      title: 'A variable is empty',
      because: 'A variable of the message has no value for this person and no fallback.',
      cure: 'Give the variable a fallback.',
    },
    fr: {
      title: 'Variable vide',
      because: 'Une variable du message n’a ni valeur pour cette personne ni valeur de repli.',
      cure: 'Donnez une valeur de repli à la variable.',
    },
  },
  window_closed: {
    en: { title: 'Service window closed', because: 'More than 24 hours have passed since they last wrote.', cure: 'Send a template.' },
    fr: { title: 'Fenêtre de service fermée', because: 'Plus de 24 heures se sont écoulées depuis leur dernier message.', cure: 'Envoyez un modèle.' },
  },
  not_planned: {
    en: {
      title: 'Came after the plan',
      because: 'The plan that was launched did not reach this person: they joined the audience, or became reachable, after it was made.',
      cure: 'Send to them by a plan of their own.',
    },
    fr: {
      title: 'Arrivé après le plan',
      because: 'Le plan lancé n’atteignait pas cette personne : elle a rejoint l’audience, ou est devenue joignable, après qu’il a été établi.',
      cure: 'Écrivez-lui par un plan à part.',
    },
  },
  unwanted: {
    en: {
      title: 'Will likely not want it',
      because: 'Their score (expected, timely, relevant) is below the bar of this campaign.',
      cure: 'Lower the bar, or make the message fit them better.',
    },
    fr: {
      title: 'N’en voudra sans doute pas',
      because: 'Son score (attendu, opportun, pertinent) est sous le seuil de cette campagne.',
      cure: 'Abaissez le seuil, ou rendez le message plus pertinent pour cette personne.',
    },
  },
} as const;

export type SkipReason = keyof typeof skipReasons;
