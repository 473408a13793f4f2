import type { Sayings } from '#core/value/say.ts';

/** What is said about those in doubt, sending again, and the checks of the ledger. */
export const doubtSays = {
  again_stopped: {
    en: 'this sending was stopped, and nothing of it is sent any more; close what is in doubt, or write to these people by another campaign',
    fr: 'cet envoi a été arrêté et plus rien n’en partira ; classez les incertains, ou écrivez à ces personnes par une autre campagne',
  },
  again_not_sent: {
    en: 'this sending has not begun, so nobody is in doubt and nobody has failed; look again once it has',
    fr: 'cet envoi n’a pas commencé : personne n’est incertain et rien n’a échoué ; revenez une fois qu’il sera parti',
  },
  again_nobody: {
    en: 'nobody of them is in doubt any more: an echo of WhatsApp has settled it, or it was closed. Load the list again',
    fr: 'plus personne parmi eux n’est incertain : un écho de WhatsApp a tranché, ou le cas a été classé. Rechargez la liste',
  },
  message_no_doubt: {
    en: 'the message is {state} and not in doubt, so there is nothing to decide; only one whose answer was lost can be sent again or closed',
    fr: 'le message est dans l’état {state}, pas incertain : il n’y a rien à décider ; seul un message dont la réponse s’est perdue peut être renvoyé ou classé',
  },
  message_gone_here: { en: 'there is no message {id} in this workspace', fr: 'il n’y a pas de message {id} dans cet espace' },
  retry_choice: {
    en: 'say which failures: "fate", "codes" or "faults", one of the three',
    fr: 'précisez les échecs visés : « fate », « codes » ou « faults », l’un des trois',
  },
  retry_never_values: {
    en: 'what they were to get is frozen with the plan and would be refused again; put the value or the offer right and send to them by another campaign',
    fr: 'ce qu’ils devaient recevoir est figé avec le plan et serait refusé de nouveau ; corrigez la valeur ou l’offre et écrivez-leur par une autre campagne',
  },
  door_values: { en: 'A value or an offer that WhatsApp would refuse', fr: 'Une valeur ou une offre que WhatsApp refuserait' },
  door_hours: { en: 'No hour of the day that is allowed for them', fr: 'Aucune heure du jour autorisée pour eux' },
  door_file: { en: 'A file that could not be handed to WhatsApp', fr: 'Un fichier qui n’a pas pu être remis à WhatsApp' },
  door_unsaid: { en: 'Failed without a code of WhatsApp’s', fr: 'Échec sans code de WhatsApp' },
  door_values_cure: {
    en: 'put the value or the offer right and send to these people by another campaign; what this one says is frozen with its plan',
    fr: 'corrigez la valeur ou l’offre et écrivez à ces personnes par une autre campagne ; ce que dit celle-ci est figé avec son plan',
  },
  door_hours_cure: {
    en: 'note the time zone of these people or widen the hours (Pace and budget), then send again',
    fr: 'notez le fuseau horaire de ces personnes ou élargissez les heures (Rythme et budget), puis renvoyez',
  },
  door_file_cure: { en: 'put the file right where it is fetched from, then send again', fr: 'corrigez le fichier là où il est pris, puis renvoyez' },
  door_unsaid_cure: {
    en: 'look at one of them in the table; sending again is safe, since WhatsApp has said that it failed',
    fr: 'regardez l’un d’eux dans le tableau ; renvoyer est sans risque, puisque WhatsApp a dit que c’était un échec',
  },
  door_cause: { en: '{title} ({why}): {cure}', fr: '{title} ({why}) : {cure}' },
  retry_none: {
    en: 'nobody of this sending has failed in this way; nothing was sent again',
    fr: 'personne n’a échoué de cette manière dans cet envoi ; rien n’a été renvoyé',
  },
  retry_never_person: {
    en: 'the reason lies with the person (not on WhatsApp, stopped offers, or in a trial of Meta’s); another try would be refused as well, so use another channel',
    fr: 'la raison tient à la personne (pas sur WhatsApp, offres refusées, ou test mené par Meta) ; un nouvel essai serait refusé aussi : passez par un autre canal',
  },
  retry_never_doubt: {
    en: 'Meta may have taken these all the same; sending again could reach people twice. Wait for the echo, or decide under "in doubt"',
    fr: 'Meta les a peut-être pris malgré tout ; renvoyer pourrait toucher des gens deux fois. Attendez l’écho, ou tranchez parmi les incertains',
  },
  retry_never_message: {
    en: 'their service window was closed, so the free message cannot reach them; send them the template by another campaign',
    fr: 'leur fenêtre de service était fermée, le message libre ne peut les atteindre ; envoyez-leur le modèle par une autre campagne',
  },
  retry_early: {
    en: 'WhatsApp refuses another try within 24 hours; these {people} can be sent to again from {from}',
    fr: 'WhatsApp refuse tout nouvel essai pendant 24 heures ; ces {people} personnes pourront être relancées à partir du {from}',
  },
  ledger_repaired: {
    en: 'The counters of “{campaign}” differed from its recipients and were put right: {difference}. Please report it: this should not happen.',
    fr: 'Les compteurs de « {campaign} » différaient de ses destinataires et ont été corrigés : {difference}. Merci de le signaler : cela ne devrait pas arriver.',
  },
  webhooks_missing: {
    en: '{count} messages of {number} were accepted more than {minutes} minutes ago and WhatsApp has told nothing of them since. Check that its webhooks reach Parley.',
    fr: '{count} messages de {number} ont été acceptés il y a plus de {minutes} minutes et WhatsApp n’en a rien dit depuis. Vérifiez que ses webhooks parviennent à Parley.',
  },
} as const satisfies Sayings;
