import type { PlatformErrorEntry } from './errors.entry.ts';

/** Codes about templates, when sent and (2388xxx) when written. See errors.entry.ts for the fates, errors.ts for the source. */
export const templateErrors: Readonly<Record<number, PlatformErrorEntry>> = {
  132000: {
    fate: 'fix',
    en: {
      title: 'Number of values does not fit',
      because: 'The message has more or fewer values than the template has variables.',
      cure: 'Synchronise the templates; somebody may have edited this one at Meta.',
    },
    fr: {
      title: 'Nombre de valeurs incorrect',
      because: 'Le message a plus ou moins de valeurs que le modèle n’a de variables.',
      cure: 'Synchronisez les modèles : quelqu’un l’a peut-être modifié chez Meta.',
    },
  },
  132001: {
    fate: 'stop_template',
    en: {
      title: 'Template not there',
      because: 'Meta has no approved template of this name in this language.',
      cure: 'Synchronise the templates, and send again once it is approved.',
    },
    fr: {
      title: 'Modèle absent',
      because: 'Meta n’a pas de modèle approuvé de ce nom dans cette langue.',
      cure: 'Synchronisez les modèles, et renvoyez une fois le modèle approuvé.',
    },
  },
  132005: {
    fate: 'fix',
    en: {
      title: 'Text too long once filled in',
      because: 'With the values put in, the text is longer than WhatsApp allows.',
      cure: 'Shorten the values of the variables.',
    },
    fr: {
      title: 'Texte trop long une fois rempli',
      because: 'Avec les valeurs, le texte dépasse la longueur permise par WhatsApp.',
      cure: 'Raccourcissez les valeurs des variables.',
    },
  },
  132007: {
    fate: 'stop_template',
    en: {
      title: 'Template breaks a rule of content',
      because: 'The template’s content breaks WhatsApp’s rules.',
      cure: 'Write a new template within the rules.',
    },
    fr: {
      title: 'Contenu contraire aux règles',
      because: 'Le contenu du modèle enfreint les règles de WhatsApp.',
      cure: 'Écrivez un nouveau modèle conforme aux règles.',
    },
  },
  132008: {
    fate: 'fix',
    en: { title: 'A value does not suit the template', because: 'The value of a variable is not allowed in this template.', cure: 'Correct the value.' },
    fr: { title: 'Une valeur ne convient pas', because: 'La valeur d’une variable n’est pas permise dans ce modèle.', cure: 'Corrigez la valeur.' },
  },
  132012: {
    fate: 'fix',
    en: {
      title: 'A value has the wrong form',
      because: 'A value has another form than the template asks for, such as text where an image belongs.',
      cure: 'Synchronise the templates; somebody may have edited this one at Meta.',
    },
    fr: {
      title: 'Une valeur a la mauvaise forme',
      because: 'Une valeur n’a pas la forme demandée par le modèle, par exemple un texte à la place d’une image.',
      cure: 'Synchronisez les modèles : quelqu’un l’a peut-être modifié chez Meta.',
    },
  },
  132015: {
    fate: 'stop_template',
    en: {
      title: 'Template paused',
      because: 'Meta paused the template because people blocked or reported it, or is still judging it.',
      cure: 'Wait until Meta lifts the pause, or improve the template; do not push on.',
    },
    fr: {
      title: 'Modèle en pause',
      because: 'Meta a mis le modèle en pause parce que des personnes l’ont bloqué ou signalé, ou l’évalue encore.',
      cure: 'Attendez la fin de la pause ou améliorez le modèle ; n’insistez pas.',
    },
  },
  132016: {
    fate: 'stop_template',
    en: {
      title: 'Template disabled',
      because: 'Meta disabled the template for good after several pauses.',
      cure: 'Write a new template with another content.',
    },
    fr: {
      title: 'Modèle désactivé',
      because: 'Après plusieurs pauses, Meta a désactivé le modèle définitivement.',
      cure: 'Écrivez un nouveau modèle au contenu différent.',
    },
  },
  132018: {
    fate: 'fix',
    en: {
      title: 'Values of the template not valid',
      because: 'Something is wrong with the values, such as a line break or too many blanks within one.',
      cure: 'Take line breaks and runs of blanks out of the values.',
    },
    fr: {
      title: 'Valeurs du modèle non valables',
      because: 'Un problème avec les valeurs, par exemple un retour à la ligne ou trop d’espaces.',
      cure: 'Retirez les retours à la ligne et les suites d’espaces des valeurs.',
    },
  },
  132068: {
    fate: 'stop_template',
    en: { title: 'Form blocked', because: 'The form in this template is blocked by Meta.', cure: 'Set the form right in WhatsApp Manager.' },
    fr: { title: 'Formulaire bloqué', because: 'Le formulaire de ce modèle est bloqué par Meta.', cure: 'Corrigez le formulaire dans WhatsApp Manager.' },
  },
  132069: {
    fate: 'stop_template',
    en: {
      title: 'Form throttled',
      because: 'Meta lets the form in this template be sent ten times an hour only.',
      cure: 'Set the form right in WhatsApp Manager.',
    },
    fr: {
      title: 'Formulaire ralenti',
      because: 'Meta ne laisse envoyer le formulaire de ce modèle que dix fois par heure.',
      cure: 'Corrigez le formulaire dans WhatsApp Manager.',
    },
  },
  134100: {
    fate: 'fix',
    en: { title: 'Only marketing this way', because: 'This way of sending takes marketing templates only.', cure: 'Send it as a normal message.' },
    fr: {
      title: 'Marketing uniquement par cette voie',
      because: 'Cette voie d’envoi n’accepte que des modèles marketing.',
      cure: 'Envoyez-le comme un message normal.',
    },
  },
  134101: {
    fate: 'retry',
    en: {
      title: 'Template not ready yet',
      because: 'Meta is still preparing the template for marketing; this takes up to ten minutes.',
      cure: 'Nothing to do: Parley tries again.',
    },
    fr: {
      title: 'Modèle pas encore prêt',
      because: 'Meta prépare encore le modèle pour le marketing ; cela prend jusqu’à dix minutes.',
      cure: 'Rien à faire : Parley réessaie.',
    },
  },
  134102: {
    fate: 'stop_template',
    en: {
      title: 'Marketing way not available',
      because: 'Meta’s marketing service cannot be used for this template now.',
      cure: 'Send it as a normal message.',
    },
    fr: {
      title: 'Voie marketing indisponible',
      because: 'Le service marketing de Meta n’est pas utilisable pour ce modèle actuellement.',
      cure: 'Envoyez-le comme un message normal.',
    },
  },
  2388019: {
    fate: 'fix',
    en: {
      title: 'Too many templates',
      because: 'The account has as many templates as Meta allows; each language counts.',
      cure: 'Delete templates you no longer use.',
    },
    fr: {
      title: 'Trop de modèles',
      because: 'Le compte a atteint le nombre de modèles permis par Meta ; chaque langue compte.',
      cure: 'Supprimez des modèles inutilisés.',
    },
  },
  2388023: {
    fate: 'fix',
    en: {
      title: 'Name still blocked',
      because: 'A template of this name and language is being deleted; Meta blocks the name for up to 30 days.',
      cure: 'Choose another name.',
    },
    fr: {
      title: 'Nom encore bloqué',
      because: 'Un modèle de ce nom et de cette langue est en cours de suppression ; Meta bloque le nom jusqu’à 30 jours.',
      cure: 'Choisissez un autre nom.',
    },
  },
  2388024: {
    fate: 'fix',
    en: {
      title: 'Template exists already',
      because: 'There is already a template of this name in this language.',
      cure: 'Choose another name, or synchronise to see the one that is there.',
    },
    fr: {
      title: 'Modèle déjà existant',
      because: 'Il existe déjà un modèle de ce nom dans cette langue.',
      cure: 'Choisissez un autre nom, ou synchronisez pour voir celui qui existe.',
    },
  },
  2388039: {
    fate: 'fix',
    en: {
      title: 'Cannot be edited now',
      because: 'A template can be edited when approved, rejected or paused, and an approved one once a day and ten times in 30 days.',
      cure: 'Wait, or write a new template.',
    },
    fr: {
      title: 'Non modifiable pour l’instant',
      because: 'Un modèle est modifiable s’il est approuvé, rejeté ou en pause ; approuvé, une fois par jour et dix fois en 30 jours.',
      cure: 'Attendez, ou écrivez un nouveau modèle.',
    },
  },
  2388040: {
    fate: 'fix',
    en: { title: 'Too long', because: 'A part of the template is longer than Meta allows.', cure: 'Shorten it.' },
    fr: { title: 'Trop long', because: 'Une partie du modèle dépasse la longueur permise par Meta.', cure: 'Raccourcissez-la.' },
  },
  2388047: {
    fate: 'fix',
    en: {
      title: 'Header not valid',
      because: 'The header has a line break, formatting, an emoji or more than one variable.',
      cure: 'Keep the header to one line of plain text.',
    },
    fr: {
      title: 'En-tête non valable',
      because: 'L’en-tête contient un retour à la ligne, une mise en forme, un émoji ou plus d’une variable.',
      cure: 'Limitez l’en-tête à une ligne de texte simple.',
    },
  },
  2388072: {
    fate: 'fix',
    en: { title: 'Body not valid', because: 'The body has a form Meta does not take.', cure: 'Read Meta’s words beside it and correct the body.' },
    fr: { title: 'Corps non valable', because: 'Le corps a une forme que Meta n’accepte pas.', cure: 'Lisez le texte de Meta à côté et corrigez le corps.' },
  },
  2388073: {
    fate: 'fix',
    en: {
      title: 'Footer not valid',
      because: 'The footer has a variable, a line break, formatting or an emoji.',
      cure: 'Keep the footer to one line of plain text.',
    },
    fr: {
      title: 'Pied de page non valable',
      because: 'Le pied de page contient une variable, un retour à la ligne, une mise en forme ou un émoji.',
      cure: 'Limitez le pied de page à une ligne de texte simple.',
    },
  },
  2388293: {
    fate: 'fix',
    en: {
      title: 'Too many variables',
      because: 'The body has too many variables for its length.',
      cure: 'Write more words around the variables, or take some out.',
    },
    fr: {
      title: 'Trop de variables',
      because: 'Le corps a trop de variables pour sa longueur.',
      cure: 'Ajoutez des mots autour des variables, ou retirez-en.',
    },
  },
  2388299: {
    fate: 'fix',
    en: { title: 'Variable at the edge', because: 'The body starts or ends with a variable.', cure: 'Put words before the first and after the last variable.' },
    fr: {
      title: 'Variable au bord',
      because: 'Le corps commence ou finit par une variable.',
      cure: 'Mettez des mots avant la première et après la dernière variable.',
    },
  },
  2388318: {
    fate: 'fix',
    en: { title: 'Made by Meta', because: 'Meta made this template by itself; it cannot be edited.', cure: 'Write a template of your own.' },
    fr: { title: 'Créé par Meta', because: 'Meta a créé ce modèle lui-même ; il n’est pas modifiable.', cure: 'Écrivez votre propre modèle.' },
  },
  2388330: {
    fate: 'fix',
    en: { title: 'Made by Meta', because: 'Meta made this template by itself; it cannot be deleted.', cure: 'Leave it; it costs nothing.' },
    fr: { title: 'Créé par Meta', because: 'Meta a créé ce modèle lui-même ; il ne peut pas être supprimé.', cure: 'Laissez-le : il ne coûte rien.' },
  },
};
