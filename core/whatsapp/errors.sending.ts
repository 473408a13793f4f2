import type { PlatformErrorEntry } from './errors.entry.ts';

/** Codes about one message to one person. See errors.entry.ts for the fates, errors.ts for the source. */
export const sendingErrors: Readonly<Record<number, PlatformErrorEntry>> = {
  1: {
    fate: 'in_doubt',
    en: {
      title: 'Meta answered “unknown error”',
      because: 'Meta could not say what went wrong, so the message may or may not have gone out.',
      cure: 'Parley waits for Meta’s report before it does anything else.',
    },
    fr: {
      title: 'Meta a répondu « erreur inconnue »',
      because: 'Meta n’a pas su dire ce qui a échoué : le message est peut-être parti.',
      cure: 'Parley attend le compte rendu de Meta avant toute autre chose.',
    },
  },
  2: {
    fate: 'in_doubt',
    en: {
      title: 'Meta overloaded',
      because: 'Meta’s service was down or overloaded; the message may have gone out.',
      cure: 'Parley waits for Meta’s report before it does anything else.',
    },
    fr: {
      title: 'Meta surchargé',
      because: 'Le service de Meta était arrêté ou surchargé : le message est peut-être parti.',
      cure: 'Parley attend le compte rendu de Meta avant toute autre chose.',
    },
  },
  100: {
    fate: 'fix',
    en: {
      title: 'A value Meta does not take',
      because: 'Something in the message is unknown to Meta, misspelled or too long.',
      cure: 'Read Meta’s words beside it; if the message looks right, tell us.',
    },
    fr: {
      title: 'Valeur refusée par Meta',
      because: 'Un élément du message est inconnu de Meta, mal écrit ou trop long.',
      cure: 'Lisez le texte de Meta à côté ; si le message semble correct, signalez-le-nous.',
    },
  },
  130403: {
    fate: 'skip',
    en: { title: 'Blocked by you', because: 'Your business has blocked this person on WhatsApp.', cure: 'Unblock them first if you want to write to them.' },
    fr: {
      title: 'Bloqué par vous',
      because: 'Votre entreprise a bloqué cette personne sur WhatsApp.',
      cure: 'Débloquez-la d’abord si vous voulez lui écrire.',
    },
  },
  130472: {
    fate: 'skip',
    en: {
      title: 'Held out by an experiment of Meta’s',
      because: 'Meta sends no marketing to this person as part of an experiment. It costs nothing.',
      cure: 'Trying again is useless; use another channel.',
    },
    fr: {
      title: 'Exclu par une expérience de Meta',
      because: 'Dans le cadre d’une expérience, Meta n’envoie pas de marketing à cette personne. Rien n’est facturé.',
      cure: 'Réessayer est inutile ; passez par un autre canal.',
    },
  },
  130497: {
    fate: 'skip',
    en: {
      title: 'Country not allowed',
      because: 'Meta does not let this account write to people in this country.',
      cure: 'Leave the country out, or ask Meta’s support why.',
    },
    fr: {
      title: 'Pays non autorisé',
      because: 'Meta ne permet pas à ce compte d’écrire vers ce pays.',
      cure: 'Excluez ce pays, ou demandez pourquoi au support de Meta.',
    },
  },
  131000: {
    fate: 'in_doubt',
    en: {
      title: 'Something went wrong at Meta',
      because: 'Meta reported a fault of its own; the message may have gone out.',
      cure: 'Parley waits for Meta’s report before it does anything else.',
    },
    fr: {
      title: 'Une erreur chez Meta',
      because: 'Meta a signalé une panne de son côté : le message est peut-être parti.',
      cure: 'Parley attend le compte rendu de Meta avant toute autre chose.',
    },
  },
  131008: {
    fate: 'fix',
    en: {
      title: 'A required value is missing',
      because: 'The message lacks something Meta requires, such as the value of a variable.',
      cure: 'Give every variable a value or a fallback.',
    },
    fr: {
      title: 'Une valeur obligatoire manque',
      because: 'Il manque au message un élément exigé par Meta, par exemple la valeur d’une variable.',
      cure: 'Donnez à chaque variable une valeur ou une valeur de repli.',
    },
  },
  131009: {
    fate: 'fix',
    en: {
      title: 'A value is not valid',
      because: 'One of the message’s values has a form Meta does not take.',
      cure: 'Read Meta’s words beside it and correct the value.',
    },
    fr: {
      title: 'Une valeur n’est pas valable',
      because: 'Une des valeurs du message a une forme que Meta n’accepte pas.',
      cure: 'Lisez le texte de Meta à côté et corrigez la valeur.',
    },
  },
  131016: {
    fate: 'in_doubt',
    en: {
      title: 'Service of Meta’s unavailable',
      because: 'A service behind WhatsApp was away; the message may have gone out.',
      cure: 'Parley waits for Meta’s report before it does anything else.',
    },
    fr: {
      title: 'Service de Meta indisponible',
      because: 'Un service derrière WhatsApp était indisponible : le message est peut-être parti.',
      cure: 'Parley attend le compte rendu de Meta avant toute autre chose.',
    },
  },
  131021: {
    fate: 'skip',
    en: { title: 'Sent to the own number', because: 'The recipient is the business number itself.', cure: 'Take the own number out of the contacts.' },
    fr: {
      title: 'Envoyé à son propre numéro',
      because: 'Le destinataire est le numéro de l’entreprise elle-même.',
      cure: 'Retirez votre numéro des contacts.',
    },
  },
  131026: {
    fate: 'skip',
    en: {
      title: 'Not reachable on WhatsApp',
      because: 'The person is not on WhatsApp, has a very old version, has not accepted its terms, or has blocked you. Meta does not say which.',
      cure: 'Check the number with the person, or use another channel.',
    },
    fr: {
      title: 'Injoignable sur WhatsApp',
      because: 'La personne n’est pas sur WhatsApp, a une version trop ancienne, n’a pas accepté les conditions ou vous a bloqué. Meta ne précise pas.',
      cure: 'Vérifiez le numéro avec la personne, ou passez par un autre canal.',
    },
  },
  131030: {
    fate: 'skip',
    en: {
      title: 'Not on the test list',
      because: 'A test number of Meta’s may only write to the five numbers on its list.',
      cure: 'Add the phone to the list in Meta’s app dashboard, or connect a real number.',
    },
    fr: {
      title: 'Absent de la liste de test',
      because: 'Un numéro de test de Meta ne peut écrire qu’aux cinq numéros de sa liste.',
      cure: 'Ajoutez le téléphone à la liste dans le tableau de bord de l’application, ou connectez un vrai numéro.',
    },
  },
  131047: {
    fate: 'skip',
    en: { title: 'Service window closed', because: 'More than 24 hours have passed since they last wrote.', cure: 'Send a template.' },
    fr: { title: 'Fenêtre de service fermée', because: 'Plus de 24 heures se sont écoulées depuis leur dernier message.', cure: 'Envoyez un modèle.' },
  },
  131049: {
    fate: 'skip',
    en: {
      title: 'Held back by Meta',
      because: 'Meta did not deliver this marketing message: the person gets too many from all businesses together, or has a US number.',
      cure: 'Wait at least 24 hours; trying sooner makes Meta hold back longer.',
    },
    fr: {
      title: 'Retenu par Meta',
      because: 'Meta n’a pas distribué ce message marketing : la personne en reçoit trop de toutes les entreprises, ou a un numéro américain.',
      cure: 'Attendez au moins 24 heures ; réessayer plus tôt prolonge le blocage.',
    },
  },
  131050: {
    fate: 'skip',
    en: {
      title: 'Stopped offers in WhatsApp',
      because: 'They stopped marketing messages from this business in WhatsApp itself.',
      cure: 'Only they can resume them in WhatsApp.',
    },
    fr: {
      title: 'Offres arrêtées dans WhatsApp',
      because: 'La personne a arrêté les messages marketing de cette entreprise dans WhatsApp.',
      cure: 'Elle seule peut les reprendre dans WhatsApp.',
    },
  },
  131051: {
    fate: 'fix',
    en: {
      title: 'Kind of message not supported',
      because: 'WhatsApp does not take this kind of message here.',
      cure: 'Send text, an image or a template instead.',
    },
    fr: {
      title: 'Type de message non pris en charge',
      because: 'WhatsApp n’accepte pas ce type de message ici.',
      cure: 'Envoyez plutôt un texte, une image ou un modèle.',
    },
  },
  131052: {
    fate: 'fix',
    en: { title: 'Their file could not be fetched', because: 'Meta could not fetch the file this person sent.', cure: 'Ask them to send it again.' },
    fr: { title: 'Fichier reçu introuvable', because: 'Meta n’a pas pu récupérer le fichier envoyé par cette personne.', cure: 'Demandez-lui de le renvoyer.' },
  },
  131053: {
    fate: 'fix_once',
    en: {
      title: 'File not taken',
      because: 'Meta could not take the file: wrong kind, too big, or its address did not answer.',
      cure: 'Choose the file from the media library, which makes it what WhatsApp takes, or mend its address.',
    },
    fr: {
      title: 'Fichier refusé',
      because: 'Meta n’a pas pu prendre le fichier : mauvais format, trop lourd ou adresse muette.',
      cure: 'Prenez le fichier dans la médiathèque, qui l’adapte à WhatsApp, ou corrigez son adresse.',
    },
  },
  131055: {
    fate: 'fix',
    en: { title: 'Not allowed this way', because: 'This way of sending takes marketing templates only.', cure: 'Send it as a normal message.' },
    fr: {
      title: 'Non autorisé par cette voie',
      because: 'Cette voie d’envoi n’accepte que des modèles marketing.',
      cure: 'Envoyez-le comme un message normal.',
    },
  },
  131056: {
    fate: 'rest_pair',
    en: {
      title: 'Too fast for one person',
      because: 'Too many messages went to this person in a short time.',
      cure: 'Nothing to do: Parley pauses for this person and tries again.',
    },
    fr: {
      title: 'Trop rapide pour une personne',
      because: 'Trop de messages ont été envoyés à cette personne en peu de temps.',
      cure: 'Rien à faire : Parley fait une pause pour cette personne et réessaie.',
    },
  },
  131060: {
    fate: 'fix',
    en: {
      title: 'Message not available',
      because: 'Meta cannot show this message, since the number is also used in the WhatsApp Business app.',
      cure: 'Look at it on the phone.',
    },
    fr: {
      title: 'Message non disponible',
      because: 'Meta ne peut pas montrer ce message, car le numéro sert aussi dans l’application WhatsApp Business.',
      cure: 'Consultez-le sur le téléphone.',
    },
  },
  131062: {
    fate: 'skip',
    en: {
      title: 'Phone number needed',
      because: 'This kind of message cannot be sent to a user name, only to a phone number.',
      cure: 'Ask the person for their number.',
    },
    fr: {
      title: 'Numéro de téléphone nécessaire',
      because: 'Ce type de message ne peut pas être envoyé à un nom d’utilisateur, seulement à un numéro.',
      cure: 'Demandez son numéro à la personne.',
    },
  },
  131063: {
    fate: 'stop_template',
    en: {
      title: 'Marketing switched off',
      because: 'Marketing messages over this API are switched off for the account.',
      cure: 'Switch them on in WhatsApp Manager, or use Meta’s Marketing Messages API.',
    },
    fr: {
      title: 'Marketing désactivé',
      because: 'Les messages marketing par cette API sont désactivés pour le compte.',
      cure: 'Activez-les dans WhatsApp Manager, ou utilisez l’API Marketing Messages de Meta.',
    },
  },
  135000: {
    fate: 'fix',
    en: {
      title: 'Refused without a reason',
      because: 'Meta refused the message without saying which value is wrong.',
      cure: 'Read Meta’s words beside it; if the message looks right, tell us.',
    },
    fr: {
      title: 'Refusé sans motif',
      because: 'Meta a refusé le message sans dire quelle valeur pose problème.',
      cure: 'Lisez le texte de Meta à côté ; si le message semble correct, signalez-le-nous.',
    },
  },
  137000: {
    fate: 'skip',
    en: {
      title: 'Person may have changed',
      because: 'The identity behind this number has changed since it was last checked.',
      cure: 'Verify with the person that the number is still theirs.',
    },
    fr: {
      title: 'La personne a peut-être changé',
      because: 'L’identité derrière ce numéro a changé depuis la dernière vérification.',
      cure: 'Vérifiez avec la personne que le numéro est toujours le sien.',
    },
  },
};
