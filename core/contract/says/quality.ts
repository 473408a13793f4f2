import type { Sayings } from '#core/value/say.ts';

/** What is said on the quality page, in the planner and of a number that is warmed up. */
export const qualitySays = {
  quality_green: { en: 'high', fr: 'élevée' },
  quality_yellow: { en: 'medium', fr: 'moyenne' },
  quality_red: { en: 'low', fr: 'faible' },
  quality_none: { en: 'not known yet', fr: 'encore inconnue' },
  quality_began: { en: 'Quality was {after} when it was first read', fr: 'La qualité était {after} à la première lecture' },
  quality_moved: { en: 'Quality went from {before} to {after}', fr: 'La qualité est passée de {before} à {after}' },
  limit_none: { en: 'no limit', fr: 'aucune limite' },
  limit_people: { en: '{people} people a day', fr: '{people} personnes par jour' },
  limit_began: { en: 'The messaging limit is {after}', fr: 'La limite de messages est : {after}' },
  limit_moved: { en: 'The messaging limit went from {before} to {after}', fr: 'La limite de messages est passée de « {before} » à « {after} »' },
  throughput_began: { en: 'It sends up to {after} messages a second', fr: 'Il envoie jusqu’à {after} messages par seconde' },
  throughput_moved: { en: 'Its speed went from {before} to {after} messages a second', fr: 'Sa vitesse est passée de {before} à {after} messages par seconde' },
  state_paused: { en: 'Paused: {reason}', fr: 'En pause : {reason}' },
  state_ready: { en: 'It may send again', fr: 'Il peut de nouveau envoyer' },
  state_new: { en: 'It was connected', fr: 'Il a été connecté' },
  template_now: { en: 'Now {state}', fr: 'Désormais : {state}' },
  canary_stopped_it: { en: 'Stopped by its canary: {why}', fr: 'Arrêtée par son canari : {why}' },
  template_draft: { en: 'a draft', fr: 'brouillon' },
  template_pending: { en: 'in review', fr: 'en cours d’examen' },
  template_approved: { en: 'approved', fr: 'approuvé' },
  template_rejected: { en: 'rejected', fr: 'refusé' },
  template_paused: { en: 'paused by Meta', fr: 'mis en pause par Meta' },
  template_disabled: { en: 'disabled by Meta', fr: 'désactivé par Meta' },
  account_said: { en: 'Meta wrote about the account: {what}', fr: 'Meta a écrit à propos du compte : {what}' },
  account_name: { en: 'Business account', fr: 'Compte professionnel' },
  suspect_opt_outs: {
    en: '{share} opted out of {of} people; usual is {usual}',
    fr: '{share} de désabonnements sur {of} personnes ; d’habitude {usual}',
  },
  suspect_capped: {
    en: '{share} of {of} messages met Meta’s cap for offers (131049); usual is {usual}',
    fr: '{share} de {of} messages ont buté sur le plafond d’offres de Meta (131049) ; d’habitude {usual}',
  },
  suspect_unreachable: {
    en: '{share} of {of} messages reached nobody (131026); usual is {usual}',
    fr: '{share} de {of} messages n’ont atteint personne (131026) ; d’habitude {usual}',
  },
  suspect_reads: {
    en: '{share} of {of} delivered messages were read; usual is {usual}',
    fr: '{share} de {of} messages distribués ont été lus ; d’habitude {usual}',
  },
  suspect_first: {
    en: '“{name}” stands out most. It is a suspicion, not a proof: Meta does not say why it rates',
    fr: '« {name} » ressort le plus. C’est un soupçon, pas une preuve : Meta n’explique pas ses notes',
  },
  suspect_none: {
    en: 'Nothing stands out among {candidates} things that were sent in these 7 days',
    fr: 'Rien ne ressort parmi les {candidates} envois de ces 7 jours',
  },
  suspect_nothing_sent: { en: 'Nothing was sent in the 7 days before', fr: 'Rien n’a été envoyé dans les 7 jours précédents' },
  suspect_by_api: { en: 'Messages by the API', fr: 'Messages envoyés par l’API' },
  suspect_by_answer: { en: 'Automatic answers', fr: 'Réponses automatiques' },
  suspect_by_other: { en: 'Single messages ({origin})', fr: 'Messages isolés ({origin})' },
  span_backwards: { en: 'the span ends ({to}) before it begins ({from})', fr: 'la période se termine ({to}) avant de commencer ({from})' },
  span_long: {
    en: 'a span of {days} days is too long; {most} are the most',
    fr: 'une période de {days} jours est trop longue ; {most} au plus',
  },
  planner_full: {
    en: 'The limit is full: {waiting} people wait for the days after. Move a campaign to a day with room, or wait for a higher limit',
    fr: 'La limite est atteinte : {waiting} personnes attendent les jours suivants. Déplacez une campagne vers un jour libre, ou attendez une limite plus haute',
  },
  planner_warm: {
    en: 'The young number may not do more yet: {waiting} people wait for the days after. Move a campaign to a later day, when it may do more',
    fr: 'Le jeune numéro ne peut pas encore faire plus : {waiting} personnes attendent les jours suivants. Déplacez une campagne à plus tard, quand il pourra davantage',
  },
  planner_unmovable: {
    en: '“{name}” cannot be moved here: only a campaign with one set time that has not begun can',
    fr: '« {name} » ne peut pas être déplacée ici : seule une campagne à une heure fixée et pas encore commencée peut l’être',
  },
  planner_past: { en: '{at} is in the past; choose a later time', fr: '{at} est passé ; choisissez un moment ultérieur' },
  feed_none: {
    en: 'this calendar link has ended; ask the team of the workspace for a new one',
    fr: 'ce lien de calendrier n’est plus valable ; demandez-en un nouveau à l’équipe de l’espace',
  },
  feed_title: { en: '{name}: planned sends', fr: '{name} : envois prévus' },
  feed_people: { en: 'About {people} people', fr: 'Environ {people} personnes' },
  feed_people_unknown: { en: 'People are not counted yet: make its plan', fr: 'Personnes pas encore comptées : établissez le plan' },
  warm_off: {
    en: 'Not warmed up: it may write to as many people as the limit allows. A warm-up would begin with {people} a day',
    fr: 'Pas de montée en charge : il peut écrire à autant de personnes que la limite le permet. Une montée en charge commencerait à {people} par jour',
  },
  warm_quality: {
    en: 'Held at {cap} people a day: Meta rates the quality as {quality}. Send to fewer people who know you, until it is better',
    fr: 'Maintenu à {cap} personnes par jour : Meta juge la qualité {quality}. Écrivez à moins de gens, qui vous connaissent, jusqu’à ce qu’elle remonte',
  },
  warm_opt_outs: {
    en: 'Held at {cap} people a day: {events} of {of} opted out or said no. The next step needs fewer than 1 %',
    fr: 'Maintenu à {cap} personnes par jour : {events} sur {of} se sont désabonnées ou ont dit non. L’étape suivante en demande moins de 1 %',
  },
  warm_reads: {
    en: 'Held at {cap} people a day: {events} of {of} were read. The next step needs half of them',
    fr: 'Maintenu à {cap} personnes par jour : {events} messages lus sur {of}. L’étape suivante en demande la moitié',
  },
  warm_use: {
    en: 'Up to {cap} people today. The next step comes tomorrow if at least {least} are written to and nobody minds',
    fr: 'Jusqu’à {cap} personnes aujourd’hui. L’étape suivante vient demain si au moins {least} reçoivent un message et que personne ne s’en plaint',
  },
  warm_done: {
    en: 'Warm: every step of this limit was used. It goes on with the limit’s next level',
    fr: 'Chaud : toutes les étapes de cette limite ont été utilisées. La suite vient avec le palier suivant',
  },
} as const satisfies Sayings;
