import { isPasscode } from '#core/whatsapp/draw.ts';
import type { TemplateButton, TemplateCategory, TemplateContent, TemplateHeader } from '#core/whatsapp/template.ts';
import { fill, variablesIn } from '#core/whatsapp/variables.ts';
import type { WireAskedButton, WireAskedComponent, WireTemplateCreate } from '#core/whatsapp/wire.create.ts';
import type { WireNamedExample, WireParameterFormat, WireTemplateCategory } from '#core/whatsapp/wire.ts';
import { numberOf, parameterFormat, parametersOf, type TemplateLanguage, type TemplateName } from './wire.ts';

/*
 * Our form of a template as it is submitted to Meta, samples and all. Pure. What is sent is made in wire.ts, what Meta lists is read
 * in parse.ts.
 */

type Values = Readonly<Record<string, string>>;
/** Meta's handle for each file of ours, by its border id. */
type Handles = ReadonlyMap<string, string>;

const wireCategories = { marketing: 'MARKETING', utility: 'UTILITY', authentication: 'AUTHENTICATION' } as const satisfies Record<
  TemplateCategory,
  WireTemplateCategory
>;

/**
 * The components of a template as they are submitted. `handles` has what the resumable upload called each of
 * `sampleFiles(content)`; a header whose file is missing there goes without a sample, which Meta refuses.
 */
export function toWireComponents(content: TemplateContent, handles: Handles): WireAskedComponent[] {
  if (isPasscode(content)) return passcodeComponents(content);
  const format = parameterFormat(content);
  const asking: Asking = { samples: content.samples, format, handles };
  return [
    ...(content.header === null ? [] : [askedHeader(content.header, asking)]),
    askedBody(content.body, asking),
    ...(content.footer === null ? [] : [{ type: 'FOOTER' as const, text: content.footer }]),
    ...(content.offer === undefined ? [] : [askedOffer(content.offer)]),
    ...askedButtons(content.buttons, asking),
    ...(content.cards === undefined ? [] : [{ type: 'CAROUSEL' as const, cards: content.cards.map((card) => askedCard(card, asking)) }]),
  ];
}

/** The whole body of a creation. */
export function toWireCreate(
  template: TemplateName & { readonly category: TemplateCategory },
  translation: TemplateLanguage,
  handles: Handles,
): WireTemplateCreate {
  return {
    name: template.name,
    language: translation.language,
    category: wireCategories[template.category],
    parameter_format: parameterFormat(translation.content),
    components: toWireComponents(translation.content, handles),
  };
}

type Asking = { readonly samples: Values; readonly format: WireParameterFormat; readonly handles: Handles };

function askedCard(card: NonNullable<TemplateContent['cards']>[number], asking: Asking): { components: WireAskedComponent[] } {
  return {
    components: [askedHeader(card.header, asking), ...(card.body === null ? [] : [askedBody(card.body, asking)]), ...askedButtons(card.buttons, asking)],
  };
}

function askedButtons(buttons: readonly TemplateButton[], asking: Asking): WireAskedComponent[] {
  return buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons: buttons.map((button) => askedButton(button, asking)) }];
}

function askedOffer(offer: NonNullable<TemplateContent['offer']>): WireAskedComponent {
  return { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: offer.text, has_expiration: offer.expires !== null } };
}

function namedExamples(names: readonly string[], samples: Values): WireNamedExample[] {
  return names.map((name) => ({ param_name: name, example: samples[name] ?? '' }));
}

function askedHeader(header: TemplateHeader, { samples, format, handles }: Asking): WireAskedComponent {
  switch (header.kind) {
    case 'text': {
      const names = parametersOf(header.text, format);
      if (names.length === 0) return { type: 'HEADER', format: 'TEXT', text: header.text };
      const example =
        format === 'NAMED' ? { header_text_named_params: namedExamples(names, samples) } : { header_text: names.map((name) => samples[name] ?? '') };
      return { type: 'HEADER', format: 'TEXT', text: metaText(header.text, format), example };
    }
    case 'image':
    case 'video':
    case 'document': {
      const handle = handles.get(header.media);
      return { type: 'HEADER', format: mediaFormats[header.kind], ...(handle === undefined ? {} : { example: { header_handle: [handle] } }) };
    }
    case 'location':
      return { type: 'HEADER', format: 'LOCATION' };
    case 'product':
      return { type: 'HEADER', format: 'PRODUCT' };
  }
}

const mediaFormats = { image: 'IMAGE', video: 'VIDEO', document: 'DOCUMENT' } as const;

function askedBody(body: string, { samples, format }: Asking): WireAskedComponent {
  const names = parametersOf(body, format);
  if (names.length === 0) return { type: 'BODY', text: body };
  const example = format === 'NAMED' ? { body_text_named_params: namedExamples(names, samples) } : { body_text: [names.map((name) => samples[name] ?? '')] };
  return { type: 'BODY', text: metaText(body, format), example };
}

function askedButton(button: TemplateButton, { samples }: Asking): WireAskedButton {
  switch (button.kind) {
    case 'reply':
      return { type: 'QUICK_REPLY', text: button.text };
    case 'phone':
      return { type: 'PHONE_NUMBER', text: button.text, phone_number: button.phone };
    case 'url': {
      const name = variablesIn(button.url)[0];
      if (name === undefined) return { type: 'URL', text: button.text, url: button.url };
      // Meta's sample is the whole address with the variable filled in.
      const example = samples[name] === undefined ? {} : { example: [fill(button.url, samples)] };
      return { type: 'URL', text: button.text, url: fill(button.url, { [name]: '{{1}}' }), ...example };
    }
    case 'copy_code':
      return { type: 'COPY_CODE', example: variablesIn(button.code).every((name) => samples[name] !== undefined) ? fill(button.code, samples) : '' };
    case 'form': {
      const screen = button.screen === null ? {} : { navigate_screen: button.screen };
      return { type: 'FLOW', text: button.text, flow_id: button.form, flow_action: 'navigate', ...screen };
    }
    case 'catalog':
      return { type: 'CATALOG', text: button.text };
    case 'products':
      return { type: 'MPM', text: button.text };
    case 'product':
      return { type: 'SPM', text: button.text };
    case 'contact_request':
      return { type: 'REQUEST_CONTACT_INFO' };
    case 'passcode':
      return askedPasscode(button);
  }
}

const otpTypes = { copy_code: 'COPY_CODE', one_tap: 'ONE_TAP', zero_tap: 'ZERO_TAP' } as const;

function askedPasscode(button: Extract<TemplateButton, { kind: 'passcode' }>): WireAskedButton {
  return {
    type: 'OTP',
    otp_type: otpTypes[button.how],
    ...(button.text === null ? {} : { text: button.text }),
    ...(button.autofill_text === null || button.how === 'copy_code' ? {} : { autofill_text: button.autofill_text }),
    ...(button.how === 'zero_tap' ? { zero_tap_terms_accepted: button.accepts_terms } : {}),
    ...(button.how === 'copy_code' ? {} : { supported_apps: button.apps }),
  };
}

/** Of an authentication template only choices are submitted; the words are Meta's. */
function passcodeComponents(content: TemplateContent): WireAskedComponent[] {
  const { security_advice, expires_minutes } = content.passcode ?? { security_advice: false, expires_minutes: null };
  return [
    { type: 'BODY', add_security_recommendation: security_advice },
    ...(expires_minutes === null ? [] : [{ type: 'FOOTER' as const, code_expiration_minutes: expires_minutes }]),
    ...askedButtons(content.buttons, { samples: content.samples, format: 'POSITIONAL', handles: new Map() }),
  ];
}

/** `{{ first_name }}` and `{{first_name}}` are one to us; Meta knows the second only, and numbered ones by their number alone. */
function metaText(text: string, format: WireParameterFormat): string {
  return text.replaceAll(/\{\{([^{}]*)\}\}/g, (_whole, name: string) => `{{${format === 'NAMED' ? name.trim() : numberOf(name.trim())}}}`);
}
