import type { person as English } from '../en/person.ts';

/** The words of what is behind a phone, in French: exactly the English keys. */
export const person: typeof English = {
  open: 'La personne…',
  openHelp: 'Comment elle se conduit, ce qu’elle fait d’elle-même, ce qu’elle pense vraiment.',
  title: 'Derrière le téléphone : {name}',
  failed: 'La lecture a échoué',
  behaviour: 'Comportement',
  behaviourHelp: 'Ce que fait la personne quand nul ne la joue.',
  script: 'Script',
  scriptHelp:
    'Ce qu’elle fait d’elle-même à un message qui dit certains mots, quel que soit son comportement. Le script se joue quand les personnes sont vivantes.',
  scriptEmpty: 'Aucune ligne pour l’instant : elle suit son comportement.',
  scriptStill: 'Les personnes sont immobiles par réglage : aucun script ne se joue.',
  lineName: 'Ligne {place, number}',
  on: 'Quand un message contient',
  onAny: 'Tout message',
  after: 'Après',
  say: 'Elle écrit',
  tap: 'Elle touche le bouton ou la ligne',
  block: 'Elle bloque l’entreprise',
  stop: 'Elle arrête ses offres',
  add: 'Ajouter une ligne',
  remove: 'Supprimer la ligne {place, number}',
  idle: 'Cette ligne ne fait encore rien : écrire, toucher, bloquer ou arrêter.',
  save: 'Enregistrer le script',
  saved: 'Enregistré.',
  truths: 'Vérités cachées',
  truthsHelp:
    'Aucune plateforme ne peut les voir : elles ne sont dans aucun webhook ni dans aucune réponse de l’API Graph. Les chances d’un toucher, d’une réponse, d’un arrêt, d’un blocage ou d’un signalement en dépendent.',
  agreed: 'A vraiment accepté de recevoir des nouvelles de ce genre d’entreprise',
  topics: 'Aime entendre parler de',
  topicsHelp: 'Des mots cherchés dans les messages, séparés par des virgules',
  hour: 'Sa meilleure heure',
  patience: 'Messages marketing supportés par semaine',
  pressure:
    'Ces sept derniers jours, environ {messages, plural, one {{messages, number} message marketing a pesé} other {{messages, number} messages marketing ont pesé}} sur elle.',
  saveTruths: 'Enregistrer les vérités',
};
