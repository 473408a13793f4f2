import type { Sayings } from '#core/value/say.ts';

/** What is said about the files of the media library. */
export const mediaSays = {
  media_gone: { en: 'there is no file {id} in this workspace', fr: 'il n’y a pas de fichier {id} dans cet espace' },
  media_large: {
    en: '"{name}" has {bytes} bytes; WhatsApp takes at most {most} for {what}. Make it smaller',
    fr: '« {name} » compte {bytes} octets ; pour {what}, WhatsApp en accepte {most} au plus. Réduisez-le',
  },
  media_empty: { en: '"{name}" is empty (0 bytes); choose the file again', fr: '« {name} » est vide (0 octet) ; choisissez le fichier de nouveau' },
  media_torn: {
    en: '"{name}" is damaged or was cut off while it was copied; open it where it comes from, and save it again',
    fr: '« {name} » est endommagé ou sa copie a été interrompue ; ouvrez-le là d’où il vient et enregistrez-le de nouveau',
  },
  media_pixels: {
    en: '"{name}" unfolds to {pixels} million pixels; {most} million are the most that is taken. Save it smaller',
    fr: '« {name} » se déplie en {pixels} millions de pixels ; le maximum accepté est de {most} millions. Enregistrez-le en plus petit',
  },
  media_bomb: {
    en: '"{name}" unpacks to {megabytes} MB from {packed} MB, as files do that are made to harm; it is not kept',
    fr: '« {name} » se décompresse en {megabytes} Mo à partir de {packed} Mo, comme le font les fichiers conçus pour nuire ; il n’est pas conservé',
  },
  media_slow: {
    en: '"{name}" takes longer than {seconds} seconds to turn; save it smaller or shorter',
    fr: 'convertir « {name} » prend plus de {seconds} secondes ; enregistrez-le en plus petit ou en plus court',
  },
  media_not_taken: {
    en: '"{name}" is {what}, which WhatsApp does not take. It takes pictures, sounds, videos, PDF, plain text, Word, Excel and PowerPoint',
    fr: '« {name} » est {what}, ce que WhatsApp n’accepte pas. Il accepte les images, les sons, les vidéos, le PDF, le texte brut, Word, Excel et PowerPoint',
  },
  media_is_unknown: { en: 'of a kind that Parley does not know', fr: 'd’un type que Parley ne connaît pas' },
  media_is_html: { en: 'a web page', fr: 'une page web' },
  media_is_zip: { en: 'an archive, or a document with macros', fr: 'une archive, ou un document avec macros' },
  media_is_program: { en: 'a program', fr: 'un programme' },
  media_is_bmp: { en: 'a BMP picture (save it as PNG)', fr: 'une image BMP (enregistrez-la en PNG)' },
  media_is_heic: {
    en: 'an HEIC photo (save it as JPEG; on an iPhone: Settings, Camera, Formats, Most Compatible)',
    fr: 'une photo HEIC (enregistrez-la en JPEG ; sur un iPhone : Réglages, Appareil photo, Formats, Le plus compatible)',
  },
  media_svg: {
    en: '"{name}" is an SVG that names other files or begins with its own words (DOCTYPE, ENTITY); save it as a plain SVG or as PNG',
    fr: '« {name} » est un SVG qui désigne d’autres fichiers ou définit ses propres mots (DOCTYPE, ENTITY) ; enregistrez-le en SVG simple ou en PNG',
  },
  media_films_needed: {
    en: '"{name}" is {what}; WhatsApp takes {taken}. {cure}, or convert it yourself',
    fr: '« {name} » est {what} ; WhatsApp accepte {taken}. {cure}, ou convertissez-le vous-même',
  },
  media_films_none: {
    en: 'Parley cannot turn films and sounds here: install ffmpeg on this machine, or name it by FFMPEG_PATH',
    fr: 'Parley ne peut pas convertir les films et les sons ici : installez ffmpeg sur cette machine, ou indiquez-le par FFMPEG_PATH',
  },
  media_takes_video: { en: 'MP4 with H.264 and AAC, at most 16 MB', fr: 'du MP4 en H.264 et AAC, 16 Mo au plus' },
  media_takes_audio: {
    en: 'AAC, MP3, AMR, M4A and mono OGG Opus, at most 16 MB',
    fr: 'de l’AAC, du MP3, de l’AMR, du M4A et de l’OGG Opus mono, 16 Mo au plus',
  },
  media_codecs: { en: '{type} with {codecs}', fr: 'du {type} avec {codecs}' },
  media_long: {
    en: '"{name}" plays for {minutes} minutes; within {megabytes} MB it would be too poor to watch or hear. Cut it to {most} minutes',
    fr: '« {name} » dure {minutes} minutes ; tenir dans {megabytes} Mo l’abîmerait trop. Coupez-le à {most} minutes',
  },
  media_sticker_heavy: {
    en: 'the sticker of "{name}" stays above {kilobytes} KB however it is made; choose a picture with fewer or calmer frames',
    fr: 'l’autocollant tiré de « {name} » dépasse {kilobytes} Ko quoi qu’on fasse ; choisissez une image avec moins d’étapes ou plus calmes',
  },
  media_cannot_make: {
    en: 'of "{name}" ({kind}) Parley can make {can}, and not {make}',
    fr: 'de « {name} » ({kind}), Parley peut faire {can}, mais pas {make}',
  },
  media_make_image: { en: 'a picture', fr: 'une image' },
  media_make_sticker: { en: 'a sticker', fr: 'un autocollant' },
  media_make_voice: { en: 'a voice note', fr: 'un message vocal' },
  media_make_video: { en: 'a video', fr: 'une vidéo' },
  media_make_document: { en: 'a document', fr: 'un document' },
  media_make_audio: { en: 'a sound', fr: 'un son' },
  media_no_sound: { en: '"{name}" has no sound in it', fr: '« {name} » ne contient aucun son' },
  media_not_ready: { en: '"{name}" is still being turned; try again in a moment', fr: '« {name} » est encore en conversion ; réessayez dans un moment' },
  media_in_use: {
    en: '"{name}" is used by {where}; take it out there first',
    fr: '« {name} » est utilisé par {where} ; retirez-le d’abord de là',
  },
  media_used_template: { en: 'the template "{name}"', fr: 'le modèle « {name} »' },
  media_used_campaign: { en: 'the campaign "{name}"', fr: 'la campagne « {name} »' },
  media_used_broadcast: { en: 'a running broadcast of "{name}"', fr: 'un envoi en cours de « {name} »' },
  media_used_product: { en: 'the product "{name}"', fr: 'le produit « {name} »' },
  media_no_thumbnail: { en: '"{name}" has no small picture', fr: '« {name} » n’a pas de vignette' },
  media_infected: {
    en: 'the virus scanner found {found} in "{name}"; it is not kept',
    fr: 'l’antivirus a trouvé {found} dans « {name} » ; le fichier n’est pas conservé',
  },
  media_unscanned: {
    en: '"{name}" could not be looked at for viruses: the scanner at {address} says or does this: {why}. Start it, or set CLAMAV_WHEN_AWAY=pass',
    fr: '« {name} » n’a pas pu être analysé : l’antivirus à l’adresse {address} répond ceci : {why}. Démarrez-le, ou réglez CLAMAV_WHEN_AWAY=pass',
  },

  link_unreadable: {
    en: '"{url}" is no address of the web; it should look like https://example.com/picture.jpg',
    fr: '« {url} » n’est pas une adresse du web ; elle devrait ressembler à https://example.com/image.jpg',
  },
  link_private: {
    en: '{host} is an address inside this network, which links may not reach; upload the file instead',
    fr: '{host} est une adresse interne à ce réseau, que les liens ne peuvent atteindre ; importez plutôt le fichier',
  },
  link_away: { en: '{url} could not be fetched: {why}', fr: '{url} n’a pas pu être récupéré : {why}' },
  link_status: {
    en: '{url} answers {status}; the address must be open to anybody',
    fr: '{url} répond {status} ; l’adresse doit être accessible à tous',
  },
  link_turns: { en: '{url} leads on more than {most} times', fr: '{url} redirige plus de {most} fois' },
  link_large: { en: '{url} gives more than {bytes} bytes', fr: '{url} donne plus de {bytes} octets' },
  link_slow: { en: '{url} took longer than {seconds} seconds', fr: '{url} a mis plus de {seconds} secondes' },

  done_from: { en: 'Turned from {from} to {to}', fr: 'Converti de {from} en {to}' },
  done_upright: { en: 'Turned upright', fr: 'Redressé' },
  done_bare: { en: 'Place, camera and other hidden words removed', fr: 'Lieu, appareil et autres indications cachées retirés' },
  done_colours: { en: 'Colours made eight-bit RGB, as phones show them', fr: 'Couleurs ramenées à du RVB 8 bits, comme sur les téléphones' },
  done_smaller: { en: 'Made smaller, from {from} to {to} pixels', fr: 'Réduit de {from} à {to} pixels' },
  done_lighter: { en: 'Compressed to fit into {megabytes} MB', fr: 'Compressé pour tenir dans {megabytes} Mo' },
  done_renamed: { en: 'Renamed: by its bytes it is {type}', fr: 'Renommé : d’après son contenu, c’est du {type}' },
  done_still: { en: 'Only its first frame is kept', fr: 'Seule la première étape est gardée' },
  done_sticker: { en: 'Made a sticker of 512 × 512 pixels', fr: 'Devenu un autocollant de 512 × 512 pixels' },
  done_frames: { en: 'Every {every}. frame is kept, so that it is light enough', fr: 'Une étape sur {every} est gardée, pour l’alléger' },
  done_kept_moving: {
    en: 'Kept as it came: no message carries a moving picture. Make a sticker, a video or a still picture of it',
    fr: 'Conservé tel quel : aucun message ne porte d’image animée. Faites-en un autocollant, une vidéo ou une image fixe',
  },
  done_voice: { en: 'Made a voice note (OGG Opus, one channel)', fr: 'Devenu un message vocal (OGG Opus, un canal)' },
  done_voice_heavy: {
    en: 'Above 512 KB phones show a download sign in place of the play button',
    fr: 'Au-delà de 512 Ko, les téléphones montrent un signe de téléchargement au lieu du bouton de lecture',
  },
  done_place_stays: {
    en: 'It says where it was filmed, and without ffmpeg that cannot be taken out',
    fr: 'Il indique où il a été filmé, et sans ffmpeg cela ne peut être retiré',
  },
} as const satisfies Sayings;
