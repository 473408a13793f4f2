import type { Sayings } from '#core/value/say.ts';

/** What is said about canaries and breakers: decisions with their numbers. */
export const canarySays = {
  canary_none: {
    en: 'campaign "{name}" has no canary under way, so there is nothing to decide',
    fr: 'la campagne « {name} » n’a pas de canari en cours, il n’y a donc rien à décider',
  },
  canary_released: {
    en: 'everybody of campaign "{name}" may get it already; pause or stop the campaign instead',
    fr: 'toute la campagne « {name} » peut déjà partir ; mettez-la en pause ou arrêtez-la plutôt',
  },
  canary_moved: {
    en: 'you decided about sample {seen} of campaign "{name}", and by now it is at sample {stage}; look at its numbers and decide again',
    fr: 'vous avez décidé pour l’échantillon {seen} de la campagne « {name} », et elle en est à l’échantillon {stage} ; regardez ses chiffres et décidez de nouveau',
  },
  canary_wait_late: {
    en: 'the canary of campaign "{name}" has said stop, so there is nothing to wait for; release it all the same, or stop for good',
    fr: 'le canari de la campagne « {name} » a dit stop, il n’y a donc rien à attendre ; laissez-la partir quand même, ou arrêtez-la',
  },
  canary_resume: {
    en: 'the canary has stopped campaign "{name}"; look at its numbers and decide there: release it all the same, or stop for good',
    fr: 'le canari a arrêté la campagne « {name} » ; regardez ses chiffres et décidez là : la laisser partir quand même, ou l’arrêter',
  },
  canary_matures: {
    en: 'sample {stage} has left; until {moment} people have time to answer, then it is judged',
    fr: 'l’échantillon {stage} est parti ; les gens ont jusqu’au {moment} pour réagir, puis il est jugé',
  },
  canary_asks: { en: 'your decision is needed: {why}', fr: 'à vous de décider : {why}' },
  canary_notice_stop: { en: 'Campaign "{name}" was stopped by its canary: {why}', fr: 'Le canari a arrêté la campagne « {name} » : {why}' },
  canary_notice_asks: { en: 'Campaign "{name}" waits for your decision: {why}', fr: 'La campagne « {name} » attend votre décision : {why}' },
  canary_says_harm: {
    en: '{events} of {people} people who have it opted out or said no; from {stops} on we stop',
    fr: '{events} personnes sur {people} se sont désinscrites ou ont dit non ; on arrête à partir de {stops}',
  },
  canary_says_reads: {
    en: 'only {people} of {of} read it; usually it is {usual} in 100, and {most} or fewer stops',
    fr: '{people} personnes sur {of} seulement l’ont lu ; d’habitude c’est {usual} sur 100, et on arrête à {most} ou moins',
  },
  canary_says_delivery: {
    en: 'only {people} of {of} got it; usually it is {usual} in 100, and {most} or fewer stops',
    fr: '{people} personnes sur {of} seulement l’ont reçu ; d’habitude c’est {usual} sur 100, et on arrête à {most} ou moins',
  },
  canary_says_fine: {
    en: '{events} of {people} people who have it opted out or said no; that is fine',
    fr: '{events} personnes sur {people} se sont désinscrites ou ont dit non ; c’est acceptable',
  },
  canary_says_too_few: {
    en: '{events} of {people} people opted out or said no, too few to tell; the next sample goes out to find out',
    fr: '{events} personnes sur {people} se sont désinscrites ou ont dit non, trop peu pour conclure ; l’échantillon suivant part pour en savoir plus',
  },
  canary_says_unclear: {
    en: '{events} of {people} people opted out or said no: neither clearly fine (up to {fine} in 100) nor clearly bad ({bad} in 100)',
    fr: '{events} personnes sur {people} se sont désinscrites ou ont dit non : ni clairement acceptable (jusqu’à {fine} sur 100) ni clairement mauvais ({bad} sur 100)',
  },
  canary_says_maturing: {
    en: '{events} of {people} people who have it opted out or said no so far',
    fr: '{events} {events|personne|personnes} sur {people} {events|s’est désinscrite ou a dit non|se sont désinscrites ou ont dit non} jusqu’ici',
  },
  canary_says_held_back: {
    en: 'WhatsApp holds back {people} of {of} messages to see what people make of the others; we wait with it',
    fr: 'WhatsApp retient {people} messages sur {of} pour voir comment les autres sont reçus ; on attend avec lui',
  },
  canary_says_person_release: {
    en: '{name} released it; {events} of {people} people had opted out or said no',
    fr: '{name} l’a laissé partir ; {events} personnes sur {people} s’étaient désinscrites ou avaient dit non',
  },
  canary_says_person_stop: {
    en: '{name} stopped it; {events} of {people} people had opted out or said no',
    fr: '{name} l’a arrêté ; {events} personnes sur {people} s’étaient désinscrites ou avaient dit non',
  },
  canary_says_person_wait: {
    en: '{name} waits once more; {events} of {people} people had opted out or said no',
    fr: '{name} attend encore ; {events} personnes sur {people} s’étaient désinscrites ou avaient dit non',
  },
  canary_and_worse: { en: '{what}. Most of it comes from {parts}', fr: '{what}. Surtout : {parts}' },
  canary_part_country: { en: '{country} ({events} of {people})', fr: '{country} ({events} sur {people})' },
  canary_part_import: { en: 'the import “{file}” ({events} of {people})', fr: 'l’import « {file} » ({events} sur {people})' },
  instant_template_paused: { en: 'Meta has paused or disabled the template', fr: 'Meta a mis en pause ou désactivé le modèle' },
  instant_template_flagged: { en: 'Meta has flagged the template for low quality', fr: 'Meta a signalé le modèle pour sa faible qualité' },
  instant_quality_red: { en: 'Meta rates the quality of the number red', fr: 'Meta classe la qualité du numéro au rouge' },
  instant_quality_drop: { en: 'Meta has lowered the quality or the limit of the number', fr: 'Meta a baissé la qualité ou la limite du numéro' },
  instant_spam_limit: {
    en: 'Meta refuses messages of this number because too many were blocked or reported (131048)',
    fr: 'Meta refuse les messages de ce numéro parce que trop ont été bloqués ou signalés (131048)',
  },
  instant_portfolio_paced: {
    en: 'Meta has dropped messages after bad feedback on the first ones (135000)',
    fr: 'Meta a abandonné des messages après de mauvais retours sur les premiers (135000)',
  },
  instant_payment: { en: 'Meta cannot charge the account (131042)', fr: 'Meta ne peut pas débiter le compte (131042)' },
  instant_account: { en: 'Meta has restricted the account', fr: 'Meta a restreint le compte' },
  breaker_gone: { en: 'there is no breaker {id} in this workspace', fr: 'il n’y a pas de disjoncteur {id} dans cet espace' },
  breaker_open: {
    en: 'offers by {number} stand still until {until}: {why}. Answers go on. Close the breaker to let offers go on at once',
    fr: 'les offres par {number} sont suspendues jusqu’au {until} : {why}. Les réponses continuent. Refermez le disjoncteur pour les reprendre tout de suite',
  },
  breaker_half_open: {
    en: 'offers by {number} are being tried out: the few that may leave have left, and are judged at {until}: {why}. Answers go on',
    fr: 'les offres par {number} sont à l’essai : les quelques-unes autorisées sont parties et seront jugées le {until} : {why}. Les réponses continuent',
  },
  breaker_ended: {
    en: '{name} ended it while it waited in the queue because offers of the number stood still',
    fr: '{name} y a mis fin alors qu’elle attendait dans la file, les offres du numéro étant suspendues',
  },
  breaker_holds_none: {
    en: 'no offer waits in the queue: the breaker is closed, or everything has left',
    fr: 'aucune offre n’attend dans la file : le disjoncteur est refermé, ou tout est parti',
  },
  breaker_why_harm: {
    en: '{events} of {people} people who got one opted out or said no',
    fr: '{events} personnes sur {people} qui en ont reçu une se sont désinscrites ou ont dit non',
  },
  breaker_why_failures: { en: '{events} of {people} failed', fr: '{events} sur {people} ont échoué' },
  breaker_notice: { en: 'Offers by {number} were stopped by themselves: {why}', fr: 'Les offres par {number} se sont arrêtées d’elles-mêmes : {why}' },
  breaker_notice_closed: {
    en: 'Offers by {number} go on: the few that were tried did well',
    fr: 'Les offres par {number} reprennent : les quelques-unes essayées se sont bien passées',
  },
} as const satisfies Sayings;
