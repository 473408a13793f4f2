/** The words around a phone, in English. What the phone itself says is in web/phone/words.ts. */
export const phone = {
  look: 'Look of the phone',
  light: 'Light',
  dark: 'Dark',
  width: 'Width of the phone',
  wide: 'Wide',
  narrow: 'Narrow',
};
