import type { TemplateDraft } from './draft.ts';

type Loose = Partial<TemplateDraft> & { readonly language?: unknown; readonly content?: unknown };

/**
 * Reads a draft kept in the browser; anything that is not one is forgotten. A draft of an earlier Parley had one language,
 * and what it lacks comes from `fallback`.
 */
export function parseStored(text: string | null, fallback: TemplateDraft): TemplateDraft | undefined {
  if (text === null) return undefined;
  try {
    const value = JSON.parse(text) as Loose | null;
    if (value === null || typeof value !== 'object' || typeof value.title !== 'string') return undefined;
    const { language, content, ...rest } = value;
    const languages = Array.isArray(rest.languages) ? rest.languages : typeof language === 'string' ? [{ language, content }] : [];
    const whole = languages.length > 0 && languages.every(isLanguage);
    return whole ? { ...fallback, ...rest, languages: parseLanguages(languages), fills: rest.fills ?? {} } : undefined;
  } catch {
    return undefined;
  }
}

function parseLanguages(languages: readonly unknown[]): TemplateDraft['languages'] {
  return languages as TemplateDraft['languages'];
}

function isLanguage(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('language' in value) || !('content' in value)) return false;
  const { language, content } = value;
  if (typeof language !== 'string' || typeof content !== 'object' || content === null) return false;
  return 'body' in content && typeof content.body === 'string' && 'buttons' in content && Array.isArray(content.buttons) && 'samples' in content;
}
