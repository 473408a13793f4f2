import type { Sayings } from '#core/value/say.ts';

/** What is said of a sending that takes its time, and of everything that stands still. */
export const paceSays = {
  held_limit: {
    en: 'The {limit} people a day that Meta allows are used up for now; it goes on by itself as the first of them are a day old.',
    fr: 'Les {limit} personnes par jour que Meta autorise sont atteintes pour l’instant ; l’envoi reprend de lui-même dès que les premières datent d’un jour.',
  },
  held_limit_reserve: {
    en: 'Offers have used their part ({people}) of the {limit} people a day that Meta allows; it goes on by itself as the first of them are a day old.',
    fr: 'Les offres ont utilisé leur part ({people}) des {limit} personnes par jour que Meta autorise ; l’envoi reprend de lui-même dès que les premières datent d’un jour.',
  },
  held_warm_up: {
    en: 'The number is being warmed up: {people} new people a day for now; it goes on by itself.',
    fr: 'Le numéro est en montée en charge : {people} nouvelles personnes par jour pour l’instant ; l’envoi reprend de lui-même.',
  },
  held_hours: {
    en: 'For everybody who is left it is outside the allowed hours; it goes on by itself.',
    fr: 'Pour toutes les personnes restantes, c’est hors des heures permises ; l’envoi reprend de lui-même.',
  },
  held_hour_of_their_own: {
    en: 'Everybody who is left has an hour of their own still to come; it goes on by itself.',
    fr: 'L’heure de chaque personne restante est encore à venir ; l’envoi reprend de lui-même.',
  },
  held_agents: {
    en: '{threads} conversations wait for an answer, and it was to leave only while fewer than {most} do; it goes on as they are answered.',
    fr: '{threads} conversations attendent une réponse, et l’envoi ne devait avancer qu’en dessous de {most} ; il reprend au fil des réponses.',
  },
  held_canary: {
    en: 'The first have it; the others wait for what these show.',
    fr: 'Les premiers l’ont reçu ; les autres attendent ce que leurs réactions montrent.',
  },
  held_budget: {
    en: 'The budget of {budget} {currency} is spent: {spent} {currency} are committed. Raise it or stop the sending.',
    fr: 'Le budget de {budget} {currency} est épuisé : {spent} {currency} sont engagés. Augmentez-le ou arrêtez l’envoi.',
  },
  held_all_stopped: {
    en: '{name} has stopped all offers. Answers go on.',
    fr: '{name} a arrêté toutes les offres. Les réponses continuent.',
  },
  all_stopped: {
    en: '{name} has stopped all offers; {sendings} sendings stand still. Answers, orders and codes go on.',
    fr: '{name} a arrêté toutes les offres ; {sendings} envois sont à l’arrêt. Réponses, commandes et codes continuent.',
  },
  all_resumed: { en: '{name} has let offers leave again.', fr: '{name} a rétabli l’envoi des offres.' },
  pace_no_hour: {
    en: 'no hour of the day lies between {from}:00 and {to}:00 in all zones of {country}; note this person’s time zone or widen the hours',
    fr: 'aucune heure du jour n’est comprise entre {from} h et {to} h dans tous les fuseaux de {country} ; notez le fuseau de cette personne ou élargissez les heures',
  },
  pace_too_late: {
    en: 'campaign "{name}" is {state}; pace and budget can only be changed before it is over',
    fr: 'la campagne « {name} » est {state} ; le rythme et le budget ne se changent qu’avant la fin',
  },
  retry_limit: {
    en: 'the people a day that Meta allows are used up; it goes out when one of them is a day old',
    fr: 'les personnes par jour que Meta autorise sont atteintes ; le message part dès que l’une d’elles date d’un jour',
  },
  retry_breaker: {
    en: 'offers of this number stand still because too many people minded them, or too many failed; it goes out when the breaker closes',
    fr: 'les offres de ce numéro sont suspendues, trop mal reçues ou trop souvent en échec ; le message part quand le disjoncteur se referme',
  },
  retry_pair: {
    en: 'this person had many messages in a moment; WhatsApp asks for a pause',
    fr: 'cette personne a reçu beaucoup de messages en un instant ; WhatsApp demande une pause',
  },
} as const satisfies Sayings;
