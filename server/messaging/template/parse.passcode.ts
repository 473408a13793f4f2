import type { TemplateButton, TemplateContent } from '#core/whatsapp/template.ts';
import { passcodeVariable } from '#core/whatsapp/variables.ts';
import { listOf, type Loose, parseLoose, textOf, typeOf } from './parse.loose.ts';

/** What reviewers see in the place of a code. */
const sampleCode = '123456';

/**
 * Reads an authentication template: Meta's words, our choices among them. Its button is made as OTP and read back as a link to
 * whatsapp.com/otp that tells what it was. What Meta does not list (more apps than the first, the words for filling in) is kept from
 * what is known. Source: the project's facts (cloud-api §1.1.3, §1.3), read 2026-11-22.
 */
export function parsePasscode(components: readonly Loose[], known: TemplateContent | null): { content: TemplateContent; unsupported: string | null } {
  let unsupported: string | null = null;
  let advice = false;
  let minutes: number | null = null;
  let button: TemplateButton | undefined;
  for (const component of components) {
    const type = typeOf(component);
    if (type === 'BODY') advice = component['add_security_recommendation'] === true;
    else if (type === 'FOOTER') minutes = minutesOf(component);
    else if (type === 'BUTTONS') button = parseOtpButton(parseLoose(listOf(component['buttons'])[0]), known?.buttons[0]);
    else unsupported ??= type.toLowerCase().replaceAll('_', ' ');
  }
  if (button === undefined) unsupported ??= 'authentication code';
  const content: TemplateContent = {
    header: null,
    body: '',
    footer: null,
    buttons: button === undefined ? [] : [button],
    passcode: { security_advice: advice, expires_minutes: minutes },
    samples: { [passcodeVariable]: sampleCode, ...known?.samples },
  };
  return { content, unsupported };
}

/** Some listings have the number, some the sentence only. */
function minutesOf(footer: Loose): number | null {
  const given = footer['code_expiration_minutes'];
  if (typeof given === 'number') return given;
  const said = /\d+/.exec(textOf(footer['text']))?.[0];
  return said === undefined ? null : Number(said);
}

const hows = { COPY_CODE: 'copy_code', ONE_TAP: 'one_tap', ZERO_TAP: 'zero_tap' } as const;

function parseOtpButton(button: Loose, known: TemplateButton | undefined): TemplateButton | undefined {
  const address = textOf(button['url']);
  const asked = typeOf(button) === 'OTP' ? textOf(button['otp_type']) : queryOf(address, 'otp_type');
  const type = asked.toUpperCase();
  if (type !== 'COPY_CODE' && type !== 'ONE_TAP' && type !== 'ZERO_TAP') return undefined;
  const how = hows[type];
  const text = textOf(button['text']) || null;
  if (known?.kind === 'passcode' && known.how === how) return { ...known, text: known.text === null ? null : text };
  const apps = listOf(button['supported_apps']).map((app) => {
    const { package_name, signature_hash } = parseLoose(app);
    return { package_name: textOf(package_name), signature_hash: textOf(signature_hash) };
  });
  const first = { package_name: queryOf(address, 'package_name'), signature_hash: queryOf(address, 'signature_hash') };
  return {
    kind: 'passcode',
    how,
    text,
    autofill_text: textOf(button['autofill_text']) || null,
    apps: apps.length > 0 || first.package_name === '' ? apps : [first],
    accepts_terms: how === 'zero_tap',
  };
}

/** A parameter of an address, decoded; empty where there is none. No URL is needed for it, and a bad one does not throw. */
function queryOf(address: string, name: string): string {
  const found = new RegExp(`[?&]${name}=([^&#]*)`, 'i').exec(address)?.[1] ?? '';
  try {
    return decodeURIComponent(found);
  } catch {
    return found;
  }
}
