import { type Spoken, spokenLanguages } from '#core/value/say.ts';

/** Longer headers are no list of languages. */
const headerLengthMost = 500;

/**
 * The language in which the caller wants to be answered: of `Accept-Language`, the one wished most that we speak. English
 * for whoever asks for nothing or for none of ours.
 *
 * @example languageOf('de, fr-CA;q=0.8, en;q=0.5') // 'fr'
 */
export function languageOf(header: string | string[] | undefined): Spoken {
  const text = (Array.isArray(header) ? header.join(',') : (header ?? '')).slice(0, headerLengthMost);
  const wishes = text.split(',').map((part) => {
    const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith('q='));
    return { base: tag.split('-')[0] ?? '', weight: quality === undefined ? 1 : Number(quality.slice(2)) || 0 };
  });
  // The sort is stable, so of two wished alike the first counts.
  const liked = wishes.filter((wish) => wish.weight > 0).toSorted((one, other) => other.weight - one.weight);
  for (const { base } of liked) {
    const found = spokenLanguages.find((language) => language === base);
    if (found !== undefined) return found;
  }
  return 'en';
}
