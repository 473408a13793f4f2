/** The faults of free-form messages in words, beside those of templates. The source of each law stands where it is checked. */
export const freeFaults = {
  text_empty: { en: 'The message is empty.', fr: 'Le message est vide.' },
  text_long: {
    en: 'The message has {length} characters; at most {most} are allowed.',
    fr: 'Le message compte {length} caractères ; {most} au plus sont permis.',
  },
  text_broken: {
    en: 'Here stands half a character, which nobody can read; write it anew.',
    fr: 'Il y a ici une moitié de caractère, que personne ne peut lire ; réécrivez-le.',
  },
  link_hidden: {
    en: '"{host}" hides where the link leads, and people fear such links; use the full address.',
    fr: '« {host} » cache la destination du lien, et on se méfie de tels liens ; utilisez l’adresse complète.',
  },
  caption_long: {
    en: 'The caption has {length} characters; at most {most} are allowed.',
    fr: 'La légende compte {length} caractères ; {most} au plus sont permis.',
  },
  file_missing: { en: 'A file is missing; choose one of the media library.', fr: 'Il manque un fichier ; choisissez-en un dans la médiathèque.' },
  file_unknown: {
    en: 'There is no file "{file}" in the media library; upload it, or choose another.',
    fr: 'Il n’y a pas de fichier « {file} » dans la médiathèque ; téléversez-le ou choisissez-en un autre.',
  },
  image_type: { en: 'A picture must be a JPEG or a PNG; this file is {mime}.', fr: 'Une image doit être un JPEG ou un PNG ; ce fichier est {mime}.' },
  video_type: { en: 'A film must be an MP4 or a 3GP; this file is {mime}.', fr: 'Une vidéo doit être un MP4 ou un 3GP ; ce fichier est {mime}.' },
  audio_type: {
    en: 'A sound must be AAC, AMR, MP3, M4A or OGG with Opus; this file is {mime}.',
    fr: 'Un son doit être en AAC, AMR, MP3, M4A ou OGG avec Opus ; ce fichier est {mime}.',
  },
  voice_type: {
    en: 'A voice note must be OGG with Opus; this file is {mime}. Send it as a plain sound, or turn it into a voice note in the media library.',
    fr: 'Un message vocal doit être en OGG avec Opus ; ce fichier est {mime}. Envoyez-le comme simple son, ou faites-en un message vocal dans la médiathèque.',
  },
  document_type: {
    en: 'WhatsApp takes PDF, Word, Excel, PowerPoint and plain text as documents; this file is {mime}.',
    fr: 'WhatsApp accepte comme documents le PDF, Word, Excel, PowerPoint et le texte brut ; ce fichier est {mime}.',
  },
  sticker_type: {
    en: 'A sticker must be a WebP; this file is {mime}. Make a sticker of it in the media library.',
    fr: 'Un autocollant doit être un WebP ; ce fichier est {mime}. Faites-en un autocollant dans la médiathèque.',
  },
  file_large: {
    en: 'The file has {size} KB; at most {most} KB are allowed here.',
    fr: 'Le fichier pèse {size} Ko ; {most} Ko au plus sont permis ici.',
  },
  reply_buttons_count: { en: 'There are {count} buttons; there must be 1 to {most}.', fr: 'Il y a {count} boutons ; il en faut de 1 à {most}.' },
  reply_id_long: {
    en: 'The id has {length} characters; at most {most} are allowed.',
    fr: 'L’identifiant compte {length} caractères ; {most} au plus sont permis.',
  },
  reply_id_same: {
    en: 'The id "{id}" stands here for the second time; each answer needs its own.',
    fr: 'L’identifiant « {id} » figure ici pour la deuxième fois ; chaque réponse doit avoir le sien.',
  },
  sections_count: { en: 'There are {count} sections; there must be 1 to {most}.', fr: 'Il y a {count} sections ; il en faut de 1 à {most}.' },
  section_title_missing: {
    en: 'With more than one section, each needs a title.',
    fr: 'Quand il y a plusieurs sections, chacune doit avoir un titre.',
  },
  section_title_long: {
    en: 'The section’s title has {length} characters; at most {most} are allowed.',
    fr: 'Le titre de la section compte {length} caractères ; {most} au plus sont permis.',
  },
  rows_none: { en: 'The section has no rows; add one or take the section out.', fr: 'La section n’a pas de ligne ; ajoutez-en une ou retirez la section.' },
  rows_many: {
    en: 'The list has {count} rows; at most {most} are allowed in all its sections together.',
    fr: 'La liste compte {count} lignes ; {most} au plus sont permises, toutes sections confondues.',
  },
  row_title_empty: { en: 'The row needs a title.', fr: 'La ligne doit avoir un titre.' },
  row_title_long: {
    en: 'The row’s title has {length} characters; at most {most} are allowed.',
    fr: 'Le titre de la ligne compte {length} caractères ; {most} au plus sont permis.',
  },
  row_description_long: {
    en: 'The row’s description has {length} characters; at most {most} are allowed.',
    fr: 'La description de la ligne compte {length} caractères ; {most} au plus sont permis.',
  },
  latitude: { en: 'The latitude {value} must be between -90 and 90.', fr: 'La latitude {value} doit être comprise entre -90 et 90.' },
  longitude: { en: 'The longitude {value} must be between -180 and 180.', fr: 'La longitude {value} doit être comprise entre -180 et 180.' },
  contacts_count: { en: 'There are {count} contacts; there must be 1 to {most}.', fr: 'Il y a {count} contacts ; il en faut de 1 à {most}.' },
  contact_name_empty: { en: 'The contact needs a name.', fr: 'Le contact doit avoir un nom.' },
  contact_birthday: {
    en: '"{day}" is no day; a birthday is written as in 1990-04-30.',
    fr: '« {day} » n’est pas un jour ; un anniversaire s’écrit comme 1990-04-30.',
  },
  contact_url_long: {
    en: 'The contact’s address has {length} characters; at most {most} are allowed.',
    fr: 'L’adresse du contact compte {length} caractères ; {most} au plus sont permis.',
  },
  reaction_to: { en: 'Say which message this reacts to.', fr: 'Indiquez à quel message cela réagit.' },
  reaction_emoji: {
    en: '"{emoji}" is not one emoji; a reaction is a single one, or nothing to take it back.',
    fr: '« {emoji} » n’est pas un émoji ; une réaction en est un seul, ou rien pour la retirer.',
  },
  cards_count: { en: 'There are {count} cards; there must be {least} to {most}.', fr: 'Il y a {count} cartes ; il en faut de {least} à {most}.' },
  card_text_long: {
    en: 'The card’s text has {length} characters; at most {most} are allowed.',
    fr: 'Le texte de la carte compte {length} caractères ; {most} au plus sont permis.',
  },
  card_text_lines: {
    en: 'The card’s text has {count} line breaks; at most {most} are allowed.',
    fr: 'Le texte de la carte a {count} retours à la ligne ; {most} au plus sont permis.',
  },
  card_buttons: {
    en: 'A card has either one link or 1 to {most} replies; this one has {links} links and {replies} replies.',
    fr: 'Une carte a soit un lien, soit de 1 à {most} réponses ; celle-ci a {links} liens et {replies} réponses.',
  },
  card_unlike: {
    en: 'All cards need the same build: a picture or a film above, and the same kind and number of buttons as on the first card.',
    fr: 'Toutes les cartes doivent avoir la même forme : une image ou une vidéo en haut, et les mêmes boutons, en nombre et en genre, que la première.',
  },
  catalog_missing: { en: 'Choose the catalogue; it is named by Meta’s id.', fr: 'Choisissez le catalogue ; il est désigné par l’identifiant de Meta.' },
  product_missing: {
    en: 'Choose a product; it is named by its id in the catalogue.',
    fr: 'Choisissez un produit ; il est désigné par son identifiant dans le catalogue.',
  },
  products_none: {
    en: 'The section has no products; add one or take the section out.',
    fr: 'La section n’a pas de produit ; ajoutez-en un ou retirez la section.',
  },
  products_many: {
    en: 'There are {count} products; at most {most} are allowed in all sections together.',
    fr: 'Il y a {count} produits ; {most} au plus sont permis, toutes sections confondues.',
  },
  products_count: { en: 'There are {count} products; there must be {least} to {most}.', fr: 'Il y a {count} produits ; il en faut de {least} à {most}.' },
  products_header: {
    en: 'A message with several products needs a header.',
    fr: 'Un message avec plusieurs produits doit avoir un en-tête.',
  },
  address_country: {
    en: 'WhatsApp asks for addresses in India (IN) and Singapore (SG) only; "{country}" is neither.',
    fr: 'WhatsApp ne demande d’adresse qu’en Inde (IN) et à Singapour (SG) ; « {country} » n’en est pas.',
  },
  address_field: {
    en: 'The address form of {country} has no field "{field}"; what stands there will not be shown.',
    fr: 'Le formulaire d’adresse de {country} n’a pas de champ « {field} » ; ce qui s’y trouve ne sera pas affiché.',
  },
  form_missing: { en: 'Choose the form; it is named by Meta’s id.', fr: 'Choisissez le formulaire ; il est désigné par l’identifiant de Meta.' },
  form_screen: {
    en: 'There is data for the form and no screen to show it on; say which.',
    fr: 'Il y a des données pour le formulaire et pas d’écran où les montrer ; indiquez lequel.',
  },
  form_data_deep: {
    en: 'The data of the form is nested deeper than {most} levels.',
    fr: 'Les données du formulaire sont imbriquées sur plus de {most} niveaux.',
  },
} as const satisfies Record<string, { en: string; fr: string }>;
