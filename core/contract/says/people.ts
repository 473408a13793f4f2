import type { Sayings } from '#core/value/say.ts';

/** What is said about contacts, their consent and segments. */
export const peopleSays = {
  contact_gone: { en: 'there is no contact {id}', fr: 'il n’y a pas de contact {id}' },
  contact_nobody: { en: 'a contact needs a phone, a name or an e-mail address', fr: 'un contact doit avoir un téléphone, un nom ou une adresse e-mail' },
  contact_nobody_at: { en: 'leaves nothing to know them by', fr: 'ne laisse rien qui permette de reconnaître la personne' },
  phone_taken: {
    en: '{phone} belongs to {name} ({id}); change that contact, or take the number away from it first',
    fr: '{phone} appartient à {name} ({id}) ; modifiez ce contact, ou retirez-lui d’abord ce numéro',
  },
  somebody: { en: 'somebody', fr: 'quelqu’un' },
  field_name: {
    en: 'field "{key}" has no valid name; use small letters, digits and underscores, beginning with a letter',
    fr: 'le champ « {key} » n’a pas un nom valable ; prenez des minuscules, des chiffres et des tirets bas, en commençant par une lettre',
  },
  field_type: { en: 'field "{key}" holds {kind}; {value} is none', fr: 'le champ « {key} » contient {kind} ; {value} n’en est pas' },
  field_kind_text: { en: 'a text', fr: 'un texte' },
  field_kind_number: { en: 'a number', fr: 'un nombre' },
  field_kind_date: { en: 'a date', fr: 'une date' },
  field_kind_boolean: { en: 'a boolean', fr: 'un booléen' },
  consent_older: {
    en: 'they withdrew their consent on {withdrawn}, after {given}; only a consent given since then can count',
    fr: 'la personne a retiré son accord le {withdrawn}, après le {given} ; seul un accord donné depuis peut compter',
  },
  time_ahead: { en: '{time} lies in the future; it is {now} now', fr: '{time} est dans le futur ; il est {now}' },
  data_large: {
    en: 'the data of "{kind}" has {size} characters, {most} are the most',
    fr: 'les données de « {kind} » comptent {size} caractères ; {most} est le maximum',
  },
  segment_gone: { en: 'there is no segment {id}', fr: 'il n’y a pas de segment {id}' },
  segment_used: {
    en: 'segment "{name}" is used by {count|the draft|the drafts} {drafts}; choose another segment there first',
    fr: 'le segment « {name} » sert {count|au brouillon|aux brouillons} {drafts} ; choisissez-y d’abord un autre segment',
  },
} as const satisfies Sayings;
