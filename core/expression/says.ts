import { sayerOf, type Sayings } from '#core/value/say.ts';

/** What is wrong with the source of a variable. */
export const expressionSays = {
  source_attribute: {
    en: 'a contact has no "{attribute}"; use {known}, or fields.<key>',
    fr: 'un contact n’a pas de « {attribute} » ; utilisez {known}, ou fields.<clé>',
  },
  source_order: {
    en: 'an order has no "{attribute}"; use {known}, or data.<key>',
    fr: 'une commande n’a pas de « {attribute} » ; utilisez {known}, ou data.<clé>',
  },
  source_cart: {
    en: 'a cart has no "{attribute}"; use {known}, or data.<key>',
    fr: 'un panier n’a pas de « {attribute} » ; utilisez {known}, ou data.<clé>',
  },
  liquid_long: {
    en: 'a Liquid template has at most {most} characters, this one {length}',
    fr: 'un gabarit Liquid compte {most} caractères au plus, celui-ci {length}',
  },
  liquid_unreadable: { en: 'the Liquid template cannot be read: {why}', fr: 'le gabarit Liquid est illisible : {why}' },
  liquid_root: {
    en: 'the Liquid template asks for "{root}"; known are {known}, such as contact.first_name',
    fr: 'le gabarit Liquid demande « {root} » ; sont connus : {known}, par exemple contact.first_name',
  },
  liquid_attribute: {
    en: 'the Liquid template asks for {root}.{attribute}; known are {known}',
    fr: 'le gabarit Liquid demande {root}.{attribute} ; sont connus : {known}',
  },
} as const satisfies Sayings;

/** Says a sentence about a variable's source. */
export const sayExpression = sayerOf(expressionSays);
