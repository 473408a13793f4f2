import type { gallery as English } from '../en/gallery.ts';

/** The words of the gallery of templates, in French. */
export const gallery: typeof English = {
  title: 'Galerie',
  lead: 'Des messages pour chaque moment du parcours, en cinq langues. Partez de l’un d’eux et faites-le vôtre.',
  open: 'Partir de la galerie',
  search: 'Chercher un moment',
  begin: 'Partir de celui-ci',
  begin_with: 'Partir de celui-ci : {title}',
  none_title: 'Aucun moment de ce nom',
  none_text: 'Rien dans la galerie ne porte ce nom. Essayez avec moins de lettres.',
  moment_arrival: 'À leur arrivée',
  moment_choosing: 'Pendant le choix',
  moment_order: 'À la commande',
  moment_delivery: 'En chemin',
  moment_after: 'Après l’achat',
  moment_return: 'Pour les revoir',
  moment_meeting: 'Rendez-vous et questions',
  moment_account: 'Leur compte',
  gone: 'La galerie ne contient rien du nom de « {key} ».',
  moments: 'Moments',
  every_moment: 'Tous les moments',
};
