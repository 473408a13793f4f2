import type { FaultCode } from '#core/whatsapp/law/words.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { cleanName } from '#web/part/variableText.ts';
import type { WordKey, WordValues } from '#web/ui/words/speak.ts';
import { addedButton, orderedButtons } from './buttons.ts';
import { contentIn, type TemplateDraft, withContent, withVariableRenamed } from './draft.ts';
import type { DraftFault } from './faults.ts';
import { stopReply, stopSentence } from './optOut.ts';
import { usualSample } from './samples.ts';

/** What one click does about a fault: the words on the button, and the draft behind it. */
export type Cure = { readonly word: WordKey; readonly values?: WordValues; readonly apply: (draft: TemplateDraft) => TemplateDraft };

/** What a cure is made from. `name` is the variable a fault speaks of; `settled`: the template is at Meta, so its category stays. */
type Sick = { readonly content: TemplateContent; readonly language: string; readonly name: string; readonly settled: boolean };
type Remedy = (sick: Sick) => Cure | undefined;

const emoji = /\p{Extended_Pictographic}[\uFE0F\u200D\p{Emoji_Modifier}]*\s?/gu;

const remedies: Readonly<Partial<Record<FaultCode, Remedy>>> = {
  opt_out_missing: ({ content, language }) => {
    const text = stopReply(language);
    const added = addedButton(content.buttons, 'reply');
    if (added.length === content.buttons.length) return undefined;
    const place = added.findIndex((button, at) => button.kind === 'reply' && button !== content.buttons[at]);
    return replaced('editor.cure_opt_out', language, { ...content, buttons: added.with(place, { kind: 'reply', text }) }, { text });
  },
  opt_out_words: ({ content, language }) => {
    const text = stopSentence(language);
    const body = `${content.body.trimEnd()}\n\n${text}`.trimStart();
    return replaced('editor.cure_opt_out', language, { ...content, body }, { text });
  },
  variable_name: ({ name }) => {
    const to = cleanName(name);
    return to === '' ? undefined : { word: 'editor.cure_rename', values: { name: to }, apply: (draft) => withVariableRenamed(draft, name, to) };
  },
  sample_missing: ({ content, language, name }) => {
    const sample = usualSample(name, language);
    return sample === undefined ? undefined : replaced('editor.cure_sample', language, withSample(content, name, sample), { sample });
  },
  sample_line: ({ content, language, name }) => replaced('editor.cure_line', language, withSample(content, name, oneLine(content.samples[name] ?? ''))),
  body_blank_lines: ({ content, language }) =>
    replaced('editor.cure_blank', language, { ...content, body: content.body.replaceAll(/\n(?:[^\S\n]*\n){2,}/gu, '\n\n') }),
  footer_line: ({ content, language }) => replaced('editor.cure_line', language, { ...content, footer: oneLine(content.footer ?? '') }),
  header_emoji: ({ content, language }) => headerText(content, language, 'editor.cure_emoji', (text) => text.replaceAll(emoji, '')),
  header_formatting: ({ content, language }) => headerText(content, language, 'editor.cure_formatting', (text) => text.replaceAll(/[*_~`]/gu, '')),
  buttons_order: ({ content, language }) => replaced('editor.cure_order', language, { ...content, buttons: orderedButtons(content.buttons) }),
  button_emoji: ({ content, language }) => replaced('editor.cure_emoji', language, withoutButtonEmoji(content)),
  offer_category: ({ settled }) => (settled ? undefined : toMarketing),
  shelf_category: ({ settled }) => (settled ? undefined : toMarketing),
};

const toMarketing: Cure = { word: 'editor.cure_marketing', apply: (draft) => ({ ...draft, category: 'marketing' }) };

/** The cure of a fault where one click has one; undefined where only the writer knows. */
export function cureOf(fault: DraftFault, draft: TemplateDraft, language: string, settled: boolean): Cure | undefined {
  return remedies[fault.code]?.({ content: contentIn(draft, language), language, name: String(fault.values['name'] ?? ''), settled });
}

function replaced(word: WordKey, language: string, content: TemplateContent, values: WordValues = {}): Cure {
  return { word, values, apply: (draft) => withContent(draft, language, content) };
}

function withSample(content: TemplateContent, name: string, sample: string): TemplateContent {
  return { ...content, samples: { ...content.samples, [name]: sample } };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*[\n\r\t]\s*/gu, ' ').trim();
}

function headerText(content: TemplateContent, language: string, word: WordKey, change: (text: string) => string): Cure | undefined {
  if (content.header?.kind !== 'text') return undefined;
  return replaced(word, language, { ...content, header: { kind: 'text', text: change(content.header.text).trim() } });
}

function withoutButtonEmoji(content: TemplateContent): TemplateContent {
  return {
    ...content,
    buttons: content.buttons.map((button) =>
      'text' in button && button.text !== null ? { ...button, text: button.text.replaceAll(emoji, '').trim() } : button,
    ),
  };
}
