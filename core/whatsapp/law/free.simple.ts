import type { ContactCard, FreeMessage } from '#core/whatsapp/free.ts';
import { checkButtonText } from './free.words.ts';
import { lawFault, type LawFault } from './words.ts';

type Of<Kind extends FreeMessage['kind']> = Extract<FreeMessage, { kind: Kind }>;

/** Counts. Source: Meta's message pages (facts §1.1.1, §2.1), read 2026-11-22. */
const limits = { contacts: 257, formButton: 30 } as const;
/** Ours: a longer address on a card helps nobody. */
const contactUrlMost = 1000;
/** How deep the data of a form may be nested; Meta names no number. */
const formDataDepth = 20;

/** A place on the earth. */
export function checkLocation({ latitude, longitude }: Of<'location'>): LawFault[] {
  return [
    ...(Math.abs(latitude) <= 90 ? [] : [lawFault('/latitude', 'latitude', { value: latitude })]),
    ...(Math.abs(longitude) <= 180 ? [] : [lawFault('/longitude', 'longitude', { value: longitude })]),
  ];
}

const dayOfBirth = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** Contact cards: each has a name, and what is written on it can be read. */
export function checkContacts(contacts: readonly ContactCard[]): LawFault[] {
  if (contacts.length < 1 || contacts.length > limits.contacts)
    return [lawFault('/contacts', 'contacts_count', { count: contacts.length, most: limits.contacts })];
  return contacts.flatMap((card, c) => {
    const at = `/contacts/${c}`;
    const { birthday } = card;
    return [
      ...(card.name.formatted_name.trim() === '' ? [lawFault(`${at}/name/formatted_name`, 'contact_name_empty')] : []),
      ...(birthday === null || birthday === '' || dayOfBirth.test(birthday)
        ? []
        : [lawFault(`${at}/birthday`, 'contact_birthday', { day: birthday.slice(0, 40) })]),
      ...card.urls.flatMap(({ url }, u) =>
        url.length > contactUrlMost ? [lawFault(`${at}/urls/${u}/url`, 'contact_url_long', { length: url.length, most: contactUrlMost })] : [],
      ),
    ];
  });
}

/** The longest emoji are families and flags of some 15 UTF-16 units; what is far longer need not be looked at. */
const emojiUnitsMost = 40;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const pictured = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u;

/** One emoji, whole as people see it, or nothing to take it back. */
export function checkReaction({ to, emoji }: Of<'reaction'>): LawFault[] {
  const isEmoji = emoji === '' || (emoji.length <= emojiUnitsMost && pictured.test(emoji) && [...graphemes.segment(emoji)].length === 1);
  return [
    ...(to.trim() === '' ? [lawFault('/to', 'reaction_to')] : []),
    ...(isEmoji ? [] : [lawFault('/emoji', 'reaction_emoji', { emoji: emoji.slice(0, 40) })]),
  ];
}

const sharedFields = ['name', 'phone_number', 'floor_number', 'building_name', 'address', 'landmark_area', 'city'];

/** The fields of the two forms. Source: Meta, "Address messages" (India, Singapore), read 2026-11-22. */
const addressFields: Readonly<Record<string, readonly string[]>> = {
  IN: [...sharedFields, 'in_pin_code', 'house_number', 'tower_number', 'state'],
  SG: [...sharedFields, 'sg_post_code', 'unit_number'],
};

/** Asks for an address in a country that has the form; a field it has not is a warning. */
export function checkAddressRequest({ country, values }: Of<'address_request'>): LawFault[] {
  const fields = addressFields[country.toUpperCase()];
  if (fields === undefined) return [lawFault('/country', 'address_country', { country })];
  return Object.keys(values)
    .filter((field) => !fields.includes(field))
    .map((field) => lawFault(`/values/${field}`, 'address_field', { field, country }, 'warning'));
}

/** A form: its label, its id, and where its data goes. Emoji on the label is what Meta advises against. */
export function checkForm({ button, form, screen, data }: Of<'form'>): LawFault[] {
  return [
    ...checkButtonText('/button', button, limits.formButton),
    ...(/\p{Extended_Pictographic}/u.test(button) ? [lawFault('/button', 'button_emoji', {}, 'warning')] : []),
    ...(form.trim() === '' ? [lawFault('/form', 'form_missing')] : []),
    ...(Object.keys(data).length > 0 && (screen ?? '') === '' ? [lawFault('/screen', 'form_screen')] : []),
    ...(isShallow(data, formDataDepth) ? [] : [lawFault('/data', 'form_data_deep', { most: formDataDepth })]),
  ];
}

function isShallow(value: unknown, most: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return most > 0 && Object.values(value).every((one) => isShallow(one, most - 1));
}
