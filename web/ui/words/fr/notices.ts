import type { notices as English } from '../en/notices.ts';

/** The words of notices, in French. */
export const notices: typeof English = {
  title: 'Avis',
  unseen: '{n, plural, one {# nouvel avis} other {# nouveaux avis}}',
  mark_seen: 'Marquer comme lus',
  none: 'Rien à signaler.',
  warning: 'À regarder :',
  open: 'Ouvrir',
};
