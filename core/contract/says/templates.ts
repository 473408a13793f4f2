import type { Sayings } from '#core/value/say.ts';

/** What is said about templates, their review, and the media library. */
export const templateSays = {
  template_gone: { en: 'there is no template {id} in this workspace', fr: 'il n’y a pas de modèle {id} dans cet espace' },
  template_faults: { en: 'template "{name}": {why}', fr: 'modèle « {name} » : {why}' },
  template_exists: {
    en: 'template "{name}" exists already; add "{language}" to {id} as a translation, or choose another name',
    fr: 'le modèle « {name} » existe déjà ; ajoutez « {language} » à {id} comme traduction, ou choisissez un autre nom',
  },
  template_language_exists: {
    en: 'template "{name}" has the language "{language}" already ({state}); change it with POST /v1/templates/{id}/submit',
    fr: 'le modèle « {name} » a déjà la langue « {language} » ({state}) ; corrigez-la et soumettez-la de nouveau (POST /v1/templates/{id}/submit)',
  },
  template_language_missing: {
    en: 'template "{name}" has no language "{language}"; it has {known}',
    fr: 'le modèle « {name} » n’a pas la langue « {language} » ; il a : {known}',
  },
  template_language_state: { en: '{language} ({state})', fr: '{language} ({state})' },
  template_not_submittable: {
    en: 'template "{name}" ({language}) is {state}; drafts, rejected and paused ones can be submitted',
    fr: 'le modèle « {name} » ({language}) est {state} ; seuls un brouillon, un modèle refusé ou un modèle en pause peuvent être soumis',
  },
  template_unchanged: {
    en: 'template "{name}" ({language}) is {state}; send new content with it, or Meta will say the same again',
    fr: 'le modèle « {name} » ({language}) est {state} ; soumettez-le avec un nouveau contenu, sinon Meta répondra la même chose',
  },
  template_not_approved: {
    en: 'template "{name}" is {state} in "{language}"; only approved ones can be sent',
    fr: 'le modèle « {name} » est {state} en « {language} » ; seul un modèle approuvé peut être envoyé',
  },
  template_header: {
    en: 'the header’s image is no file of the library: {why}',
    fr: 'l’image d’en-tête n’est pas un fichier de la médiathèque : {why}',
  },
  template_refused: {
    en: 'Meta refused template "{name}" ({language}), code {code}: {said}. What you wrote is kept under {id}.',
    fr: 'Meta a refusé le modèle « {name} » ({language}), code {code} : {said}. Votre texte est conservé sous {id}.',
  },
  template_refused_cure: {
    en: 'Meta refused template "{name}" ({language}), code {code}: {said}. {cure} What you wrote is kept under {id}.',
    fr: 'Meta a refusé le modèle « {name} » ({language}), code {code} : {said}. {cure} Votre texte est conservé sous {id}.',
  },
  template_is_draft: { en: 'a draft', fr: 'à l’état de brouillon' },
  template_is_pending: { en: 'pending', fr: 'en cours d’examen' },
  template_is_approved: { en: 'approved', fr: 'approuvé' },
  template_is_rejected: { en: 'rejected', fr: 'refusé' },
  template_is_paused: { en: 'paused', fr: 'en pause' },
  template_is_disabled: { en: 'disabled', fr: 'désactivé' },
  template_is_deleted: { en: 'deleted', fr: 'supprimé' },
  template_is_unknown: { en: 'in a state that Parley does not know', fr: 'dans un état que Parley ne connaît pas' },
  review_quoted: { en: '{because} Meta says: {said}', fr: '{because} Meta précise : « {said} »' },
  review_refused: { en: 'refused: {said}', fr: 'refusé : {said}' },
  review_listed: { en: 'Meta’s list: {status}', fr: 'liste de Meta : {status}' },
  review_unlisted: { en: 'no longer in Meta’s list', fr: 'n’est plus dans la liste de Meta' },
  review_found: { en: 'found at Meta', fr: 'trouvé chez Meta' },
  review_unknown: { en: 'Meta says {status}', fr: 'Meta dit {status}' },
  review_unsupported: {
    en: '{status} at Meta, but Parley cannot send its {part} yet',
    fr: '{status} chez Meta, mais Parley ne sait pas encore en envoyer une partie ({part})',
  },
  media_gone: { en: 'there is no file {id} in this workspace', fr: 'il n’y a pas de fichier {id} dans cet espace' },
  media_large: {
    en: '"{name}" has {bytes} bytes; WhatsApp files have at most {most}',
    fr: '« {name} » compte {bytes} octets ; les fichiers WhatsApp en comptent {most} au plus',
  },
  media_type: {
    en: '"{name}" is no JPEG or PNG picture; WhatsApp takes these two as images. Save it as JPEG or PNG and upload that',
    fr: '« {name} » n’est ni un JPEG ni un PNG, les deux formats d’image que WhatsApp accepte. Enregistrez l’image en JPEG ou en PNG, puis téléversez-la',
  },
  media_image_large: {
    en: '"{name}" is larger than {megabytes} MB, the most WhatsApp takes for an image; save it smaller',
    fr: '« {name} » dépasse {megabytes} Mo, le maximum de WhatsApp pour une image ; enregistrez-la en plus petit',
  },
} as const satisfies Sayings;
