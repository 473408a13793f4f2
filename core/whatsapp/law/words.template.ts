/** The faults of a template's texts and buttons in words. The source of each law stands where it is checked. */
export const templateFaults = {
  name_empty: { en: 'The template needs a name.', fr: 'Le modèle doit avoir un nom.' },
  name_form: {
    en: 'The name may have lower-case letters a–z, digits and underscores only; "{name}" has something else.',
    fr: 'Le nom ne peut contenir que des minuscules a–z, des chiffres et des tirets bas ; « {name} » contient autre chose.',
  },
  name_long: { en: 'The name has {length} characters; at most {most} are allowed.', fr: 'Le nom compte {length} caractères ; {most} au plus sont permis.' },
  language_unknown: {
    en: 'WhatsApp has no templates in the language "{language}"; write it as in en, fr or pt_BR.',
    fr: 'WhatsApp n’a pas de modèles dans la langue « {language} » ; écrivez-la comme en, fr ou pt_BR.',
  },
  header_empty: { en: 'The header is empty; write a text or take the header out.', fr: 'L’en-tête est vide ; écrivez un texte ou retirez l’en-tête.' },
  header_long: {
    en: 'The header has {length} characters; at most {most} are allowed.',
    fr: 'L’en-tête compte {length} caractères ; {most} au plus sont permis.',
  },
  header_line: { en: 'The header must be on one line.', fr: 'L’en-tête doit tenir sur une ligne.' },
  header_emoji: { en: 'The header may not have emoji.', fr: 'L’en-tête ne peut pas contenir d’émoji.' },
  header_formatting: {
    en: 'The header may not have formatting characters (* _ ~ `).',
    fr: 'L’en-tête ne peut pas contenir de caractères de mise en forme (* _ ~ `).',
  },
  header_variables: { en: 'The header may have one variable; it has {count}.', fr: 'L’en-tête peut avoir une variable ; il en a {count}.' },
  header_image: {
    en: 'The header has no image; upload a JPEG or PNG and choose it.',
    fr: 'L’en-tête n’a pas d’image ; téléversez un JPEG ou un PNG et choisissez-le.',
  },
  body_empty: { en: 'The message needs a text.', fr: 'Le message doit avoir un texte.' },
  body_long: { en: 'The text has {length} characters; at most {most} are allowed.', fr: 'Le texte compte {length} caractères ; {most} au plus sont permis.' },
  body_long_filled: {
    en: 'With its samples put in, the text has {length} characters; messages longer than {most} will fail.',
    fr: 'Avec ses exemples, le texte compte {length} caractères ; au-delà de {most}, l’envoi échouera.',
  },
  body_blank_lines: { en: 'The text may not have more than one empty line in a row.', fr: 'Le texte ne peut pas avoir plus d’une ligne vide de suite.' },
  body_emoji: {
    en: 'The text has {count} emoji; reviewers refuse marketing with more than about {most}.',
    fr: 'Le texte contient {count} émojis ; les examinateurs refusent le marketing au-delà d’une dizaine ({most}).',
  },
  braces: { en: 'Curly brackets stand alone; a variable is written {{first_name}}.', fr: 'Des accolades sont isolées ; une variable s’écrit {{first_name}}.' },
  variable_name: {
    en: 'The variable "{name}" must start with a lower-case letter and have lower-case letters, digits and underscores only.',
    fr: 'La variable « {name} » doit commencer par une minuscule et ne contenir que des minuscules, des chiffres et des tirets bas.',
  },
  variable_numbers: {
    en: 'Numbered variables must be {{1}}, {{2}} and so on without a gap.',
    fr: 'Les variables numérotées doivent être {{1}}, {{2}}, etc., sans trou.',
  },
  variable_mixed: {
    en: 'Variables are either all names or all numbers; this template has both.',
    fr: 'Les variables sont soit toutes des noms, soit toutes des numéros ; ce modèle mélange les deux.',
  },
  variable_first: {
    en: 'The text may not start with a variable; put a word before it.',
    fr: 'Le texte ne peut pas commencer par une variable ; mettez un mot avant.',
  },
  variable_last: {
    en: 'The text may not end with a variable; put a word after it. A full stop is not enough.',
    fr: 'Le texte ne peut pas finir par une variable ; mettez un mot après. Un point ne suffit pas.',
  },
  variables_adjacent: {
    en: 'Two variables stand side by side; put a word or a sign between them.',
    fr: 'Deux variables se suivent ; mettez un mot ou un signe entre elles.',
  },
  variables_many: {
    en: 'There are {variables} variables and only {words} words of your own; write at least {needed}.',
    fr: 'Il y a {variables} variables et seulement {words} mots à vous ; écrivez-en au moins {needed}.',
  },
  sample_missing: {
    en: 'The variable "{name}" needs a sample, so that Meta’s reviewers see what it means.',
    fr: 'La variable « {name} » a besoin d’un exemple, pour que les examinateurs de Meta la comprennent.',
  },
  sample_line: {
    en: 'The sample of "{name}" must be on one line; values with line breaks fail.',
    fr: 'L’exemple de « {name} » doit tenir sur une ligne ; les valeurs avec retour à la ligne échouent.',
  },
  footer_empty: { en: 'The footer is empty; write a text or take the footer out.', fr: 'Le pied de page est vide ; écrivez un texte ou retirez-le.' },
  footer_long: {
    en: 'The footer has {length} characters; at most {most} are allowed.',
    fr: 'Le pied de page compte {length} caractères ; {most} au plus sont permis.',
  },
  footer_line: { en: 'The footer must be on one line.', fr: 'Le pied de page doit tenir sur une ligne.' },
  footer_variables: { en: 'The footer may not have variables.', fr: 'Le pied de page ne peut pas contenir de variables.' },
  buttons_many: { en: 'There are {count} buttons; at most {most} are allowed.', fr: 'Il y a {count} boutons ; {most} au plus sont permis.' },
  buttons_url_many: { en: 'There are {count} link buttons; at most {most} are allowed.', fr: 'Il y a {count} boutons de lien ; {most} au plus sont permis.' },
  buttons_phone_many: { en: 'There are {count} call buttons; at most {most} is allowed.', fr: 'Il y a {count} boutons d’appel ; {most} au plus est permis.' },
  buttons_order: {
    en: 'Reply buttons must stand together, before or after the others.',
    fr: 'Les boutons de réponse doivent se suivre, avant ou après les autres.',
  },
  button_same: { en: 'Two buttons say "{text}"; each needs its own words.', fr: 'Deux boutons disent « {text} » ; chacun doit avoir son propre texte.' },
  button_empty: { en: 'The button needs a text.', fr: 'Le bouton doit avoir un texte.' },
  button_long: {
    en: 'The button’s text has {length} characters; at most {most} are allowed.',
    fr: 'Le texte du bouton compte {length} caractères ; {most} au plus sont permis.',
  },
  button_line: { en: 'The button’s text must be on one line.', fr: 'Le texte du bouton doit tenir sur une ligne.' },
  button_variables: { en: 'The button’s text may not have variables.', fr: 'Le texte du bouton ne peut pas contenir de variables.' },
  button_emoji: { en: 'Reviewers often refuse emoji in a button’s text.', fr: 'Les examinateurs refusent souvent les émojis dans le texte d’un bouton.' },
  url_form: {
    en: '"{url}" is no web address; it must start with https:// and have no blanks.',
    fr: '« {url} » n’est pas une adresse web ; elle doit commencer par https:// et ne pas contenir d’espace.',
  },
  url_long: {
    en: 'The address has {length} characters; at most {most} are allowed.',
    fr: 'L’adresse compte {length} caractères ; {most} au plus sont permis.',
  },
  url_variables: { en: 'The address may have one variable; it has {count}.', fr: 'L’adresse peut avoir une variable ; elle en a {count}.' },
  url_variable_place: { en: 'The variable must stand at the end of the address.', fr: 'La variable doit se trouver à la fin de l’adresse.' },
  url_variable_host: {
    en: 'The address must begin with your own domain; the variable can only be its end.',
    fr: 'L’adresse doit commencer par votre domaine ; la variable ne peut être que sa fin.',
  },
  url_shortened: {
    en: '"{host}" hides where the link leads; reviewers refuse such links. Use the full address.',
    fr: '« {host} » cache la destination du lien ; les examinateurs refusent ces liens. Utilisez l’adresse complète.',
  },
  phone_form: {
    en: '"{phone}" is no phone number; write it with the country code, as in +33 1 23 45 67 89.',
    fr: '« {phone} » n’est pas un numéro de téléphone ; écrivez-le avec l’indicatif du pays, comme +33 1 23 45 67 89.',
  },
} as const satisfies Record<string, { en: string; fr: string }>;
