/** What reviewers often dislike, what people report, and how languages of one template differ, in words. */
export const markFaults = {
  mark_capitals: {
    en: 'Words in capitals shout ({words}); reviewers and people take it for spam.',
    fr: 'Les mots en capitales crient ({words}) ; examinateurs et lecteurs y voient du spam.',
  },
  mark_exclamations: {
    en: 'There are {count} exclamation marks; one is enough, and more than {most} look like spam.',
    fr: 'Il y a {count} points d’exclamation ; un seul suffit, et au-delà de {most} cela ressemble à du spam.',
  },
  mark_exclamations_row: {
    en: 'Exclamation marks stand in a row; one says as much.',
    fr: 'Des points d’exclamation se suivent ; un seul en dit autant.',
  },
  mark_emoji_row: { en: 'Emoji stand in a row; one says as much.', fr: 'Des émojis se suivent en guirlande ; un seul en dit autant.' },
  mark_prices: {
    en: 'The text piles up {count} prices and percentages; more than {most} read like a leaflet.',
    fr: 'Le texte empile {count} prix et pourcentages ; au-delà de {most}, il se lit comme un prospectus.',
  },
  mark_lure: {
    en: '“{words}” promises or presses, which people report as spam; say plainly what there is.',
    fr: '« {words} » promet ou presse, ce que les gens signalent comme spam ; dites simplement ce qu’il y a.',
  },
  opt_out_missing: {
    en: 'Marketing without a reply that ends it is ended by blocking; add a reply such as “Stop promotions”.',
    fr: 'Un message marketing sans réponse pour y mettre fin finit par un blocage ; ajoutez une réponse comme « Arrêter les promotions ».',
  },
  opt_out_words: {
    en: 'Nothing says how to end these messages; add a sentence such as “Reply STOP to end them”.',
    fr: 'Rien ne dit comment ne plus recevoir ces messages ; ajoutez une phrase comme « Répondez STOP pour ne plus en recevoir ».',
  },
  buttons_folded: {
    en: 'With {count} buttons the phone hides those after the second behind “See all options”; only {most} show at once.',
    fr: 'Avec {count} boutons, le téléphone cache ceux après le deuxième sous « Voir toutes les options » ; {most} au plus restent visibles.',
  },
  sample_unreal: {
    en: 'The sample of "{name}" is “{sample}”; reviewers want one as a person would get it.',
    fr: 'L’exemple de « {name} » est « {sample} » ; les examinateurs en veulent un tel qu’une personne le recevrait.',
  },
  variable_numbers_texts: {
    en: 'Meta counts numbers anew in each text, so {{1}} would be two things; use names.',
    fr: 'Meta recompte les numéros dans chaque texte : {{1}} serait deux choses ; utilisez des noms.',
  },
  languages_variables: {
    en: 'Compared with {base}: {missing} missing, {extra} added; a campaign fills the same variables in every language.',
    fr: 'Par rapport à {base} : {missing} en moins, {extra} en plus ; une campagne remplit les mêmes variables dans toutes les langues.',
  },
  languages_header: {
    en: 'The header is of another kind than in {base}; one campaign fills both.',
    fr: 'L’en-tête n’est pas du même genre qu’en {base} ; une même campagne remplit les deux.',
  },
  languages_buttons: {
    en: 'The buttons are of other kinds than in {base}, or in another order ({here} here, {there} there); reports count them together.',
    fr: 'Les boutons ne sont pas du même genre qu’en {base}, ou dans un autre ordre ({here} ici, {there} là-bas) ; les rapports les comptent ensemble.',
  },
  languages_cards: {
    en: 'The carousel differs from {base}: {here} cards here, {there} there, or cards of another build.',
    fr: 'Le carrousel diffère de {base} : {here} cartes ici, {there} là-bas, ou bâties autrement.',
  },
  languages_offer: {
    en: 'Only one of this language and {base} has a limited-time offer, or only one ends.',
    fr: 'Une seule de cette langue et de {base} a une offre limitée dans le temps, ou une seule finit.',
  },
} as const satisfies Record<string, { en: string; fr: string }>;
