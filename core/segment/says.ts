import { sayerOf, type Sayings } from '#core/value/say.ts';

/** What is missing in a segment's definition. */
export const segmentSays = {
  segment_shape: { en: 'the definition has the wrong shape', fr: 'la définition n’a pas la bonne forme' },
  segment_deep: {
    en: 'groups are nested more than {most} deep; nobody could read that question',
    fr: 'les groupes sont imbriqués sur plus de {most} niveaux ; personne ne pourrait lire cette question',
  },
  segment_group_empty: {
    en: 'an "any of" group without parts finds nobody; add a condition or remove the group',
    fr: 'un groupe « au moins une » sans condition ne trouve personne ; ajoutez une condition ou retirez le groupe',
  },
  segment_value_missing: { en: 'say what field "{key}" is compared with', fr: 'dites à quoi le champ « {key} » est comparé' },
  segment_value_incomparable: {
    en: 'field "{key}" can be more or less than a number or a date such as 2026-11-22, not "{value}"',
    fr: 'le champ « {key} » se compare à un nombre ou à une date comme 2026-11-22, pas à « {value} »',
  },
} as const satisfies Sayings;

/** Says a sentence about a segment. */
export const saySegment = sayerOf(segmentSays);
