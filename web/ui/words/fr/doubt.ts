import type { Words } from '../en/words.ts';

/** Les mots des messages incertains, en français. */
export const doubt: Words['doubt'] = {
  open: 'Incertain : le message est parti, mais aucune réponse n’est revenue. WhatsApp l’a peut-être : renvoyé, il pourrait arriver deux fois.',
  closed: 'Incertain, et laissé tel quel. Un écho de WhatsApp peut encore trancher.',
  again: 'Renvoyer',
  close: 'Laisser tel quel',
  again_done: 'Le message est renvoyé.',
  close_done: 'Laissé tel quel.',
  resend: 'Messages incertains',
  resend_about:
    'Quand la réponse de WhatsApp se perd, nul ne sait si le message est arrivé. Parley attend l’écho et ne renvoie rien. Vous pouvez lui demander de renvoyer de lui-même : une seule fois par personne, et seulement si des messages partis plus tard ont eu leur écho, signe que celui-ci serait venu. Qui avait tout de même reçu le message l’aura deux fois.',
  resend_on: 'Renvoyer automatiquement',
  resend_minutes: 'Après ce nombre de minutes sans écho',
  resend_never: 'Rien n’est renvoyé automatiquement. Vous décidez dans le rapport ou dans la conversation.',
};
