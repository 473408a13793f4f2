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
  plan_forgotten: {
    en: 'whom plan {plan} of campaign "{name}" reaches is no longer kept, since several were made after it; plan again and look at the new numbers',
    fr: 'les destinataires du plan {plan} de la campagne « {name} » ne sont plus gardés, car plusieurs plans ont suivi ; refaites le plan et regardez les nouveaux chiffres',
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
    en: 'template "{name}" belongs to another business account than number {number}, and "{account}" has no approved copy of it; copy it there or choose another',
    fr: 'le modèle « {name} » appartient à un autre compte professionnel que le numéro {number}, et « {account} » n’en a pas de copie approuvée ; copiez-le ou choisissez-en un autre',
  },
  plan_template_copy: {
    en: 'number {number} sends the copy of template "{name}" that "{account}" has; its words and languages are what goes out',
    fr: 'le numéro {number} envoie la copie du modèle « {name} » qui se trouve dans « {account} » ; ce sont ses mots et ses langues qui partent',
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
  plan_media_free: {
    en: 'a file of the free message in {language} is not in the media library; upload it and choose it again',
    fr: 'un fichier du message libre en {language} n’est pas dans la médiathèque ; téléversez-le et choisissez-le à nouveau',
  },
  plan_schedule_past: {
    en: 'the moment chosen has passed; choose one that is still to come, or send at once',
    fr: 'le moment choisi est passé ; choisissez-en un à venir, ou envoyez tout de suite',
  },
  plan_fallbacks: {
    en: 'variable "{variable}" falls back for {people} of {of} people; fill the attribute, or leave them out',
    fr: 'la variable « {variable} » prend sa valeur de repli pour {people} personnes sur {of} ; complétez l’attribut, ou écartez-les',
  },
  plan_unwanted: {
    en: '{people} of {of} people will likely not want this (score below {threshold}); leave them out',
    fr: '{people} personnes sur {of} n’en voudront sans doute pas (score sous {threshold}) ; écartez-les',
  },
  plan_night: {
    en: 'it goes out from {opens} to {ends}, partly at night; choose another hour, or each person’s own',
    fr: 'l’envoi va du {opens} au {ends}, en partie la nuit ; choisissez une autre heure, ou l’heure locale de chaque personne',
  },
  plan_night_short: {
    en: 'it goes out at night, {opens}; choose another hour, or each person’s own',
    fr: 'l’envoi a lieu la nuit, le {opens} ; choisissez une autre heure, ou l’heure locale de chaque personne',
  },
  plan_windows_closed: {
    en: 'nobody’s service window will be open then, so everybody gets the template; write to them sooner after they wrote, or leave the free message out',
    fr: 'aucune fenêtre de service ne sera ouverte à ce moment : tout le monde recevra le modèle ; envoyez plus tôt après leur message, ou retirez le message libre',
  },
  plan_unpriced: {
    en: '{people} {people|person lives|people live} where the rate card in {currency} has no price; the cost shown leaves them out',
    fr: '{people} {people|personne vit|personnes vivent} là où la grille de tarifs en {currency} n’a pas de prix ; le coût affiché ne les compte pas',
  },
  plan_template_warning: { en: 'template in {language}: {why}', fr: 'modèle en {language} : {why}' },
  plan_free_warning: { en: 'free message in {language}: {why}', fr: 'message libre en {language} : {why}' },
  plan_revision: {
    en: 'a change of template "{name}" in {language} waits to be submitted; the campaign sends the approved text without it',
    fr: 'une modification du modèle « {name} » en {language} attend d’être soumise ; la campagne envoie le texte approuvé, sans elle',
  },
  plan_category_due: {
    en: 'Meta will file template "{name}" under {to}; look at what that costs before it goes out later',
    fr: 'Meta classera le modèle « {name} » dans la catégorie {to} ; regardez ce que cela coûtera avant un envoi ultérieur',
  },
  schedule_far: {
    en: 'lies more than {days} days ahead; choose a nearer moment',
    fr: 'se situe à plus de {days} jours ; choisissez un moment plus proche',
  },
  variable_missing_free: {
    en: '{names} of the free message {count|has|have} neither a value for {person} nor a fallback; say what fills {count|it|them}',
    fr: '{names} du message libre {count|n’a|n’ont} ni valeur pour {person} ni valeur de repli ; indiquez ce qui {count|la remplit|les remplit}',
  },
  campaign_kept: {
    en: 'campaign "{name}" was launched, so it stays; only a draft can be thrown away',
    fr: 'la campagne « {name} » a été lancée, elle est donc conservée ; seul un brouillon peut être jeté',
  },
  test_no_team: {
    en: 'there are no phones of the team to send a test to; add them in the settings, or name a phone',
    fr: 'aucun téléphone de l’équipe n’est enregistré pour un essai ; ajoutez-en dans les réglages, ou indiquez un téléphone',
  },
  test_no_free: {
    en: 'the campaign has no free message to test',
    fr: 'la campagne n’a pas de message libre à essayer',
  },
  test_no_free_in: {
    en: 'the campaign has no free message in "{language}"; it has one in {known}, and people of another language get the template',
    fr: 'la campagne n’a pas de message libre en « {language} » ; elle en a en {known}, et les personnes d’une autre langue reçoivent le modèle',
  },
  plan_free_idle: {
    en: 'nobody gets the free message in {language}: template "{name}" is not approved in that language; take it out, or wait for the approval',
    fr: 'personne ne reçoit le message libre en {language} : le modèle « {name} » n’est pas approuvé dans cette langue ; retirez-le, ou attendez l’approbation',
  },
  free_language: {
    en: '"{language}" is no language code of WhatsApp; write it as the template does, such as "en" or "pt_BR"',
    fr: '« {language} » n’est pas un code de langue de WhatsApp ; écrivez-le comme dans le modèle, par exemple « en » ou « pt_BR »',
  },
  free_languages_many: {
    en: 'the free message is written in {count} languages; at most {most}',
    fr: 'le message libre est écrit en {count} langues ; {most} au plus',
  },
  occurrence_late: {
    en: 'nothing could be sent for hours after its time, so it was passed over',
    fr: 'rien n’a pu être envoyé pendant des heures après son heure, l’envoi a donc été sauté',
  },
  occurrence_missed: {
    en: '"{name}" did not go out at {at}: {why}',
    fr: '« {name} » n’est pas partie le {at} : {why}',
  },
  held_template: { en: 'The template is not what was chosen: {why}', fr: 'Le modèle n’est plus celui qui a été choisi : {why}' },
  campaign_held: { en: '"{name}" stands still: {why}', fr: '« {name} » est arrêtée : {why}' },
  campaign_released: {
    en: '"{name}" goes on: template "{template}" is approved again',
    fr: '« {name} » reprend : le modèle « {template} » est de nouveau approuvé',
  },
  free_reaction: {
    en: 'a campaign cannot react to a message; choose another kind of message',
    fr: 'une campagne ne peut pas réagir à un message ; choisissez un autre type de message',
  },
  free_quoted: {
    en: 'a campaign cannot answer one message; leave "quoted" out',
    fr: 'une campagne ne peut pas répondre à un message précis ; retirez « quoted »',
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
