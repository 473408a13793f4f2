import type { Sayings } from '#core/value/say.ts';

/** What is said about facts, orders, products and what is recommended. */
export const shopSays = {
  fact_nobody: {
    en: 'says nobody: give contact, external_id or phone',
    fr: 'ne désigne personne : donnez contact, external_id ou phone',
  },
  fact_contact_gone: { en: 'contact: there is no contact {id}', fr: 'contact : il n’y a pas de contact {id}' },
  fact_external_gone: {
    en: 'external_id: nobody is known as "{id}"; give their phone as well, and they become a contact',
    fr: 'external_id : personne n’est connu sous « {id} » ; donnez aussi son téléphone, et un contact sera créé',
  },
  fact_phone: { en: 'phone: {why}', fr: 'phone : {why}' },
  fact_ahead: { en: 'at: {why}', fr: 'at : {why}' },
  order_large: {
    en: 'order "{number}" has {size} characters, {most} are the most; leave out what no message says',
    fr: 'la commande « {number} » compte {size} caractères ; {most} est le maximum ; omettez ce qu’aucun message ne dit',
  },
  cart_large: {
    en: 'the cart has {size} characters, {most} are the most; leave out what no message says',
    fr: 'le panier compte {size} caractères ; {most} est le maximum ; omettez ce qu’aucun message ne dit',
  },
  product_twice: { en: 'product "{id}" stands twice in this request', fr: 'le produit « {id} » figure deux fois dans cette requête' },
  doing_forms: { en: 'list the forms', fr: 'donner la liste des formulaires' },
  because_together: {
    en: 'bought with {product} in {support} orders, {lift} times as many as by chance',
    fr: 'acheté avec {product} dans {support} commandes, {lift} fois plus que par hasard',
  },
  because_next: {
    en: '{share}% of those who bought {product} bought this within {days} days ({support} people)',
    fr: '{share} % des personnes qui ont acheté {product} ont acheté ceci dans les {days} jours ({support} personnes)',
  },
  because_again: {
    en: 'bought {times} times, about every {days} days; the last time {since} days ago',
    fr: 'acheté {times} fois, environ tous les {days} jours ; la dernière fois il y a {since} jours',
  },
} as const satisfies Sayings;
