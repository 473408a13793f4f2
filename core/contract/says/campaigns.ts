import type { Sayings } from '#core/value/say.ts';

/** What is said about campaigns, their plans, and what holds a sending up. */
export const campaignSays = {
  campaign_gone: { en: 'there is no campaign {id} in this workspace', fr: 'il n’y a pas de campagne {id} dans cet espace' },
  plan_gone: { en: 'there is no plan {id} of this campaign', fr: 'il n’y a pas de plan {id} pour cette campagne' },
  broadcast_gone: { en: 'there is no broadcast {id} in this workspace', fr: 'il n’y a pas d’envoi {id} dans cet espace' },
  campaign_no_segment: { en: 'the campaign has no segment yet; choose one first', fr: 'la campagne n’a pas encore de segment ; choisissez-en un d’abord' },
  campaign_no_template: { en: 'the campaign has no template yet; choose one first', fr: 'la campagne n’a pas encore de modèle ; choisissez-en un d’abord' },
  campaign_no_choice: {
    en: 'the campaign has no segment and no template yet; choose both first',
    fr: 'la campagne n’a encore ni segment ni modèle ; choisissez d’abord l’un et l’autre',
  },
  not_chosen: { en: 'is not chosen yet', fr: 'n’est pas encore choisi' },
  campaign_fixed: {
    en: 'campaign "{name}" is launched and cannot be changed; undo the launch within its minute, or make another campaign',
    fr: 'la campagne « {name} » est lancée et ne peut plus être modifiée ; annulez le lancement dans la minute, ou créez une autre campagne',
  },
  campaign_not_launched: { en: 'campaign "{name}" is not launched', fr: 'la campagne « {name} » n’est pas lancée' },
  campaign_nothing_to_report: {
    en: 'campaign "{name}" is not launched, so there is nothing to report',
    fr: 'la campagne « {name} » n’est pas lancée, il n’y a donc pas de rapport',
  },
  plan_stale: {
    en: 'campaign "{name}", its segment, template or number was changed after plan {plan} was made; plan again and look at the new numbers',
    fr: 'la campagne « {name} », son segment, son modèle ou son numéro a changé après le plan {plan} ; refaites le plan et regardez les nouveaux chiffres',
  },
  undo_late: {
    en: 'campaign "{name}" is {state}; a launch can only be undone before its sending begins. Stop it instead',
    fr: 'la campagne « {name} » est {state} ; un lancement ne s’annule qu’avant le début de l’envoi. Arrêtez-la plutôt',
  },
  pause_idle: {
    en: 'campaign "{name}" is {state}; only one that is being sent can be paused',
    fr: 'la campagne « {name} » est {state} ; seule une campagne en cours d’envoi peut être mise en pause',
  },
  resume_idle: {
    en: 'campaign "{name}" is {state}; only a paused one can go on',
    fr: 'la campagne « {name} » est {state} ; seule une campagne en pause peut reprendre',
  },
  stop_idle: {
    en: 'campaign "{name}" is {state} already; there is nothing to stop',
    fr: 'la campagne « {name} » est déjà {state} ; il n’y a rien à arrêter',
  },
  campaign_is_waiting: { en: 'waiting for its minute', fr: 'dans sa minute d’attente' },
  campaign_is_opening: { en: 'being prepared', fr: 'en préparation' },
  campaign_is_sending: { en: 'being sent', fr: 'en cours d’envoi' },
  campaign_is_paused: { en: 'paused', fr: 'en pause' },
  campaign_is_done: { en: 'done', fr: 'terminée' },
  campaign_is_stopped: { en: 'stopped', fr: 'arrêtée' },
  campaign_is_undone: { en: 'undone', fr: 'annulée' },
  test_unapproved: {
    en: 'template "{name}" is approved in no language yet, so it cannot be tested on a phone',
    fr: 'le modèle « {name} » n’est encore approuvé dans aucune langue, il ne peut donc pas être essayé sur un téléphone',
  },
  plan_unapproved: {
    en: 'template "{name}" is approved in no language; wait for Meta’s review or choose another',
    fr: 'le modèle « {name} » n’est approuvé dans aucune langue ; attendez l’examen de Meta ou choisissez-en un autre',
  },
  plan_template_elsewhere: {
    en: 'template "{name}" belongs to another business account than number {number}; choose one of "{account}"',
    fr: 'le modèle « {name} » appartient à un autre compte professionnel que le numéro {number} ; choisissez-en un de « {account} »',
  },
  plan_nobody: {
    en: 'nobody in segment "{segment}" can get this message; the list of who is left out says why',
    fr: 'personne dans le segment « {segment} » ne peut recevoir ce message ; la liste des personnes écartées dit pourquoi',
  },
  plan_variable: {
    en: 'variable "{name}" has neither a value nor a fallback; say what fills it',
    fr: 'la variable « {name} » n’a ni valeur ni valeur de repli ; indiquez ce qui la remplit',
  },
  plan_variable_people: {
    en: 'variable "{name}" has neither a value nor a fallback ({people} {people|person|people}); say what fills it',
    fr: 'la variable « {name} » n’a ni valeur ni valeur de repli ({people} {people|personne|personnes}) ; indiquez ce qui la remplit',
  },
  plan_media: {
    en: 'the header picture of template "{name}" ({language}) is not in the media library; upload it and write the template anew',
    fr: 'l’image d’en-tête du modèle « {name} » ({language}) n’est pas dans la médiathèque ; téléversez-la et réécrivez le modèle',
  },
  variables_many: { en: '{count} variables are too many; at most {most}', fr: '{count} variables, c’est trop ; {most} au plus' },

  held_paused_by: { en: 'Paused by {name}.', fr: 'Mise en pause par {name}.' },
  held_stopped_by: { en: 'Stopped by {name}.', fr: 'Arrêtée par {name}.' },
  held_number: { en: 'The number is paused: {reason}.', fr: 'Le numéro est en pause : {reason}.' },
  held_silent: {
    en: 'WhatsApp does not answer: {why}. Sending goes on by itself.',
    fr: 'WhatsApp ne répond pas : {why}. L’envoi reprendra de lui-même.',
  },
  held_error: { en: '{code} {title}. {cure}', fr: '{code} {title}. {cure}' },
  held_refused: {
    en: 'WhatsApp refused the last {times} messages for the same reason: {why} The others still wait.',
    fr: 'WhatsApp a refusé les {times} derniers messages pour la même raison : {why} Les autres attendent encore.',
  },
} as const satisfies Sayings;
