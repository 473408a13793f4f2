/** The faults of a template's special parts (files, places, products, offers, carousels, passcodes) in words. */
export const partFaults = {
  header_video: {
    en: 'The header has no film; upload an MP4 and choose it.',
    fr: 'L’en-tête n’a pas de vidéo ; téléversez un MP4 et choisissez-le.',
  },
  header_document: {
    en: 'The header has no document; upload a PDF and choose it.',
    fr: 'L’en-tête n’a pas de document ; téléversez un PDF et choisissez-le.',
  },
  header_image_type: {
    en: 'The picture of a header must be a JPEG or a PNG; this file is {mime}.',
    fr: 'L’image d’un en-tête doit être un JPEG ou un PNG ; ce fichier est {mime}.',
  },
  header_video_type: {
    en: 'The film of a header must be an MP4; this file is {mime}.',
    fr: 'La vidéo d’un en-tête doit être un MP4 ; ce fichier est {mime}.',
  },
  header_document_type: {
    en: 'The document of a header must be a PDF; this file is {mime}.',
    fr: 'Le document d’un en-tête doit être un PDF ; ce fichier est {mime}.',
  },
  place_degrees: {
    en: '"{value}" is no coordinate; write decimal degrees from -{most} to {most}, as in 48.8584, or one variable.',
    fr: '« {value} » n’est pas une coordonnée ; écrivez des degrés décimaux de -{most} à {most}, comme 48.8584, ou une variable.',
  },
  place_words: {
    en: 'A place needs a name and an address; Meta wants both with each send.',
    fr: 'Un lieu doit avoir un nom et une adresse ; Meta veut les deux à chaque envoi.',
  },
  catalog_empty: {
    en: 'Which catalogue? Choose one, or write a variable.',
    fr: 'Quel catalogue ? Choisissez-en un ou écrivez une variable.',
  },
  product_empty: {
    en: 'Which product? Write its id in the catalogue, or a variable.',
    fr: 'Quel produit ? Écrivez son identifiant dans le catalogue, ou une variable.',
  },
  product_header: {
    en: 'A button that shows one product needs a header with that product.',
    fr: 'Un bouton qui montre un produit a besoin d’un en-tête avec ce produit.',
  },
  shelf_category: {
    en: 'Templates that show products must be marketing; change the category.',
    fr: 'Un modèle qui montre des produits doit être de catégorie marketing ; changez la catégorie.',
  },
  shelf_count: { en: 'There are {count} products; there must be 1 to {most}.', fr: 'Il y a {count} produits ; il en faut de 1 à {most}.' },
  button_second: { en: 'A message may have one button of this kind.', fr: 'Un message ne peut avoir qu’un bouton de ce genre.' },
  button_alone: { en: 'This button must be the only one; take the others out.', fr: 'Ce bouton doit être le seul ; retirez les autres.' },
  coupon_empty: {
    en: 'The coupon has no code; write one, or a variable.',
    fr: 'Le code promo est vide ; écrivez-en un, ou une variable.',
  },
  coupon_long: {
    en: 'The coupon has {length} characters; at most {most} are allowed.',
    fr: 'Le code promo compte {length} caractères ; {most} au plus sont permis.',
  },
  form_empty: { en: 'Which form does the button open? Choose one.', fr: 'Quel formulaire le bouton ouvre-t-il ? Choisissez-en un.' },
  offer_empty: { en: 'The offer needs a few words, such as “Today only”.', fr: 'L’offre a besoin de quelques mots, comme « Ce jour seul ».' },
  offer_long: {
    en: 'The offer’s words have {length} characters; at most {most} are allowed.',
    fr: 'Les mots de l’offre comptent {length} caractères ; {most} au plus sont permis.',
  },
  offer_plain: {
    en: 'The offer’s words must be on one line and have no variables.',
    fr: 'Les mots de l’offre doivent tenir sur une ligne, sans variable.',
  },
  offer_ends: {
    en: '"{value}" is no moment; write date, time and zone as in 2026-12-24T18:00:00+01:00.',
    fr: '« {value} » n’est pas un instant ; écrivez date, heure et fuseau comme 2026-12-24T18:00:00+01:00.',
  },
  offer_category: {
    en: 'A limited-time offer must be marketing; change the category.',
    fr: 'Une offre limitée dans le temps doit être de catégorie marketing ; changez la catégorie.',
  },
  offer_footer: { en: 'A limited-time offer has no footer; take it out.', fr: 'Une offre limitée dans le temps n’a pas de pied de page ; retirez-le.' },
  offer_header: {
    en: 'Above a limited-time offer stands a picture, a film, or nothing.',
    fr: 'Au-dessus d’une offre limitée dans le temps, il y a une image, une vidéo ou rien.',
  },
  offer_buttons: {
    en: 'A limited-time offer has one link, and before it a coupon if you like; nothing else.',
    fr: 'Une offre limitée dans le temps a un lien et, si vous voulez, un code promo avant lui ; rien d’autre.',
  },
  cards_beside: {
    en: 'A carousel has its text and its cards; nothing else may stand beside them.',
    fr: 'Un carrousel a son texte et ses cartes ; rien d’autre ne peut les accompagner.',
  },
  cards_count: { en: 'There are {count} cards; there must be {least} to {most}.', fr: 'Il y a {count} cartes ; il en faut de {least} à {most}.' },
  cards_build: {
    en: 'Card {card} is built otherwise than the first; all need the same kind of header, a text or none, and the same buttons in the same order.',
    fr: 'La carte {card} n’est pas bâtie comme la première ; toutes doivent avoir le même genre d’en-tête, un texte ou aucun, et les mêmes boutons dans le même ordre.',
  },
  card_header: { en: 'A card begins with a picture, a film or a product.', fr: 'Une carte commence par une image, une vidéo ou un produit.' },
  card_product_body: { en: 'A card with a product has no text of its own.', fr: 'Une carte de produit n’a pas de texte à elle.' },
  card_lines: {
    en: 'The card has {count} line breaks; at most {most} are allowed.',
    fr: 'La carte a {count} retours à la ligne ; {most} au plus sont permis.',
  },
  card_buttons: { en: 'The card has {count} buttons; there must be 1 to {most}.', fr: 'La carte a {count} boutons ; il en faut de 1 à {most}.' },
  card_button: {
    en: 'A card’s button is a reply, a link or a call.',
    fr: 'Le bouton d’une carte est une réponse, un lien ou un appel.',
  },
  card_product_button: {
    en: 'The button of a product’s card shows the product or opens a link.',
    fr: 'Le bouton d’une carte de produit montre le produit ou ouvre un lien.',
  },
  passcode_category: {
    en: 'One-time passcodes need the category authentication; change it, or take the passcode out.',
    fr: 'Les codes à usage unique demandent la catégorie authentification ; changez-la, ou retirez le code.',
  },
  passcode_text: {
    en: 'Meta writes authentication templates itself; take this part out.',
    fr: 'Meta rédige lui-même les modèles d’authentification ; retirez cette partie.',
  },
  passcode_button: {
    en: 'An authentication template has one button, which hands over the passcode.',
    fr: 'Un modèle d’authentification a un seul bouton, celui qui remet le code.',
  },
  passcode_minutes: {
    en: 'The passcode lives {minutes} minutes; there must be {least} to {most}.',
    fr: 'Le code vit {minutes} minutes ; il en faut de {least} à {most}.',
  },
  passcode_long: {
    en: 'The passcode has {length} characters; at most {most} are allowed.',
    fr: 'Le code compte {length} caractères ; {most} au plus sont permis.',
  },
  filled_missing: {
    en: 'The variable "{name}" has no value for this person.',
    fr: 'La variable « {name} » n’a pas de valeur pour cette personne.',
  },
  filled_long: {
    en: 'With its values put in, the text has {length} characters; at most {most} are allowed.',
    fr: 'Avec ses valeurs, le texte compte {length} caractères ; {most} au plus sont permis.',
  },
  filled_over: {
    en: 'The offer ended at {value}; choose a later end.',
    fr: 'L’offre a pris fin le {value} ; choisissez une fin plus tardive.',
  },
  passcode_apps: { en: 'There are {count} apps; there must be 1 to {most}.', fr: 'Il y a {count} applications ; il en faut de 1 à {most}.' },
  passcode_package: {
    en: '"{name}" is no package name; write it as in com.example.shop.',
    fr: '« {name} » n’est pas un nom de paquet ; écrivez-le comme com.example.shop.',
  },
  passcode_hash: {
    en: '"{hash}" is no signature hash of an app; it has 11 characters.',
    fr: '« {hash} » n’est pas l’empreinte d’une application ; elle compte 11 caractères.',
  },
  passcode_terms: {
    en: 'Filling in without a tap needs the zero-tap terms to be accepted.',
    fr: 'Remplir sans toucher demande d’accepter les conditions « zero-tap ».',
  },
} as const satisfies Record<string, { en: string; fr: string }>;
