import type { phone as English } from '../en/phone.ts';

/** The words around a phone, in French. */
export const phone: typeof English = {
  look: 'Apparence du téléphone',
  light: 'Clair',
  dark: 'Sombre',
  width: 'Largeur du téléphone',
  wide: 'Large',
  narrow: 'Étroit',
};
