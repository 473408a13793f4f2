import type { Sayings } from '#core/value/say.ts';

/** What is said about files of contacts and their rows. */
export const importSays = {
  import_gone: { en: 'there is no import {id}', fr: 'il n’y a pas d’import {id}' },
  import_vanished: { en: 'the import is gone', fr: 'l’import n’existe plus' },
  import_step: { en: '"{file}" cannot be {step} now: it is {state}', fr: '« {file} » ne peut pas être {step} pour l’instant : il est {state}' },
  import_step_why: {
    en: '"{file}" cannot be {step} now: it is {state} ({why})',
    fr: '« {file} » ne peut pas être {step} pour l’instant : il est {state} ({why})',
  },
  import_is_reading: { en: 'being read', fr: 'en cours de lecture' },
  import_is_mapping: { en: 'waiting for its columns', fr: 'en attente du choix des colonnes' },
  import_is_checking: { en: 'being checked', fr: 'en cours de vérification' },
  import_is_checked: { en: 'checked', fr: 'vérifié' },
  import_is_importing: { en: 'being imported', fr: 'en cours d’import' },
  import_is_imported: { en: 'imported', fr: 'importé' },
  import_is_undoing: { en: 'being undone', fr: 'en cours d’annulation' },
  import_is_undone: { en: 'undone', fr: 'annulé' },
  import_is_failed: { en: 'failed', fr: 'en échec' },
  import_targets: {
    en: 'the file has {columns} {columns|column|columns}; {targets} {targets|target was|targets were} given',
    fr: 'le fichier a {columns} {columns|colonne|colonnes} ; {targets} {targets|destination a été donnée|destinations ont été données}',
  },
  import_phone_column: {
    en: 'say which column holds the phone: people are known by it',
    fr: 'indiquez la colonne du téléphone : c’est par lui que l’on reconnaît les personnes',
  },
  import_consent_column: {
    en: 'no column is chosen as the one that says who agreed; choose it, or say that everybody did',
    fr: 'aucune colonne ne dit qui a donné son accord ; choisissez-la, ou indiquez que tout le monde l’a donné',
  },
  file_empty: { en: '"{file}" is empty; export it again', fr: '« {file} » est vide ; exportez-le de nouveau' },
  file_blank: { en: '"{file}" holds no text; export it again', fr: '« {file} » ne contient pas de texte ; exportez-le de nouveau' },
  file_binary: { en: '"{file}" is no text file; export the list as CSV', fr: '« {file} » n’est pas un fichier texte ; exportez la liste en CSV' },
  file_excel: {
    en: '"{file}" is an Excel workbook or a ZIP archive; open it and save it as "CSV UTF-8"',
    fr: '« {file} » est un classeur Excel ou une archive ZIP ; ouvrez-le et enregistrez-le au format « CSV UTF-8 »',
  },
  file_excel_old: {
    en: '"{file}" is an old Excel workbook (.xls); open it and save it as "CSV UTF-8"',
    fr: '« {file} » est un ancien classeur Excel (.xls) ; ouvrez-le et enregistrez-le au format « CSV UTF-8 »',
  },
  file_pdf: { en: '"{file}" is a PDF; export the list as CSV instead', fr: '« {file} » est un PDF ; exportez plutôt la liste en CSV' },
  file_gzip: { en: '"{file}" is compressed (gzip); unpack it first', fr: '« {file} » est compressé (gzip) ; décompressez-le d’abord' },
  file_picture: { en: '"{file}" is a picture; export the list as CSV instead', fr: '« {file} » est une image ; exportez plutôt la liste en CSV' },
  file_vcard: { en: '"{file}" holds vCards; export the contacts as CSV instead', fr: '« {file} » contient des vCards ; exportez plutôt les contacts en CSV' },
  file_web: {
    en: '"{file}" is a web page or XML; export the list as CSV instead',
    fr: '« {file} » est une page web ou du XML ; exportez plutôt la liste en CSV',
  },
  note_nul: { en: '{count} NUL {count|byte was|bytes were} removed', fr: '{count} {count|octet nul a été retiré|octets nuls ont été retirés}' },
  note_broken: {
    en: '{count} {count|byte is|bytes are} not UTF-8 and shown as \ufffd',
    fr: '{count} {count|octet n’est pas|octets ne sont pas} en UTF-8 et {count|s’affiche|s’affichent} \ufffd',
  },
  note_encoding: {
    en: 'the file does not say how it is encoded; it was read as windows-1252. If accents look wrong, save it as "CSV UTF-8"',
    fr: 'le fichier ne dit pas comment il est encodé ; il a été lu en windows-1252. Si les accents sont faux, enregistrez-le au format « CSV UTF-8 »',
  },
  row_quote: {
    en: 'a quotation mark is opened and never closed in this row',
    fr: 'un guillemet est ouvert et jamais refermé dans cette ligne',
  },
  row_long: { en: 'the row is longer than a million characters', fr: 'la ligne dépasse un million de caractères' },
  row_empty: { en: 'the row is empty', fr: 'la ligne est vide' },
  row_cells_beyond: {
    en: 'the row has {cells} {cells|cell|cells} where there are {columns} {columns|column|columns}; what is beyond was left out',
    fr: 'la ligne a {cells} {cells|cellule|cellules} pour {columns} {columns|colonne|colonnes} ; ce qui dépasse a été laissé de côté',
  },
  row_cells_missing: {
    en: 'the row has {cells} {cells|cell|cells} where there are {columns} {columns|column|columns}; the missing ones were taken for empty',
    fr: 'la ligne a {cells} {cells|cellule|cellules} pour {columns} {columns|colonne|colonnes} ; celles qui manquent ont été prises pour vides',
  },
  row_phone: { en: 'there is no phone number in this row', fr: 'il n’y a pas de numéro de téléphone dans cette ligne' },
  row_cut: {
    en: '"{column}" has {length} characters and was cut to {most}',
    fr: '« {column} » compte {length} caractères et a été coupé à {most}',
  },
  row_email: { en: '"{text}" is no e-mail address and was left out', fr: '« {text} » n’est pas une adresse e-mail et a été laissé de côté' },
  row_number: {
    en: '"{text}" in "{column}" is no number and was left out',
    fr: '« {text} » dans « {column} » n’est pas un nombre et a été laissé de côté',
  },
  row_boolean: {
    en: '"{text}" in "{column}" is neither yes nor no and was left out',
    fr: '« {text} » dans « {column} » ne dit ni oui ni non et a été laissé de côté',
  },
  row_date: { en: '"{text}" in "{column}" is no date and was left out', fr: '« {text} » dans « {column} » n’est pas une date et a été laissé de côté' },
  row_same_phone: { en: 'the same phone as in row {row}', fr: 'le même téléphone qu’à la ligne {row}' },
  row_same_id: { en: 'the same id as in row {row}', fr: 'le même identifiant qu’à la ligne {row}' },
  row_same_person: { en: 'the same person as in row {row}', fr: 'la même personne qu’à la ligne {row}' },
  row_opted_out: { en: 'this person opted out and stays so', fr: 'cette personne est désabonnée et le reste' },
  row_here: { en: 'this person is here already', fr: 'cette personne est déjà là' },
  row_nothing_new: { en: 'nothing new in this row', fr: 'rien de nouveau dans cette ligne' },
  errors_row: { en: 'row', fr: 'ligne' },
  errors_reason: { en: 'reason', fr: 'raison' },
} as const satisfies Sayings;
