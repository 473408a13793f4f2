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
} as const satisfies Sayings;

/** Says a sentence about a value. */
export const sayValue = sayerOf(valueSays);
