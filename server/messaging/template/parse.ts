import type { TemplateContent } from '#core/whatsapp/template.ts';
import { fill, variablesIn } from '#core/whatsapp/variables.ts';
import type { ListedTemplate } from '#server/cloud-api/management.ts';
import { toWireComponents } from './wire.ts';

/** A template of Meta's in our form as far as that goes. */
type ParsedTemplate = {
  readonly content: TemplateContent;
  /** The address of the header's example image, which must be fetched before the content is complete. */
  readonly headerExample: string | null;
  /** Which part our form has no place for; then the content is for looking at only. */
  readonly unsupported: string | null;
};

type Loose = Readonly<Record<string, unknown>>;
type Draft = {
  header: TemplateContent['header'];
  body: string;
  footer: string | null;
  buttons: TemplateContent['buttons'];
  samples: Record<string, string>;
  headerExample: string | null;
  unsupported: string | null;
};

/**
 * Reads a listed template into our form. `known` is what we have of it already: its names for the variables of addresses
 * (which have none at Meta), its image and its samples are kept.
 */
export function parseListedTemplate(listed: ListedTemplate, known: TemplateContent | null = null): ParsedTemplate {
  const draft: Draft = { header: null, body: '', footer: null, buttons: [], samples: {}, headerExample: null, unsupported: null };
  if (listed.category.toUpperCase() === 'AUTHENTICATION') draft.unsupported = 'authentication code';
  for (const value of listed.components) parseComponent(parseLoose(value), draft, known);
  const headerHasVariable = draft.header?.kind === 'text' && variablesIn(draft.header.text).length > 0;
  if (listed.parameter_format?.toUpperCase() !== 'NAMED' && headerHasVariable && variablesIn(draft.body).length > 0) {
    // {{1}} of the header and {{1}} of the body are two values there, one name here.
    draft.unsupported ??= 'numbered variables in header and body';
  }
  const { headerExample, unsupported, samples, ...content } = draft;
  return { content: { ...content, samples: { ...known?.samples, ...samples } }, headerExample, unsupported };
}

function parseLoose(value: unknown): Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function parseComponent(component: Loose, draft: Draft, known: TemplateContent | null): void {
  const type = textOf(component['type']).toUpperCase();
  if (type === 'HEADER') parseHeader(component, draft, known);
  else if (type === 'BODY') {
    draft.body = textOf(component['text']);
    parseSamples(draft, draft.body, parseLoose(component['example']), 'body');
  } else if (type === 'FOOTER') draft.footer = textOf(component['text']) || null;
  else if (type === 'BUTTONS') draft.buttons = listOf(component['buttons']).flatMap((button, index) => parseButton(parseLoose(button), index, draft, known));
  else draft.unsupported ??= type.toLowerCase().replaceAll('_', ' ');
}

function parseHeader(component: Loose, draft: Draft, known: TemplateContent | null): void {
  const format = textOf(component['format']).toUpperCase();
  const example = parseLoose(component['example']);
  if (format === 'TEXT') {
    const text = textOf(component['text']);
    draft.header = { kind: 'text', text };
    parseSamples(draft, text, example, 'header');
  } else if (format === 'IMAGE') {
    const kept = known?.header?.kind === 'image' ? known.header.media : '';
    draft.header = { kind: 'image', media: kept };
    draft.headerExample = kept === '' ? textOf(listOf(example['header_handle'])[0]) : null;
  } else draft.unsupported ??= `${format.toLowerCase()} header`;
}

/** Samples come by name, or by position as `["a"]` for a header and `[["a", "b"]]` for a body. */
function parseSamples(draft: Draft, text: string, example: Loose, part: 'header' | 'body'): void {
  for (const item of listOf(example[`${part}_text_named_params`])) {
    const named = parseLoose(item);
    draft.samples[textOf(named['param_name'])] = textOf(named['example']);
  }
  const first = listOf(example[`${part}_text`]);
  const positional = Array.isArray(first[0]) ? first[0] : first;
  for (const name of variablesIn(text)) {
    const sample: unknown = /^\d+$/.test(name) ? positional[Number(name) - 1] : undefined;
    if (typeof sample === 'string') draft.samples[name] = sample;
  }
}

function parseButton(button: Loose, index: number, draft: Draft, known: TemplateContent | null): TemplateContent['buttons'] {
  const type = textOf(button['type']).toUpperCase();
  const text = textOf(button['text']);
  if (type === 'QUICK_REPLY') return [{ kind: 'reply', text }];
  if (type === 'PHONE_NUMBER') return [{ kind: 'phone', text, phone: textOf(button['phone_number']) }];
  if (type !== 'URL') {
    draft.unsupported ??= `${type.toLowerCase().replaceAll('_', ' ')} button`;
    return [];
  }
  const url = textOf(button['url']);
  const variable = variablesIn(url)[0];
  if (variable === undefined) return [{ kind: 'url', text, url }];
  const name = nameOfUrlVariable(index, known);
  const example = textOf(Array.isArray(button['example']) ? button['example'][0] : button['example']);
  const base = url.slice(0, url.indexOf('{{'));
  if (example !== '') draft.samples[name] = example.startsWith(base) ? example.slice(base.length) : example;
  return [{ kind: 'url', text, url: fill(url, { [variable]: `{{${name}}}` }) }];
}

function nameOfUrlVariable(index: number, known: TemplateContent | null): string {
  const same = known?.buttons[index];
  return (same?.kind === 'url' ? variablesIn(same.url)[0] : undefined) ?? `link_${index + 1}`;
}

/** Two contents with one shape say the same to everybody: only samples, the image and names of address variables may differ. */
export function shapeOf(content: TemplateContent): string {
  const components = toWireComponents(content, null).map((component) => {
    if (component.type !== 'BUTTONS') return { ...component, example: undefined };
    return component.buttons.map((button) => (button.type === 'PHONE_NUMBER' ? button.phone_number.replaceAll(/\D/g, '') : { ...button, example: undefined }));
  });
  return JSON.stringify(components);
}
