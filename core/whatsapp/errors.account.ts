import type { PlatformErrorEntry } from './errors.entry.ts';

/** Codes about the token, the permissions, the account, the number and the pace. See errors.entry.ts for the fates, errors.ts for the source. */
export const accountErrors: Readonly<Record<number, PlatformErrorEntry>> = {
  0: {
    fate: 'stop_account',
    en: {
      title: 'Access token not accepted',
      because: 'Meta could not recognise the access token of this number.',
      cure: 'Make a new token at Meta and connect the number again with it.',
    },
    fr: {
      title: 'Jeton d’accès refusé',
      because: 'Meta n’a pas reconnu le jeton d’accès de ce numéro.',
      cure: 'Créez un nouveau jeton chez Meta et reconnectez le numéro avec.',
    },
  },
  3: {
    fate: 'stop_account',
    en: {
      title: 'App may not do this',
      because: 'Meta’s app lacks the capability or the permission for this call.',
      cure: 'Give the system user the permissions whatsapp_business_messaging and whatsapp_business_management, then make a new token.',
    },
    fr: {
      title: 'Application non autorisée',
      because: 'L’application Meta n’a pas la capacité ou l’autorisation nécessaire.',
      cure: 'Donnez à l’utilisateur système les autorisations whatsapp_business_messaging et whatsapp_business_management, puis créez un nouveau jeton.',
    },
  },
  4: {
    fate: 'slow_calls',
    en: {
      title: 'Too many calls of the app',
      because: 'The Meta app made more calls than its hourly allowance.',
      cure: 'Nothing to do: Parley slows down and goes on.',
    },
    fr: {
      title: 'Trop d’appels de l’application',
      because: 'L’application Meta a dépassé son nombre d’appels par heure.',
      cure: 'Rien à faire : Parley ralentit et reprend.',
    },
  },
  10: {
    fate: 'stop_account',
    en: {
      title: 'Permission missing',
      because: 'The permission for this call was never given or has been taken away.',
      cure: 'Give the system user the permissions whatsapp_business_messaging and whatsapp_business_management, then make a new token.',
    },
    fr: {
      title: 'Autorisation manquante',
      because: 'L’autorisation pour cet appel n’a pas été donnée ou a été retirée.',
      cure: 'Donnez à l’utilisateur système les autorisations whatsapp_business_messaging et whatsapp_business_management, puis créez un nouveau jeton.',
    },
  },
  33: {
    fate: 'stop_number',
    en: {
      title: 'Number unknown to Meta',
      because: 'The number’s id does not exist at Meta any more.',
      cure: 'Check the phone number id in WhatsApp Manager and connect the number again.',
    },
    fr: {
      title: 'Numéro inconnu de Meta',
      because: 'L’identifiant du numéro n’existe plus chez Meta.',
      cure: 'Vérifiez l’identifiant du numéro dans WhatsApp Manager et reconnectez le numéro.',
    },
  },
  104: {
    fate: 'fix',
    en: {
      title: 'Proof of the app secret missing',
      because: 'Meta’s app demands a proof of the app secret with every call.',
      cure: 'Switch off “Require app secret” in the app’s advanced settings at Meta.',
    },
    fr: {
      title: 'Preuve de clé secrète manquante',
      because: 'L’application Meta exige une preuve de la clé secrète à chaque appel.',
      cure: 'Désactivez « Exiger la clé secrète » dans les paramètres avancés de l’application chez Meta.',
    },
  },
  190: {
    fate: 'stop_account',
    en: {
      title: 'Access token expired',
      because: 'The access token of this number has expired or was revoked.',
      cure: 'Make a new token at Meta and connect the number again with it.',
    },
    fr: {
      title: 'Jeton d’accès expiré',
      because: 'Le jeton d’accès de ce numéro a expiré ou a été révoqué.',
      cure: 'Créez un nouveau jeton chez Meta et reconnectez le numéro avec.',
    },
  },
  200: {
    fate: 'stop_account',
    en: {
      title: 'Permission missing',
      because: 'The permission for this call is missing or has been taken away.',
      cure: 'Give the system user the permissions whatsapp_business_messaging and whatsapp_business_management, then make a new token.',
    },
    fr: {
      title: 'Autorisation manquante',
      because: 'L’autorisation pour cet appel manque ou a été retirée.',
      cure: 'Donnez à l’utilisateur système les autorisations whatsapp_business_messaging et whatsapp_business_management, puis créez un nouveau jeton.',
    },
  },
  368: {
    fate: 'stop_account',
    en: {
      title: 'Account blocked for a time',
      because: 'Meta has blocked the WhatsApp Business Account because of a policy violation.',
      cure: 'See Account quality in WhatsApp Manager; appeal there or wait until the block ends.',
    },
    fr: {
      title: 'Compte bloqué temporairement',
      because: 'Meta a bloqué le compte WhatsApp Business pour non-respect de ses règles.',
      cure: 'Consultez la qualité du compte dans WhatsApp Manager ; faites appel ou attendez la fin du blocage.',
    },
  },
  613: {
    fate: 'slow_calls',
    en: {
      title: 'Too many calls of this kind',
      because: 'Meta limits how often this call may be made.',
      cure: 'Nothing to do: Parley slows down and goes on.',
    },
    fr: { title: 'Trop d’appels de ce type', because: 'Meta limite la fréquence de cet appel.', cure: 'Rien à faire : Parley ralentit et reprend.' },
  },
  80007: {
    fate: 'slow_calls',
    en: {
      title: 'Too many calls for the account',
      because: 'The WhatsApp Business Account has used up its hourly allowance of management calls.',
      cure: 'Nothing to do: it goes on within the hour.',
    },
    fr: {
      title: 'Trop d’appels pour le compte',
      because: 'Le compte WhatsApp Business a épuisé ses appels de gestion de l’heure.',
      cure: 'Rien à faire : cela reprend dans l’heure.',
    },
  },
  130429: {
    fate: 'slow_down',
    en: {
      title: 'Too many messages a second',
      because: 'The number sent faster than its throughput allows.',
      cure: 'Nothing to do: Parley slows down and goes on.',
    },
    fr: {
      title: 'Trop de messages par seconde',
      because: 'Le numéro a envoyé plus vite que son débit ne le permet.',
      cure: 'Rien à faire : Parley ralentit et reprend.',
    },
  },
  131005: {
    fate: 'stop_account',
    en: {
      title: 'Access denied',
      because: 'The permission for sending is missing or has been taken away.',
      cure: 'Give the system user the permissions whatsapp_business_messaging and whatsapp_business_management, then make a new token.',
    },
    fr: {
      title: 'Accès refusé',
      because: 'L’autorisation d’envoyer manque ou a été retirée.',
      cure: 'Donnez à l’utilisateur système les autorisations whatsapp_business_messaging et whatsapp_business_management, puis créez un nouveau jeton.',
    },
  },
  131031: {
    fate: 'stop_account',
    en: {
      title: 'Account locked',
      because: 'Meta has locked the account for a policy violation, or the data given does not match it.',
      cure: 'Appeal in WhatsApp Manager under Account quality.',
    },
    fr: {
      title: 'Compte verrouillé',
      because: 'Meta a verrouillé le compte pour non-respect de ses règles, ou les données fournies ne correspondent pas.',
      cure: 'Faites appel dans WhatsApp Manager, rubrique qualité du compte.',
    },
  },
  131037: {
    fate: 'stop_number',
    en: {
      title: 'Display name not approved',
      because: 'This number needs an approved display name before it may send.',
      cure: 'Ask for the display name’s approval in WhatsApp Manager.',
    },
    fr: {
      title: 'Nom affiché non approuvé',
      because: 'Ce numéro doit avoir un nom affiché approuvé avant d’envoyer.',
      cure: 'Demandez l’approbation du nom affiché dans WhatsApp Manager.',
    },
  },
  131042: {
    fate: 'stop_account',
    en: {
      title: 'Payment problem',
      because: 'Meta cannot charge the account: a payment method is missing, or a bill is open. Since 1 October 2026 this stops answers too.',
      cure: 'Set the payment method right in Meta’s billing settings, then resume the number.',
    },
    fr: {
      title: 'Problème de paiement',
      because: 'Meta ne peut pas débiter le compte : moyen de paiement absent ou facture impayée. Depuis le 1er octobre 2026, cela bloque aussi les réponses.',
      cure: 'Corrigez le moyen de paiement dans la facturation de Meta, puis reprenez le numéro.',
    },
  },
  131044: {
    fate: 'stop_account',
    en: {
      title: 'Payment problem',
      because: 'Meta cannot charge the account for this.',
      cure: 'Set the payment method right in Meta’s billing settings, then resume the number.',
    },
    fr: {
      title: 'Problème de paiement',
      because: 'Meta ne peut pas débiter le compte pour cela.',
      cure: 'Corrigez le moyen de paiement dans la facturation de Meta, puis reprenez le numéro.',
    },
  },
  131045: {
    fate: 'stop_number',
    en: {
      title: 'Number not registered correctly',
      because: 'The number’s registration with the Cloud API is broken.',
      cure: 'Register the number again at Meta, then resume it.',
    },
    fr: {
      title: 'Numéro mal enregistré',
      because: 'L’enregistrement du numéro auprès de l’API Cloud est défectueux.',
      cure: 'Enregistrez de nouveau le numéro chez Meta, puis reprenez-le.',
    },
  },
  131048: {
    fate: 'stop_number',
    en: {
      title: 'Limit for new conversations reached',
      because: 'The number has reached its messaging limit, or too many people blocked or reported it.',
      cure: 'Wait a day and look at the number’s quality in WhatsApp Manager before resuming.',
    },
    fr: {
      title: 'Limite de conversations atteinte',
      because: 'Le numéro a atteint sa limite d’envoi, ou trop de personnes l’ont bloqué ou signalé.',
      cure: 'Attendez un jour et vérifiez la qualité du numéro dans WhatsApp Manager avant de reprendre.',
    },
  },
  131057: {
    fate: 'slow_down',
    en: { title: 'Number in maintenance', because: 'Meta is upgrading the number; this takes about a minute.', cure: 'Nothing to do: Parley tries again.' },
    fr: { title: 'Numéro en maintenance', because: 'Meta met le numéro à niveau ; cela dure environ une minute.', cure: 'Rien à faire : Parley réessaie.' },
  },
  131064: {
    fate: 'stop_account',
    en: {
      title: 'Limited for wrong categories',
      because: 'Meta has limited the account because templates were filed under a wrong category.',
      cure: 'Set the templates’ categories right and wait until Meta lifts the limit.',
    },
    fr: {
      title: 'Limité pour catégories erronées',
      because: 'Meta a limité le compte parce que des modèles étaient mal catégorisés.',
      cure: 'Corrigez la catégorie des modèles et attendez que Meta lève la limite.',
    },
  },
  133004: {
    fate: 'retry',
    en: {
      title: 'Meta’s server is away',
      because: 'Meta’s server is unavailable for a moment and did not take the message.',
      cure: 'Nothing to do: Parley tries again.',
    },
    fr: {
      title: 'Serveur de Meta indisponible',
      because: 'Le serveur de Meta est momentanément indisponible et n’a pas pris le message.',
      cure: 'Rien à faire : Parley réessaie.',
    },
  },
  133006: {
    fate: 'stop_number',
    en: {
      title: 'Number to be verified again',
      because: 'Meta asks for the number to be verified again.',
      cure: 'Verify the number in WhatsApp Manager, then resume it.',
    },
    fr: {
      title: 'Numéro à vérifier de nouveau',
      because: 'Meta demande que le numéro soit de nouveau vérifié.',
      cure: 'Vérifiez le numéro dans WhatsApp Manager, puis reprenez-le.',
    },
  },
  133010: {
    fate: 'stop_number',
    en: { title: 'Number not registered', because: 'The number is not registered with the Cloud API.', cure: 'Register the number at Meta, then resume it.' },
    fr: {
      title: 'Numéro non enregistré',
      because: 'Le numéro n’est pas enregistré auprès de l’API Cloud.',
      cure: 'Enregistrez le numéro chez Meta, puis reprenez-le.',
    },
  },
  133015: {
    fate: 'stop_number',
    en: {
      title: 'Number just deleted',
      because: 'The number was deleted a moment ago and the deletion is not finished.',
      cure: 'Wait five minutes, register it again, then resume it.',
    },
    fr: {
      title: 'Numéro tout juste supprimé',
      because: 'Le numéro vient d’être supprimé et la suppression n’est pas terminée.',
      cure: 'Attendez cinq minutes, enregistrez-le de nouveau, puis reprenez-le.',
    },
  },
  133016: {
    fate: 'stop_number',
    en: { title: 'Registered too often', because: 'The number was registered and deregistered more than ten times in 72 hours.', cure: 'Wait 72 hours.' },
    fr: { title: 'Trop d’enregistrements', because: 'Le numéro a été enregistré et désenregistré plus de dix fois en 72 heures.', cure: 'Attendez 72 heures.' },
  },
  134011: {
    fate: 'stop_account',
    en: { title: 'Payment terms not accepted', because: 'The terms of WhatsApp Payments have not been accepted.', cure: 'Accept them in WhatsApp Manager.' },
    fr: {
      title: 'Conditions de paiement non acceptées',
      because: 'Les conditions de WhatsApp Payments n’ont pas été acceptées.',
      cure: 'Acceptez-les dans WhatsApp Manager.',
    },
  },
  139200: {
    fate: 'stop_number',
    en: { title: 'Feature blocked', because: 'Meta has not opened this feature to the account.', cure: 'Ask Meta for access, or do without it.' },
    fr: { title: 'Fonction bloquée', because: 'Meta n’a pas ouvert cette fonction au compte.', cure: 'Demandez l’accès à Meta, ou passez-vous-en.' },
  },
};
