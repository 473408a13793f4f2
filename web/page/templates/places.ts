import type { TemplateButton, TemplateHeader } from '#core/whatsapp/template.ts';
import type { WordKey, WordValues } from '#web/ui/words/speak.ts';

/** A place in a template, in words of the catalogue. */
export type PlaceWords = { readonly word: WordKey; readonly values?: WordValues };

/** Names the place of a change: `/buttons/0/text` is "Button 1", `/samples/first_name` the sample of first_name. */
export function placeWords(pointer: string): PlaceWords {
  const [part = '', second = '', third = '', fourth = ''] = pointer.split('/').slice(1);
  const nth = Number(second) + 1;
  switch (part) {
    case 'header':
      return { word: 'templates.header' };
    case 'body':
      return { word: 'templates.body' };
    case 'footer':
      return { word: 'templates.footer' };
    case 'offer':
      return { word: 'editor.offer' };
    case 'passcode':
      return { word: 'editor.passcode' };
    case 'buttons':
      return Number.isNaN(nth) || second === '' ? { word: 'templates.buttons' } : { word: 'templates.place_button', values: { nth } };
    case 'cards':
      if (Number.isNaN(nth) || second === '') return { word: 'editor.cards' };
      return third === 'buttons' && fourth !== ''
        ? { word: 'templates.place_card_button', values: { card: nth, nth: Number(fourth) + 1 } }
        : { word: 'editor.card_nth', values: { nth } };
    case 'samples':
      return { word: 'templates.place_sample', values: { name: second } };
    default:
      return { word: 'templates.place_other', values: { at: pointer } };
  }
}

const buttonWords: Readonly<Record<TemplateButton['kind'], WordKey>> = {
  reply: 'editor.button_reply',
  url: 'editor.button_url',
  phone: 'editor.button_phone',
  copy_code: 'editor.button_copy_code',
  form: 'editor.button_form',
  catalog: 'editor.button_catalog',
  products: 'editor.button_products',
  product: 'editor.button_product',
  contact_request: 'editor.button_contact_request',
  passcode: 'editor.button_passcode',
};
const headerWords: Readonly<Record<TemplateHeader['kind'], WordKey>> = {
  text: 'editor.header_text',
  image: 'editor.header_image',
  video: 'editor.header_video',
  document: 'editor.header_document',
  location: 'editor.header_location',
  product: 'editor.header_product',
};

/** The word for a kind of button or header where a change is of the kind; undefined for any other value. */
export function kindWord(pointer: string, value: string): WordKey | undefined {
  if (!pointer.endsWith('/kind')) return undefined;
  const words = pointer.includes('/header/') ? headerWords : buttonWords;
  return Object.entries(words).find(([kind]) => kind === value)?.[1];
}
