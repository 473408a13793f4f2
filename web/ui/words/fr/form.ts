import type { form as English } from '../en/form.ts';

/** The words of a form that runs on a phone, in French. */
export const form: typeof English = {
  loading: 'Chargement du formulaire',
  failed: 'Le formulaire ne peut pas être ouvert.',
  empty: 'Ce formulaire n’a pas d’écran.',
  asking: 'L’entreprise est interrogée',
  noScreen: 'Le formulaire mène à un écran « {screen} » qu’il n’a pas.',
  managed: 'Géré par {business}',
  optional: 'facultatif',
  choose: 'Choisir',
  readMore: 'En savoir plus',
  from: 'du',
  until: 'au',
  unknown: 'Un élément de type « {type} », que ce téléphone ne sait pas dessiner.',
  fault_required: 'À remplir.',
  fault_short: 'Au moins {limit, plural, one {un caractère} other {{limit, number} caractères}}.',
  fault_long: 'Au plus {limit, plural, one {un caractère} other {{limit, number} caractères}}.',
  fault_number: 'Seulement des chiffres.',
  fault_email: 'Ce n’est pas une adresse e-mail.',
  fault_phone: 'Ce n’est pas un numéro de téléphone.',
  fault_pattern: 'Ce n’est pas écrit comme le formulaire le demande.',
  fault_few: 'Choisissez-en au moins {limit, number}.',
  fault_many: 'Choisissez-en au plus {limit, number}.',
};
