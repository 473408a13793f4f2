import type { Sayings } from '#core/value/say.ts';

/** What is said about templates, and their review. */
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
    en: 'template "{name}" ({language}) is {state}; drafts and approved, rejected and paused ones can be submitted',
    fr: 'le modèle « {name} » ({language}) est {state} ; seuls un brouillon ou un modèle approuvé, refusé ou en pause peuvent être soumis',
  },
  template_not_revisable: {
    en: 'template "{name}" ({language}) is {state}; only approved, rejected and paused ones keep a change as a draft',
    fr: 'le modèle « {name} » ({language}) est {state} ; seul un modèle approuvé, refusé ou en pause garde une modification en brouillon',
  },
  template_same: {
    en: 'template "{name}" ({language}): nothing is different from what Meta has; change something, or leave it as it is',
    fr: 'modèle « {name} » ({language}) : rien ne diffère de la version connue de Meta ; modifiez quelque chose, ou laissez-le tel quel',
  },
  template_edits_spent: {
    en: 'template "{name}" ({language}) is approved and was changed lately. Meta lets one change it once in 24 hours and ten times in 30 days: again on {at}. What you wrote is kept as a draft',
    fr: 'le modèle « {name} » ({language}) est approuvé et vient d’être modifié. Meta n’autorise qu’une modification par 24 heures et dix par 30 jours : de nouveau possible le {at}. Votre texte est conservé en brouillon',
  },
  template_name_blocked: {
    en: 'an approved template "{name}" ({language}) was deleted lately, and Meta blocks its name for 30 days: until {at}. What you wrote is kept as a draft; submit it then, or choose another name now',
    fr: 'un modèle approuvé « {name} » ({language}) vient d’être supprimé, et Meta bloque son nom pendant 30 jours : jusqu’au {at}. Votre texte est conservé en brouillon ; soumettez-le à cette date, ou choisissez un autre nom',
  },
  template_not_archivable: {
    en: 'template "{name}" cannot be laid aside: {states}. Meta archives approved and rejected ones only',
    fr: 'le modèle « {name} » ne peut pas être archivé : {states}. Meta n’archive que les modèles approuvés ou refusés',
  },
  template_not_archived: {
    en: 'template "{name}" is not archived: {states}',
    fr: 'le modèle « {name} » n’est pas archivé : {states}',
  },
  template_archive_failed: {
    en: 'Meta left template "{name}" as it is: {why}',
    fr: 'Meta a laissé le modèle « {name} » tel quel : {why}',
  },
  template_not_paused: {
    en: 'template "{name}" ({language}) is {state}; only a paused one can be let go on',
    fr: 'le modèle « {name} » ({language}) est {state} ; seul un modèle en pause peut être relancé',
  },
  template_pause_timed: {
    en: 'template "{name}" ({language}) is paused by Meta until {until} and goes on by itself then; only a pause by pacing can be ended by hand',
    fr: 'le modèle « {name} » ({language}) est mis en pause par Meta jusqu’au {until} et reprendra alors de lui-même ; seule une pause due à l’envoi par paliers peut être levée à la main',
  },
  template_unpause_refused: {
    en: 'Meta does not let template "{name}" ({language}) go on yet: {why}',
    fr: 'Meta ne relance pas encore le modèle « {name} » ({language}) : {why}',
  },
  template_unpause_soon: {
    en: 'wait five minutes after the pause and try again',
    fr: 'attendez cinq minutes après la mise en pause, puis réessayez',
  },
  template_not_appealable: {
    en: 'template "{name}" ({language}) is {state}; only a rejected or disabled one can be appealed',
    fr: 'le modèle « {name} » ({language}) est {state} ; seul un modèle refusé ou désactivé peut faire l’objet d’un recours',
  },
  template_copy_home: {
    en: 'template "{name}" is in {account} already; choose another business account',
    fr: 'le modèle « {name} » se trouve déjà dans {account} ; choisissez un autre compte professionnel',
  },
  template_copy_nothing: {
    en: 'template "{name}" has no language to copy: {states}',
    fr: 'le modèle « {name} » n’a aucune langue à copier : {states}',
  },
  template_copy_category: {
    en: 'template "{name}" is filed under {theirs} in {account}, and under {ours} here; Meta files the copy as it likes, so change it there or choose another name',
    fr: 'le modèle « {name} » est classé en {theirs} dans {account} et en {ours} ici ; Meta classe la copie à sa guise : corrigez-la là-bas ou choisissez un autre nom',
  },
  template_fill_unknown: {
    en: 'template "{name}" has no variable "{variable}"; it has {known}',
    fr: 'le modèle « {name} » n’a pas de variable « {variable} » ; il a : {known}',
  },
  template_told_state: { en: 'Template "{name}" ({language}) is {state} now', fr: 'Le modèle « {name} » ({language}) est maintenant {state}' },
  template_told_paused: {
    en: 'Meta paused template "{name}" ({language}) until {until}; it goes on by itself then',
    fr: 'Meta a mis en pause le modèle « {name} » ({language}) jusqu’au {until} ; il reprendra alors de lui-même',
  },
  template_told_flagged: {
    en: 'Meta flagged template "{name}" ({language}): people mind it. It is sent still, and may be paused; a canary under way with it has stopped',
    fr: 'Meta a signalé le modèle « {name} » ({language}) : il est mal reçu. Il part encore, mais pourrait être mis en pause ; un canari en cours avec lui s’est arrêté',
  },
  template_told_paced: {
    en: 'Meta paused template "{name}" ({language}) since its first recipients did not take it well; it goes on when you let it',
    fr: 'Meta a mis en pause le modèle « {name} » ({language}), mal reçu par ses premiers destinataires ; il reprendra quand vous le relancerez',
  },
  template_told_rejected: { en: 'Meta rejected template "{name}" ({language}): {why}', fr: 'Meta a refusé le modèle « {name} » ({language}) : {why}' },
  template_told_category: {
    en: 'Meta files template "{name}" under {to} now, no longer under {from}; a message costs accordingly',
    fr: 'Meta classe désormais le modèle « {name} » en {to} et non plus en {from} ; le prix des messages change en conséquence',
  },
  template_told_category_soon: {
    en: 'Meta will file template "{name}" under {to} instead of {from}',
    fr: 'Meta va classer le modèle « {name} » en {to} au lieu de {from}',
  },
  template_told_category_due: {
    en: 'Meta will file template "{name}" under {to} instead of {from} on {at}',
    fr: 'Meta classera le modèle « {name} » en {to} au lieu de {from} le {at}',
  },
  template_told_changed: { en: 'Template "{name}" ({language}) was changed here', fr: 'Le modèle « {name} » ({language}) a été modifié ici' },
  template_told_foreign: {
    en: 'Template "{name}" ({language}) was changed in WhatsApp Manager',
    fr: 'Le modèle « {name} » ({language}) a été modifié dans WhatsApp Manager',
  },
  doing_archive_template: { en: 'lay template "{name}" aside', fr: 'archiver le modèle « {name} »' },
  doing_unarchive_template: { en: 'take template "{name}" out of the archive', fr: 'sortir le modèle « {name} » de l’archive' },
  doing_unpause_template: { en: 'let template "{name}" ({language}) go on', fr: 'relancer le modèle « {name} » ({language})' },
  version_by_meta: { en: 'WhatsApp Manager', fr: 'WhatsApp Manager' },
  category_marketing: { en: 'marketing', fr: 'marketing' },
  category_utility: { en: 'utility', fr: 'utilitaire' },
  category_authentication: { en: 'authentication', fr: 'authentification' },
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
  template_is_in_appeal: { en: 'in appeal', fr: 'en recours' },
  template_is_archived: { en: 'archived', fr: 'archivé' },
  template_is_paused: { en: 'paused', fr: 'en pause' },
  template_is_disabled: { en: 'disabled', fr: 'désactivé' },
  template_is_deleted: { en: 'deleted', fr: 'supprimé' },
  template_is_unknown: { en: 'in a state that Parley does not know', fr: 'dans un état que Parley ne connaît pas' },
  review_quoted: { en: '{because} Meta says: {said}', fr: '{because} Meta précise : « {said} »' },
  review_refused: { en: 'refused: {said}', fr: 'refusé : {said}' },
  review_listed: { en: 'Meta’s list: {status}', fr: 'liste de Meta : {status}' },
  review_unlisted: { en: 'no longer in Meta’s list', fr: 'n’est plus dans la liste de Meta' },
  review_quality: { en: 'quality: {before} → {after}', fr: 'qualité : {before} → {after}' },
  review_quality_none: { en: 'not rated', fr: 'non évaluée' },
  review_quality_green: { en: 'high', fr: 'élevée' },
  review_quality_yellow: { en: 'medium', fr: 'moyenne' },
  review_quality_red: { en: 'low', fr: 'faible' },
  review_appealed: { en: 'appealed in WhatsApp Manager by {by}', fr: 'recours déposé dans WhatsApp Manager par {by}' },
  review_flagged: { en: 'flagged by Meta: people mind it', fr: 'signalé par Meta : il est mal reçu' },
  review_unpaused: { en: 'goes on: the pause is over', fr: 'relancé : la pause est terminée' },
  review_reinstated: { en: 'Meta took it up again', fr: 'rétabli par Meta' },
  review_version: { en: 'version {version} handed to Meta', fr: 'version {version} transmise à Meta' },
  review_foreign: { en: 'changed in WhatsApp Manager (version {version})', fr: 'modifié dans WhatsApp Manager (version {version})' },
  review_deleted_here: { en: 'deleted here', fr: 'supprimé ici' },
  review_archived_here: { en: 'laid aside here', fr: 'archivé ici' },
  review_found: { en: 'found at Meta', fr: 'trouvé chez Meta' },
  review_unknown: { en: 'Meta says {status}', fr: 'Meta dit {status}' },
  review_unsupported: {
    en: '{status} at Meta, but Parley cannot send its {part} yet',
    fr: '{status} chez Meta, mais Parley ne sait pas encore en envoyer une partie ({part})',
  },
} as const satisfies Sayings;
