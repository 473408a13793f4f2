import { sayerOf, type Sayings } from './say.ts';

/** Why a text is no phone number, no id, no cursor. */
export const valueSays = {
  phone_missing: { en: 'there is no phone number', fr: 'il n’y a pas de numéro de téléphone' },
  phone_endless: { en: '"{text}" is too long for a phone number', fr: '« {text} » est trop long pour un numéro de téléphone' },
  phone_shortened: {
    en: '"{text}" was shortened by a spreadsheet; format the column as text and export it again',
    fr: '« {text} » a été abrégé par un tableur ; mettez la colonne au format texte et exportez-la de nouveau',
  },
  phone_nowhere: {
    en: '"{text}" belongs to no country, so nobody has it on WhatsApp',
    fr: '« {text} » n’appartient à aucun pays : personne ne l’a sur WhatsApp',
  },
  phone_short: { en: '"{text}" is too short for a phone number', fr: '« {text} » est trop court pour un numéro de téléphone' },
  phone_short_in: { en: '"{text}" is too short for a number in {country}', fr: '« {text} » est trop court pour un numéro de ce pays ({country})' },
  phone_long: { en: '"{text}" is too long for a phone number', fr: '« {text} » est trop long pour un numéro de téléphone' },
  phone_long_in: { en: '"{text}" is too long for a number in {country}', fr: '« {text} » est trop long pour un numéro de ce pays ({country})' },
  phone_code_unknown: {
    en: '"{text}" begins with a country code that does not exist',
    fr: '« {text} » commence par un indicatif de pays qui n’existe pas',
  },
  phone_code_missing: {
    en: '"{text}" has no country code; write it with + or say the default country',
    fr: '« {text} » n’a pas d’indicatif de pays ; écrivez-le avec + ou indiquez le pays par défaut',
  },
  phone_none: { en: '"{text}" is no phone number', fr: '« {text} » n’est pas un numéro de téléphone' },
  phone_unassigned: { en: '"{text}" is no phone number that exists', fr: '« {text} » n’est pas un numéro de téléphone qui existe' },
  phone_unassigned_in: { en: '"{text}" is no number that exists in {country}', fr: '« {text} » n’est pas un numéro qui existe dans ce pays ({country})' },
  id_none: {
    en: '"{text}" is no {kind} id; such ids look like {prefix}_ and 32 hex digits',
    fr: '« {text} » n’est pas un identifiant de ce type ({kind}) ; il s’écrit {prefix}_ suivi de 32 chiffres hexadécimaux',
  },
  cursor_none: {
    en: '"{text}" is no cursor; pass back "next" of the page before as it was',
    fr: '« {text} » n’est pas un curseur ; renvoyez tel quel le « next » de la page précédente',
  },
  local_none: {
    en: '"{text}" is no date and time that exists; write it like 2026-12-01T09:00',
    fr: '« {text} » n’est pas une date et une heure qui existent ; écrivez-les comme 2026-12-01T09:00',
  },
  zone_none: {
    en: '"{text}" is no time zone; write it like Europe/Paris',
    fr: '« {text} » n’est pas un fuseau horaire ; écrivez-le comme Europe/Paris',
  },
  rule_part: {
    en: '"{part}" has no place in a repetition; there are {known}, each with a value after "="',
    fr: '« {part} » n’a pas sa place dans une répétition ; il y a {known}, chacun suivi de « = » et d’une valeur',
  },
  rule_twice: { en: '"{part}" stands twice in the repetition', fr: '« {part} » figure deux fois dans la répétition' },
  rule_frequency: {
    en: 'a repetition says how often with FREQ, one of {known}; "{text}" is none of them',
    fr: 'une répétition indique sa fréquence par FREQ, au choix {known} ; « {text} » n’en fait pas partie',
  },
  rule_never: { en: 'the repetition "{rule}" never comes', fr: 'la répétition « {rule} » ne se produit jamais' },
  rule_unreadable: { en: 'the repetition "{rule}" cannot be read: {why}', fr: 'la répétition « {rule} » est illisible : {why}' },
} as const satisfies Sayings;

/** Says a sentence about a value. */
export const sayValue = sayerOf(valueSays);
