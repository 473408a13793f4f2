import { buttonLimits } from '#core/whatsapp/law/buttons.ts';
import { templateLengths } from '#core/whatsapp/law/template.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { templateVariables } from '#core/whatsapp/variables.ts';

/** A template while it is written. `title` is what the writer calls it; Meta's name is made from it until it is set by hand. */
export type TemplateDraft = {
  readonly title: string;
  readonly category: 'marketing' | 'utility';
  readonly language: string;
  readonly content: TemplateContent;
};

export type DraftButton = TemplateContent['buttons'][number];
export type DraftHeader = 'none' | 'text' | 'image';

/** An empty message in one language. */
export function emptyDraft(language: string): TemplateDraft {
  return { title: '', category: 'marketing', language, content: { header: null, body: '', footer: null, buttons: [], samples: {} } };
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

/** Which kind of header a message has. */
export function headerKind(content: TemplateContent): DraftHeader {
  return content.header?.kind ?? 'none';
}

/** Changes the kind of header; a text or an image that was there before is not carried into another kind. */
export function withHeader(content: TemplateContent, kind: DraftHeader): TemplateContent {
  if (kind === headerKind(content)) return content;
  switch (kind) {
    case 'none':
      return { ...content, header: null };
    case 'text':
      return { ...content, header: { kind, text: '' } };
    case 'image':
      return { ...content, header: { kind, media: '' } };
  }
}

const buttonsMost = { reply: buttonLimits.buttons, url: buttonLimits.urlButtons, phone: buttonLimits.phoneButtons } as const;

/** Whether one more button of this kind fits. */
export function mayAddButton(buttons: readonly DraftButton[], kind: DraftButton['kind']): boolean {
  return buttons.length < buttonLimits.buttons && buttons.filter((button) => button.kind === kind).length < buttonsMost[kind];
}

/**
 * Adds an empty button. Meta wants reply buttons side by side, so a reply goes behind the last reply and others go to
 * the end.
 */
export function withButton(content: TemplateContent, kind: DraftButton['kind']): TemplateContent {
  if (!mayAddButton(content.buttons, kind)) return content;
  const place = kind === 'reply' ? content.buttons.findLastIndex((button) => button.kind === 'reply') + 1 : 0;
  const at = kind === 'reply' && place > 0 ? place : content.buttons.length;
  return { ...content, buttons: content.buttons.toSpliced(at, 0, emptyButton(kind)) };
}

function emptyButton(kind: DraftButton['kind']): DraftButton {
  switch (kind) {
    case 'reply':
      return { kind, text: '' };
    case 'url':
      return { kind, text: '', url: 'https://' };
    case 'phone':
      return { kind, text: '', phone: '+' };
  }
}

/** Swaps a button with its neighbour: -1 before it, 1 behind it; at the ends nothing happens. */
export function movedButton(content: TemplateContent, at: number, by: -1 | 1): TemplateContent {
  const button = content.buttons[at];
  const other = content.buttons[at + by];
  if (button === undefined || other === undefined) return content;
  return { ...content, buttons: content.buttons.with(at, other).with(at + by, button) };
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

/** Whether anything was written that would be a loss. */
export function isTouched(draft: TemplateDraft): boolean {
  return (
    draft.title !== '' || draft.content.body !== '' || draft.content.header !== null || draft.content.buttons.length > 0 || (draft.content.footer ?? '') !== ''
  );
}
