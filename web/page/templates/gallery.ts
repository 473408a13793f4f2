import type { GalleryTemplate } from '#core/contract/templates.ts';
import type { GalleryMoment } from '#core/gallery/shape.ts';
import type { WordKey } from '#web/ui/words/speak.ts';
import type { TemplateDraft } from './draft.ts';

/** The codes of a reader's language at Meta, closest first: `pt` may be `pt_BR`. */
function isLanguage(code: string, wanted: string): boolean {
  return code === wanted || code.split('_')[0] === wanted.split(/[-_]/u)[0];
}

/**
 * A draft that begins with a template of the gallery: in the language it was looked at, then in those that the house writes in
 * already. The other languages of the gallery are a click away.
 */
export function draftFromGallery(model: GalleryTemplate, languages: readonly string[]): TemplateDraft {
  const wanted = languages.flatMap((language) => model.translations.filter((each) => isLanguage(each.language, language)));
  const chosen = wanted.length > 0 ? wanted : model.translations.slice(0, 1);
  const title = model.name.replaceAll('_', ' ');
  return {
    title: `${title.charAt(0).toLocaleUpperCase()}${title.slice(1)}`,
    category: model.category,
    account: null,
    languages: [...new Map(chosen.map((each) => [each.language, each])).values()],
    fills: model.fills,
  };
}

/** The translation shown for a reader: their own language, else English, else the first. */
export function shownTranslation(model: GalleryTemplate, language: string): GalleryTemplate['translations'][number] | undefined {
  return (
    model.translations.find((each) => isLanguage(each.language, language)) ??
    model.translations.find((each) => isLanguage(each.language, 'en')) ??
    model.translations[0]
  );
}

const momentWords: Readonly<Record<GalleryMoment, WordKey>> = {
  arrival: 'gallery.moment_arrival',
  choosing: 'gallery.moment_choosing',
  order: 'gallery.moment_order',
  delivery: 'gallery.moment_delivery',
  after: 'gallery.moment_after',
  return: 'gallery.moment_return',
  meeting: 'gallery.moment_meeting',
  account: 'gallery.moment_account',
};

/** The words for a moment of the journey; undefined for one that a newer server knows and this screen does not. */
export function momentWord(moment: string): WordKey | undefined {
  return Object.entries(momentWords).find(([name]) => name === moment)?.[1];
}

/** The moments that templates are for, in the order they come. */
export function momentsOf(items: readonly GalleryTemplate[]): readonly string[] {
  return [...new Set(items.map((item) => item.moment))];
}
