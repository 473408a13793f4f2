import type { WireOtpApp, WireTemplateButton } from '#core/whatsapp/wire.ts';

import { badParameter, missingParameter } from '../graph/errors.ts';
import { asText, isRecord, lengthOf, listAt, textAt } from '../world/json.ts';
import { templateLimits } from './limits.ts';
import { badButtons, missingField, tooLong } from './refusals.ts';

const otpTypes = ['COPY_CODE', 'ONE_TAP', 'ZERO_TAP'] as const;

/** Meta: at most 224 characters, two segments or more, each beginning with a letter. The hash has 11 base64 characters, perhaps URL-encoded. */
const packageLimit = 224;
const packageForm = /^[A-Za-z]\w*(?:\.[A-Za-z]\w*)+$/;
const hashForm = /^[A-Za-z0-9+/=%]{11,33}$/;

/** Words a button has where the creation gives none. */
export type OtpWords = { copy: string; autofill: string };

/** Reads the one button of an authentication template (Meta, "Authentication templates", read 2026-11-22). */
export function parseOtpButton(value: Record<string, unknown>, words: OtpWords): WireTemplateButton {
  if (value['otp_type'] === undefined) throw missingParameter("components['buttons'][0]['otp_type']");
  const asked = asText(value['otp_type']).toUpperCase();
  const otpType = otpTypes.find((one) => one === asked);
  if (otpType === undefined)
    throw badParameter(`Param components['buttons'][0]['otp_type'] must be one of {${otpTypes.join(', ')}} - got "${asked.slice(0, 40)}".`);
  const text = textAt(value, 'text') ?? words.copy;
  checkLabel('Button text', text);
  if (otpType === 'COPY_CODE') return { type: 'OTP', otp_type: otpType, text };
  const autofill = textAt(value, 'autofill_text') ?? words.autofill;
  checkLabel('Button autofill_text', autofill);
  const apps = parseApps(value);
  if (otpType === 'ONE_TAP') return { type: 'OTP', otp_type: otpType, text, autofill_text: autofill, supported_apps: apps };
  if (value['zero_tap_terms_accepted'] !== true && value['zero_tap_terms_accepted'] !== 'true')
    throw badButtons('A zero-tap button needs zero_tap_terms_accepted to be true.');
  return { type: 'OTP', otp_type: otpType, text, autofill_text: autofill, zero_tap_terms_accepted: true, supported_apps: apps };
}

function checkLabel(name: string, text: string): void {
  if (text === '') throw missingField('BUTTONS', 'text');
  if (lengthOf(text) > templateLimits.buttonText) throw tooLong(name, templateLimits.buttonText);
  if (/\{\{|\n/.test(text)) throw badButtons("Button text can't have variables or new lines.");
}

/** Apps are a list; older clients write the one app into the button itself. */
function parseApps(value: Record<string, unknown>): WireOtpApp[] {
  const list = listAt(value, 'supported_apps') ?? (value['package_name'] === undefined ? [] : [value]);
  if (list.length === 0) throw missingField('BUTTONS', 'supported_apps');
  if (list.length > templateLimits.supportedApps) throw badButtons(`There can be at most ${templateLimits.supportedApps} supported apps.`);
  return list.map((one) => {
    if (!isRecord(one)) throw badButtons('A supported app must be an object with package_name and signature_hash.');
    const packageName = textAt(one, 'package_name') ?? '';
    const hash = textAt(one, 'signature_hash') ?? '';
    if (packageName.length > packageLimit || !packageForm.test(packageName))
      throw badButtons(`The package_name "${packageName.slice(0, 60)}" of a supported app is not valid.`);
    if (!hashForm.test(hash)) throw badButtons(`The signature_hash "${hash.slice(0, 60)}" of a supported app must have 11 characters.`);
    return { package_name: packageName, signature_hash: hash };
  });
}
