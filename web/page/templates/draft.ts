import type { VariableSource } from '#core/contract/variables.ts';
import { templateLengths } from '#core/whatsapp/law/template.ts';
import type { TemplateCategory, TemplateContent } from '#core/whatsapp/template.ts';
import { templateVariables } from '#core/whatsapp/variables.ts';
import { defaultSources } from '#web/part/sources.ts';

/** One language of a draft. */
export type DraftLanguage = { readonly language: string; readonly content: TemplateContent };

/** A template while it is written, all its languages together. `title` is what the writer calls it; Meta's name is made from it. */
export type TemplateDraft = {
  readonly title: string;
  readonly category: TemplateCategory;
  /** Which business account gets it; null is the default one. */
  readonly account: string | null;
  /** The first is the one that others are written from. */
  readonly languages: readonly DraftLanguage[];
  /** What fills each variable unless a campaign says otherwise. */
  readonly fills: Readonly<Record<string, VariableSource>>;
};

/** A message without anything in it. */
export const emptyContent: TemplateContent = { header: null, body: '', footer: null, buttons: [], samples: {} };

/** An empty message in one language. */
export function emptyDraft(language: string): TemplateDraft {
  return { title: '', category: 'marketing', account: null, languages: [{ language, content: emptyContent }], fills: {} };
}

/** Makes Meta's name of what the writer calls it: "Guji, the new harvest" becomes guji_the_new_harvest. */
export function slugName(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/œ/giu, 'oe')
    .replace(/æ/giu, 'ae')
    .replace(/ß/gu, 'ss')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '_')
    .replace(/^_+|_+$/gu, '')
    .slice(0, templateLengths.name);
}

/** The content in a language; that of the first when the draft is not written in it. */
export function contentIn(draft: TemplateDraft, language: string): TemplateContent {
  return (draft.languages.find((each) => each.language === language) ?? draft.languages[0])?.content ?? emptyContent;
}

/** Changes the content of one language. */
export function withContent(draft: TemplateDraft, language: string, content: TemplateContent): TemplateDraft {
  return { ...draft, languages: draft.languages.map((each) => (each.language === language ? { language, content } : each)) };
}

/** Adds a language that begins with the words of another; one that is there already stays as it is. */
export function withLanguage(draft: TemplateDraft, language: string, from: string): TemplateDraft {
  if (draft.languages.some((each) => each.language === language)) return draft;
  return { ...draft, languages: [...draft.languages, { language, content: contentIn(draft, from) }] };
}

/** Takes a language out; the last one stays. */
export function withoutLanguage(draft: TemplateDraft, language: string): TemplateDraft {
  if (draft.languages.length < 2) return draft;
  return { ...draft, languages: draft.languages.filter((each) => each.language !== language) };
}

/** Calls a language by another code, where the new one is free: "English" turns out to be "English (UK)". */
export function withLanguageCode(draft: TemplateDraft, language: string, code: string): TemplateDraft {
  if (draft.languages.some((each) => each.language === code)) return draft;
  return { ...draft, languages: draft.languages.map((each) => (each.language === language ? { ...each, language: code } : each)) };
}

/** The variables of all languages, in the order of the first. */
export function draftVariables(draft: TemplateDraft): string[] {
  return [...new Set(draft.languages.flatMap((each) => templateVariables(each.content)))];
}

/** What is sent to the server: ends trimmed, an empty footer none, samples of variables that stand in the text only. */
export function finished(content: TemplateContent): TemplateContent {
  const names = templateVariables(content);
  const footer = content.footer?.trim() ?? '';
  return {
    ...content,
    body: content.body.trim(),
    footer: footer === '' ? null : footer,
    samples: Object.fromEntries(names.map((name) => [name, (content.samples[name] ?? '').trim()])),
  };
}

/**
 * What fills each variable unless a campaign says otherwise: what the author chose, else what the variable's name means here. One
 * that nobody has filled is left to the campaign.
 */
export function finishedFills(draft: TemplateDraft, fields: readonly { readonly key: string; readonly label: string }[]): Record<string, VariableSource> {
  const sources = Object.entries(defaultSources(draftVariables(draft), fields, draft.fills));
  return Object.fromEntries(sources.filter(([, source]) => source.from !== 'text' || source.text !== ''));
}

/** Whether anything was written that would be a loss. */
export function isTouched(draft: TemplateDraft): boolean {
  return draft.title !== '' || draft.languages.length > 1 || draft.languages.some((each) => !isEmpty(each.content));
}

/** Whether nothing at all stands in a message. */
export function isEmpty(content: TemplateContent): boolean {
  return (
    content.body === '' &&
    content.header === null &&
    content.buttons.length === 0 &&
    (content.footer ?? '') === '' &&
    content.offer === undefined &&
    content.cards === undefined &&
    content.passcode === undefined
  );
}

/** Gives a variable another name wherever it stands in the draft, with its samples and what fills it. */
export function withVariableRenamed(draft: TemplateDraft, from: string, to: string): TemplateDraft {
  if (from === to || to === '' || draftVariables(draft).includes(to)) return draft;
  const { [from]: source, ...others } = draft.fills;
  return {
    ...draft,
    fills: source === undefined ? draft.fills : { ...others, [to]: source },
    languages: draft.languages.map((each) => ({ ...each, content: renameIn(each.content, from, to) })),
  };
}

function renameIn(content: TemplateContent, from: string, to: string): TemplateContent {
  const { [from]: sample, ...samples } = content.samples;
  const swap = (value: unknown, key?: string): unknown => {
    if (typeof value === 'string') return key === 'from' && value === from ? to : value.replaceAll(variableOf(from), `{{${to}}}`);
    if (Array.isArray(value)) return value.map((each: unknown) => swap(each));
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, swap(each, name)]));
    return value;
  };
  return { ...parseContent(swap({ ...content, samples: {} })), samples: sample === undefined ? samples : { ...samples, [to]: sample } };
}

/** The same shape with other texts is content again. */
function parseContent(value: unknown): TemplateContent {
  return value as TemplateContent;
}

function variableOf(name: string): RegExp {
  return new RegExp(`\\{\\{\\s*${name.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&')}\\s*\\}\\}`, 'gu');
}
