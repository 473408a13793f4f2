import type { Sayings } from '#core/value/say.ts';

/** What is said about numbers, WhatsApp's answers, and messages to one person. */
export const messageSays = {
  number_gone: { en: 'there is no number {id} in this workspace', fr: 'il n’y a pas de numéro {id} dans cet espace' },
  account_gone: { en: 'there is no business account {id} in this workspace', fr: 'il n’y a pas de compte professionnel {id} dans cet espace' },
  number_none: {
    en: 'no WhatsApp number is connected; connect one under Settings, Numbers',
    fr: 'aucun numéro WhatsApp n’est connecté ; connectez-en un dans Réglages, Numéros',
  },
  number_only_paused: {
    en: 'number {number} is paused ({reason}) and there is no other; resume it under Settings, Numbers',
    fr: 'le numéro {number} est en pause ({reason}) et il n’y en a pas d’autre ; relancez-le dans Réglages, Numéros',
  },
  number_paused: {
    en: 'number {number} is paused: {reason}; resume it under Settings, Numbers',
    fr: 'le numéro {number} est en pause : {reason} ; relancez-le dans Réglages, Numéros',
  },
  number_elsewhere: {
    en: 'number {number} is connected in another workspace of this installation; a number can be in one only',
    fr: 'le numéro {number} est connecté dans un autre espace de cette installation ; un numéro ne peut être que dans un seul',
  },
  number_stranger: {
    en: 'number {number} does not belong to business account {account}; its numbers are {known}',
    fr: 'le numéro {number} n’appartient pas au compte professionnel {account} ; ses numéros sont : {known}',
  },
  token_lacks: {
    en: 'the token lacks the permission {permissions}; make a new one with it',
    fr: 'le jeton n’a pas l’autorisation {permissions} ; créez-en un nouveau qui l’ait',
  },
  token_invalid: {
    en: 'the token is not valid for app {app}; make a new one',
    fr: 'le jeton n’est pas valable pour l’application {app} ; créez-en un nouveau',
  },
  reason_none: { en: 'no reason given', fr: 'sans raison indiquée' },
  paused_by: { en: 'paused by {name}', fr: 'mis en pause par {name}' },
  paused_connecting: { en: 'not connected to the end yet', fr: 'connexion pas encore terminée' },
  paused_error: { en: '{code} {title}', fr: '{code} {title}' },

  whatsapp_silent: {
    en: 'no answer from WhatsApp while trying to {doing}: {why}; try again in a moment',
    fr: 'pas de réponse de WhatsApp, à qui nous demandions de {doing} : {why} ; réessayez dans un moment',
  },
  whatsapp_refused: { en: 'WhatsApp refused to {doing}: {said}', fr: 'WhatsApp a refusé de {doing} : {said}' },
  whatsapp_refused_code: {
    en: 'WhatsApp refused to {doing} (code {code}): {said}.',
    fr: 'WhatsApp a refusé de {doing} (code {code}) : {said}.',
  },
  whatsapp_refused_known: {
    en: 'WhatsApp refused to {doing} (code {code}): {said}. {title}: {cure}',
    fr: 'WhatsApp a refusé de {doing} (code {code}) : {said}. {title} : {cure}',
  },
  doing_webhooks: { en: 'send webhooks to {url}', fr: 'envoyer ses notifications à {url}' },
  doing_subscribe: {
    en: 'subscribe business account {account} to app {app}',
    fr: 'abonner le compte professionnel {account} à l’application {app}',
  },
  doing_show_account: { en: 'show business account {account}', fr: 'montrer le compte professionnel {account}' },
  doing_show_number: { en: 'show number {number}', fr: 'montrer le numéro {number}' },
  doing_list_numbers: { en: 'list the numbers of business account {account}', fr: 'donner la liste des numéros du compte professionnel {account}' },
  doing_app: {
    en: 'speak with app {app}, whose app secret this may not be',
    fr: 'parler à l’application {app}, dont ce n’est peut-être pas la clé secrète',
  },
  doing_take_file: { en: 'take the file "{name}"', fr: 'prendre le fichier « {name} »' },
  doing_give_file: { en: 'give the file {id}', fr: 'donner le fichier {id}' },
  doing_take_header: { en: 'take the header image "{name}"', fr: 'prendre l’image d’en-tête « {name} »' },
  doing_take_template: { en: 'take template "{name}" ({language})', fr: 'prendre le modèle « {name} » ({language})' },
  doing_delete_template: { en: 'delete template "{name}"', fr: 'supprimer le modèle « {name} »' },
  doing_list_templates: { en: 'list the templates of business account {account}', fr: 'donner la liste des modèles du compte professionnel {account}' },

  conversation_gone: { en: 'there is no conversation {id} in this workspace', fr: 'il n’y a pas de conversation {id} dans cet espace' },
  message_gone: { en: 'there is no message {id} in this workspace', fr: 'il n’y a pas de message {id} dans cet espace' },
  to_whom: { en: 'say to whom: either "contact" or "phone"', fr: 'dites à qui : soit « contact », soit « phone »' },
  to_whom_at: { en: 'needs exactly one of contact and phone', fr: 'doit avoir contact ou phone, et un seul des deux' },
  never_wrote: {
    en: '{name} has never written to this number, so only a template can be sent; send one, and answer freely once they reply',
    fr: '{name} n’a jamais écrit à ce numéro : seul un modèle peut être envoyé ; envoyez-en un, et répondez librement dès sa réponse',
  },
  window_closed: {
    en: 'the customer service window of {name} closed at {closed}, 24 hours after their last message; send a template instead',
    fr: 'la fenêtre de service de {name} s’est fermée le {closed}, 24 heures après son dernier message ; envoyez plutôt un modèle',
  },
  not_reachable: { en: '{name}: {because} {cure}', fr: '{name} : {because} {cure}' },
  template_of_another: {
    en: 'the template belongs to another business account than number {number}, and "{account}" has no approved copy of it; copy it there or choose another',
    fr: 'le modèle appartient à un autre compte professionnel que le numéro {number}, et « {account} » n’en a pas de copie approuvée ; copiez-le ou choisissez-en un autre',
  },
  message_unlawful: { en: 'WhatsApp would refuse this message: {why}', fr: 'WhatsApp refuserait ce message : {why}' },
  variable_in_file: {
    en: 'a file is named here, not a variable: there is nobody to fill in "{text}"',
    fr: 'il faut ici un fichier, pas une variable : personne ne peut remplir « {text} »',
  },
  reaction_gone: { en: 'there is no message {id} in this conversation to react to', fr: 'il n’y a pas de message {id} dans cette conversation auquel réagir' },
  reaction_early: {
    en: 'message {id} has not been accepted by WhatsApp yet, so nobody can react to it; try again in a moment',
    fr: 'WhatsApp n’a pas encore accepté le message {id}, on ne peut donc pas y réagir ; réessayez dans un moment',
  },
  quoted_gone: { en: 'there is no message {id} in this conversation to answer', fr: 'il n’y a pas de message {id} à citer dans cette conversation' },
  quoted_early: {
    en: 'message {id} has not been accepted by WhatsApp yet, so it cannot be quoted; try again in a moment',
    fr: 'WhatsApp n’a pas encore accepté le message {id}, il ne peut donc pas être cité ; réessayez dans un moment',
  },
  variable_missing_for: {
    en: '{names} of template "{template}" {count|has|have} neither a value for {person} nor a fallback; say what fills {count|it|them}',
    fr: '{names} du modèle « {template} » {count|n’a|n’ont} ni valeur pour {person} ni valeur de repli ; indiquez ce qui {count|la remplit|les remplit}',
  },
  variable_no_value: { en: 'has no value', fr: 'n’a pas de valeur' },
  error_words: { en: '{title}. {because} {cure}', fr: '{title}. {because} {cure}' },
  meta_silent: { en: 'Meta gave no reason', fr: 'Meta n’a donné aucune raison' },
} as const satisfies Sayings;
