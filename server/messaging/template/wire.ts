import type { CardContent } from '#core/whatsapp/message.ts';
import type { TemplateCategory, TemplateContent, TranslationState } from '#core/whatsapp/template.ts';
import { fill, variablesIn } from '#core/whatsapp/variables.ts';
import type {
  WireNamedExample,
  WireParameterFormat,
  WireTemplateButton,
  WireTemplateCategory,
  WireTemplateComponent,
  WireTemplateCreate,
  WireTemplateParameter,
  WireTemplateSend,
  WireTemplateSendComponent,
} from '#core/whatsapp/wire.ts';

/**
 * Between our form of a template and Meta's. Ours has one kind of variable; at Meta header and body carry named
 * parameters, while the one of a URL is always `{{1}}` and has no name. Pure.
 */

/** What is known of a template when it is sent or drawn. */
type TemplateName = { readonly name: string };
type TemplateLanguage = { readonly language: string; readonly content: TemplateContent };

/** Meta refuses line ends, tabs and more than four blanks in a row within a value (132018). */
const lineEnds = /\s*[\n\r\t\u2028\u2029]\s*/g;
const blanksRun = / {5,}/g;

/** A value as it may stand in a message: on one line, without runs of blanks. The phone shows the same. */
function wireValue(value: string): string {
  return value.replace(lineEnds, ' ').replace(blanksRun, '    ').trim();
}

function wireValues(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, wireValue(value)]));
}

/** Templates of other makers may have numbered variables: `{{1}}`. Mixed ones cannot exist. */
export function parameterFormat(content: TemplateContent): WireParameterFormat {
  const names = [...(content.header?.kind === 'text' ? variablesIn(content.header.text) : []), ...variablesIn(content.body)];
  return names.length > 0 && names.every((name) => /^\d+$/.test(name)) ? 'POSITIONAL' : 'NAMED';
}

/** The distinct names of a text; numbered ones in the order of their numbers, which is the order Meta wants. */
function parametersOf(text: string, format: WireParameterFormat): string[] {
  const names = [...new Set(variablesIn(text))];
  return format === 'POSITIONAL' ? names.toSorted((a, b) => Number(a) - Number(b)) : names;
}

/**
 * The body of a send's `template`. `headerMetaId` is what Meta calls the header image for the sending number; null when
 * the header is none. A variable without a value is sent as it stands, which the policy has made impossible before.
 */
export function toWireTemplate(
  template: TemplateName,
  translation: TemplateLanguage,
  values: Readonly<Record<string, string>>,
  headerMetaId: string | null,
): WireTemplateSend {
  const { content, language } = translation;
  const format = parameterFormat(content);
  const clean = wireValues(values);
  const valueOf = (name: string) => clean[name] ?? `{{${name}}}`;
  const parameter = (name: string): WireTemplateParameter =>
    format === 'NAMED' ? { type: 'text', parameter_name: name, text: valueOf(name) } : { type: 'text', text: valueOf(name) };
  const components: WireTemplateSendComponent[] = [];

  if (content.header?.kind === 'image' && headerMetaId !== null)
    components.push({ type: 'header', parameters: [{ type: 'image', image: { id: headerMetaId } }] });
  const headerNames = content.header?.kind === 'text' ? parametersOf(content.header.text, format) : [];
  if (headerNames.length > 0) components.push({ type: 'header', parameters: headerNames.map(parameter) });
  const bodyNames = parametersOf(content.body, format);
  if (bodyNames.length > 0) components.push({ type: 'body', parameters: bodyNames.map(parameter) });
  content.buttons.forEach((button, index) => {
    const name = button.kind === 'url' ? variablesIn(button.url)[0] : undefined;
    if (name !== undefined) components.push({ type: 'button', sub_type: 'url', index: String(index), parameters: [{ type: 'text', text: valueOf(name) }] });
  });
  return { name: template.name, language: { code: language }, ...(components.length === 0 ? {} : { components }) };
}

/** The template filled in for one person, as inbox, preview and phone draw it. A variable without a value stays visible. */
export function drawTemplate(template: TemplateName, translation: TemplateLanguage, values: Readonly<Record<string, string>>): CardContent {
  const { content, language } = translation;
  const clean = wireValues(values);
  return {
    kind: 'card',
    header: drawHeader(content.header, clean),
    text: fill(content.body, clean),
    footer: content.footer,
    buttons: content.buttons.map((button) => (button.kind === 'url' ? { ...button, url: fill(button.url, clean) } : button)),
    template: { name: template.name, language },
  };
}

function drawHeader(header: TemplateContent['header'], values: Readonly<Record<string, string>>): CardContent['header'] {
  if (header === null) return null;
  if (header.kind === 'text') return { kind: 'text', text: fill(header.text, values) };
  return { kind: 'image', image: { media: header.media, mime: 'image/*', name: null, meta_id: null } };
}

const wireCategories = { marketing: 'MARKETING', utility: 'UTILITY', authentication: 'AUTHENTICATION' } as const satisfies Record<
  TemplateCategory,
  WireTemplateCategory
>;

/** The components of a template as they are submitted; `headerHandle` comes from the resumable upload of the image. */
export function toWireComponents(content: TemplateContent, headerHandle: string | null): WireTemplateComponent[] {
  const format = parameterFormat(content);
  const components: WireTemplateComponent[] = [];
  const header = content.header === null ? undefined : wireHeader(content.header, content, format, headerHandle);
  if (header !== undefined) components.push(header);
  components.push(wireBody(content, format));
  if (content.footer !== null) components.push({ type: 'FOOTER', text: content.footer });
  if (content.buttons.length > 0) components.push({ type: 'BUTTONS', buttons: content.buttons.map((button) => wireButton(button, content)) });
  return components;
}

/** The whole body of a creation. */
export function toWireCreate(
  template: TemplateName & { readonly category: TemplateCategory },
  translation: TemplateLanguage,
  headerHandle: string | null,
): WireTemplateCreate {
  return {
    name: template.name,
    language: translation.language,
    category: wireCategories[template.category],
    parameter_format: parameterFormat(translation.content),
    components: toWireComponents(translation.content, headerHandle),
  };
}

function namedExamples(names: readonly string[], content: TemplateContent): WireNamedExample[] {
  return names.map((name) => ({ param_name: name, example: content.samples[name] ?? '' }));
}

function wireHeader(
  header: NonNullable<TemplateContent['header']>,
  content: TemplateContent,
  format: WireParameterFormat,
  handle: string | null,
): WireTemplateComponent {
  if (header.kind === 'image') return { type: 'HEADER', format: 'IMAGE', ...(handle === null ? {} : { example: { header_handle: [handle] } }) };
  const names = parametersOf(header.text, format);
  if (names.length === 0) return { type: 'HEADER', format: 'TEXT', text: header.text };
  const example =
    format === 'NAMED' ? { header_text_named_params: namedExamples(names, content) } : { header_text: names.map((name) => content.samples[name] ?? '') };
  return { type: 'HEADER', format: 'TEXT', text: tidyBraces(header.text), example };
}

function wireBody(content: TemplateContent, format: WireParameterFormat): WireTemplateComponent {
  const names = parametersOf(content.body, format);
  if (names.length === 0) return { type: 'BODY', text: content.body };
  const example =
    format === 'NAMED' ? { body_text_named_params: namedExamples(names, content) } : { body_text: [names.map((name) => content.samples[name] ?? '')] };
  return { type: 'BODY', text: tidyBraces(content.body), example };
}

function wireButton(button: TemplateContent['buttons'][number], content: TemplateContent): WireTemplateButton {
  switch (button.kind) {
    case 'reply':
      return { type: 'QUICK_REPLY', text: button.text };
    case 'phone':
      return { type: 'PHONE_NUMBER', text: button.text, phone_number: button.phone };
    case 'url': {
      const name = variablesIn(button.url)[0];
      if (name === undefined) return { type: 'URL', text: button.text, url: button.url };
      // Meta's sample is the whole address with the variable filled in.
      return { type: 'URL', text: button.text, url: fill(button.url, { [name]: '{{1}}' }), example: [fill(button.url, content.samples)] };
    }
  }
}

/** `{{ first_name }}` and `{{first_name}}` are one to us; Meta knows the second only. */
function tidyBraces(text: string): string {
  return text.replaceAll(/\{\{\s*([^{}]*?)\s*\}\}/g, '{{$1}}');
}

/**
 * Which translation suits a person: their language exactly, else the same base language, else the workspace's default,
 * else the first; only approved ones count. Undefined when none is approved. Languages may be written `pt-BR` or `pt_BR`.
 *
 * @example chooseTranslation([{ language: 'en', state: 'approved' }, { language: 'fr', state: 'approved' }], 'fr-CA') // 1
 */
export function chooseTranslation(
  translations: readonly { readonly language: string; readonly state: TranslationState }[],
  contactLanguage: string | null,
  defaultLanguage: string | null = null,
): number | undefined {
  const approved = translations
    .map((translation, index) => ({ index, state: translation.state, language: plainLanguage(translation.language) }))
    .filter((one) => one.state === 'approved');
  for (const wanted of [contactLanguage, defaultLanguage]) {
    if (wanted === null) continue;
    const language = plainLanguage(wanted);
    const found =
      approved.find((one) => one.language === language) ??
      approved.find((one) => one.language === baseOf(language)) ??
      approved.find((one) => baseOf(one.language) === baseOf(language));
    if (found !== undefined) return found.index;
  }
  return approved[0]?.index;
}

function plainLanguage(language: string): string {
  return language.replaceAll('_', '-').toLowerCase();
}

function baseOf(language: string): string {
  return language.split('-')[0] ?? language;
}
