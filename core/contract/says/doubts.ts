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
    en: 'say which failures: either "fate" or "codes", one of both',
    fr: 'précisez les échecs visés : soit « fate », soit « codes », l’un des deux',
  },
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
