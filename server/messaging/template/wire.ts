import { isPasscode } from '#core/whatsapp/draw.ts';
import type { TemplateButton, TemplateContent, TemplateHeader, TranslationState } from '#core/whatsapp/template.ts';
import { cleanValues, fill, passcodeVariable, variablesIn } from '#core/whatsapp/variables.ts';
import type { WireMediaSource, WireProductSection } from '#core/whatsapp/wire.message.ts';
import type { WireParameterFormat, WireTemplateParameter, WireTemplateSend, WireTemplateSendComponent } from '#core/whatsapp/wire.ts';

/**
 * Between our form of a template and Meta's. Ours has one kind of variable; at Meta the texts carry named (or numbered) parameters,
 * the one of an address is always `{{1}}` and has no name, and coupons, places, products and the end of an offer are no variables
 * at all but come with each send. Pure. What is submitted is made in wire.create.ts.
 */

/** What is known of a template when it is sent or submitted. */
export type TemplateName = { readonly name: string };
export type TemplateLanguage = { readonly language: string; readonly content: TemplateContent };
type Values = Readonly<Record<string, string>>;

/** Templates of other makers may have numbered variables: `{{1}}`, or names that end with their number. Mixed ones cannot exist. */
export function parameterFormat(content: TemplateContent): WireParameterFormat {
  if (content.numbered === true) return 'POSITIONAL';
  const texts = [content.header?.kind === 'text' ? content.header.text : '', content.body, ...(content.cards ?? []).map((card) => card.body ?? '')];
  const names = texts.flatMap(variablesIn);
  return names.length > 0 && names.every((name) => /^\d+$/.test(name)) ? 'POSITIONAL' : 'NAMED';
}

/** The distinct names of a text; numbered ones in the order of their numbers, which is the order Meta wants. */
export function parametersOf(text: string, format: WireParameterFormat): string[] {
  const names = [...new Set(variablesIn(text))];
  return format === 'POSITIONAL' ? names.toSorted((a, b) => numberOf(a) - numberOf(b)) : names;
}

/** The number Meta knows a numbered variable by: 2 of `2` and of `body_2`. */
export function numberOf(name: string): number {
  return Number(/\d+$/.exec(name)?.[0]);
}

/** What one send says: the values on one line each, the files as Meta takes them, the token of a form. */
type Sending = {
  readonly name: string;
  readonly values: Values;
  readonly files: ReadonlyMap<string, WireMediaSource>;
  readonly format: WireParameterFormat;
  readonly formToken: string;
};

/** What Meta's own samples send where no answer needs to be matched (facts §1.1.2). */
const unusedFormToken = 'unused';

/**
 * The body of a send's `template`. `files` has what Meta calls each of `templateFiles(content, values)`; a web address that is
 * missing there is given as a link. A variable without a value is sent as it stands, which the policy has made impossible before.
 */
export function toWireTemplate(
  template: TemplateName,
  translation: TemplateLanguage,
  values: Values,
  files: ReadonlyMap<string, WireMediaSource>,
  formToken: string = unusedFormToken,
): WireTemplateSend {
  const { content, language } = translation;
  const sending: Sending = { name: template.name, values: cleanValues(values), files, format: parameterFormat(content), formToken };
  const components: WireTemplateSendComponent[] = [
    ...sentHeader(content.header, sending),
    ...sentBody(isPasscode(content) ? `{{${passcodeVariable}}}` : content.body, isPasscode(content) ? { ...sending, format: 'POSITIONAL' } : sending),
    ...sentOffer(content.offer, sending),
    ...content.buttons.flatMap((button, index) => sentButton(button, index, sending)),
  ];
  if (content.cards !== undefined) {
    const cards = content.cards.map((card, index) => ({
      card_index: index,
      components: [
        ...sentHeader(card.header, sending),
        ...sentBody(card.body ?? '', sending),
        ...card.buttons.flatMap((button, at) => sentButton(button, at, sending)),
      ],
    }));
    components.push({ type: 'carousel', cards });
  }
  return { name: template.name, language: { code: language }, ...(components.length === 0 ? {} : { components }) };
}

function sentText(text: string, { values, format }: Sending): WireTemplateParameter[] {
  return parametersOf(text, format).map((name) => {
    const value = values[name] ?? `{{${name}}}`;
    return format === 'NAMED' ? { type: 'text', parameter_name: name, text: value } : { type: 'text', text: value };
  });
}

function sentBody(text: string, sending: Sending): WireTemplateSendComponent[] {
  const parameters = sentText(text, sending);
  return parameters.length === 0 ? [] : [{ type: 'body', parameters }];
}

function sentHeader(header: TemplateHeader | null, sending: Sending): WireTemplateSendComponent[] {
  const parameters = header === null ? [] : headerParameters(header, sending);
  return parameters.length === 0 ? [] : [{ type: 'header', parameters }];
}

function headerParameters(header: TemplateHeader, sending: Sending): WireTemplateParameter[] {
  const { values } = sending;
  switch (header.kind) {
    case 'text':
      return sentText(header.text, sending);
    case 'image':
      return [{ type: 'image', image: sourceOf(header, sending) }];
    case 'video':
      return [{ type: 'video', video: sourceOf(header, sending) }];
    case 'document': {
      const source = sourceOf(header, sending);
      return [{ type: 'document', document: header.filename === undefined ? source : { ...source, filename: header.filename } }];
    }
    case 'location': {
      const [latitude, longitude] = [fill(header.latitude, values), fill(header.longitude, values)];
      return [{ type: 'location', location: { latitude, longitude, name: fill(header.name, values), address: fill(header.address, values) } }];
    }
    case 'product':
      return [{ type: 'product', product: { product_retailer_id: fill(header.product, values), catalog_id: fill(header.catalog, values) } }];
  }
}

function sourceOf(header: Extract<TemplateHeader, { media: string }>, { name, values, files }: Sending): WireMediaSource {
  const file = (header.from === undefined ? undefined : values[header.from]) ?? header.media;
  const source = files.get(file);
  if (source !== undefined) return source;
  if (/^https?:\/\//i.test(file)) return { link: file };
  throw new Error(`template "${name}" needs the file "${file}", and nobody said what Meta calls it`);
}

function sentOffer(offer: TemplateContent['offer'], { values }: Sending): WireTemplateSendComponent[] {
  if (offer === undefined || offer.expires === null) return [];
  const ends = Date.parse(fill(offer.expires, values));
  // An end that cannot be read is one in the past: Meta refuses that one message, and no other waits for it.
  const expiration_time_ms = Number.isNaN(ends) ? 0 : ends;
  return [{ type: 'limited_time_offer', parameters: [{ type: 'limited_time_offer', limited_time_offer: { expiration_time_ms } }] }];
}

/** Buttons that take nothing (calls, plain links, products above, contact requests) and replies, whose payload is their text, are not named. */
function sentButton(button: TemplateButton, at: number, { values, formToken }: Sending): WireTemplateSendComponent[] {
  const index = String(at);
  switch (button.kind) {
    case 'url': {
      const name = variablesIn(button.url)[0];
      return name === undefined ? [] : [{ type: 'button', sub_type: 'url', index, parameters: [{ type: 'text', text: values[name] ?? `{{${name}}}` }] }];
    }
    case 'copy_code':
      return [{ type: 'button', sub_type: 'copy_code', index, parameters: [{ type: 'coupon_code', coupon_code: fill(button.code, values) }] }];
    case 'form':
      return [{ type: 'button', sub_type: 'flow', index, parameters: [{ type: 'action', action: { flow_token: formToken } }] }];
    case 'catalog': {
      if (button.thumbnail === null) return [];
      const action = { thumbnail_product_retailer_id: fill(button.thumbnail, values) };
      return [{ type: 'button', sub_type: 'catalog', index, parameters: [{ type: 'action', action }] }];
    }
    case 'products': {
      const action = { thumbnail_product_retailer_id: fill(button.thumbnail, values), sections: sentSections(button.sections, values) };
      return [{ type: 'button', sub_type: 'mpm', index, parameters: [{ type: 'action', action }] }];
    }
    case 'passcode':
      return [{ type: 'button', sub_type: 'url', index, parameters: [{ type: 'text', text: fill(`{{${passcodeVariable}}}`, values) }] }];
    case 'reply':
    case 'phone':
    case 'product':
    case 'contact_request':
      return [];
  }
}

function sentSections(sections: readonly { readonly title: string; readonly products: readonly string[] }[], values: Values): WireProductSection[] {
  return sections.map(({ title, products }) => ({ title, product_items: products.map((id) => ({ product_retailer_id: fill(id, values) })) }));
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
