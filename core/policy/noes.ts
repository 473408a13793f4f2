import { foldWords, readWish } from './words.ts';

/**
 * Labels of buttons by which a person says that this is not for them, in the languages our templates are written in. A mere "no" is not among
 * them: it may answer a question. Words that opt out count as well (`readWish`). Compared folded, as those are.
 */
const noes = {
  en: [
    'not interested',
    'no thanks',
    'no thank you',
    'not for me',
    'no longer interested',
    'i am not interested',
    'less of this',
    'not relevant',
    'no more offers',
    'stop offers',
    'stop these messages',
    'spam',
    'report',
  ],
  fr: [
    'pas intéressé',
    'pas intéressée',
    'pas intéressé(e)',
    'pas intéressé·e',
    'non merci',
    'ça ne m’intéresse pas',
    'ne m’intéresse pas',
    'plus d’offres',
    'stop aux offres',
    'moins de messages',
    'pas pour moi',
  ],
  es: ['no me interesa', 'no gracias', 'no estoy interesado', 'no estoy interesada', 'no es para mí', 'no más ofertas', 'menos mensajes'],
  pt: ['não tenho interesse', 'sem interesse', 'não me interessa', 'não obrigado', 'não obrigada', 'não é para mim', 'chega de ofertas', 'menos mensagens'],
  de: ['kein interesse', 'nein danke', 'interessiert mich nicht', 'nicht für mich', 'keine angebote', 'keine angebote mehr', 'weniger nachrichten'],
} as const;

const known = new Set(Object.values(noes).flatMap((words) => words.map(foldWords)));

/**
 * Whether a tapped button says no to what was sent, by its label or its payload.
 *
 * @example isNo({ text: 'Non, merci !', payload: 'x' }) // true
 */
export function isNo(tapped: { readonly text: string; readonly payload: string }): boolean {
  return [tapped.text, tapped.payload].some((words) => known.has(foldWords(words)) || readWish(words).wish === 'stop');
}
