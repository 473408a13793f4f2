import type { TemplateButton, TemplateContent } from '#core/whatsapp/template.ts';
import { passcodeVariable } from '#core/whatsapp/variables.ts';
import { lawFault, type LawFault, textLength } from './words.ts';

/**
 * Of one-time passcodes: characters of the code, minutes it may live, apps that may fill it in (UNCONFIRMED by Meta, whose samples
 * have one or two), characters of the words to fill in. Source: the project's facts (cloud-api §2.1), read 2026-11-22.
 */
export const passcodeLimits = { code: 15, leastMinutes: 1, minutes: 90, apps: 5, autofill: 25, packageName: 224 } as const;

/** Two segments or more, each beginning with a letter; and eleven base64 characters, as Android makes them. */
const packageForm = /^[A-Za-z]\w*(?:\.[A-Za-z]\w*)+$/;
const hashForm = /^[A-Za-z0-9+/=]{11}$/;

type PasscodeButton = Extract<TemplateButton, { kind: 'passcode' }>;

/** An authentication template is Meta's text, our choices, and one button; anything else is refused. */
export function lintAuthentication(content: TemplateContent): LawFault[] {
  const faults: LawFault[] = [];
  if (content.header !== null) faults.push(lawFault('/header', 'passcode_text'));
  if (content.body.trim() !== '') faults.push(lawFault('/body', 'passcode_text'));
  if (content.footer !== null) faults.push(lawFault('/footer', 'passcode_text'));
  if (content.offer !== undefined) faults.push(lawFault('/offer', 'passcode_text'));
  if (content.cards !== undefined) faults.push(lawFault('/cards', 'passcode_text'));
  if (content.buttons.length !== 1 || content.buttons[0]?.kind !== 'passcode') faults.push(lawFault('/buttons', 'passcode_button'));
  const minutes = content.passcode?.expires_minutes ?? null;
  const { leastMinutes: least, minutes: most } = passcodeLimits;
  if (minutes !== null && (!Number.isInteger(minutes) || minutes < least || minutes > most))
    faults.push(lawFault('/passcode/expires_minutes', 'passcode_minutes', { minutes, least, most }));
  const length = textLength(content.samples[passcodeVariable] ?? '');
  if (length > passcodeLimits.code) faults.push(lawFault(`/samples/${passcodeVariable}`, 'passcode_long', { length, most: passcodeLimits.code }));
  return faults;
}

/** Looks at what the button of a one-time passcode asks for; its label is looked at with the others. */
export function lintPasscode(button: PasscodeButton, at: string): LawFault[] {
  const faults: LawFault[] = [];
  const autofill = textLength(button.autofill_text ?? '');
  if (autofill > passcodeLimits.autofill) faults.push(lawFault(`${at}/autofill_text`, 'button_long', { length: autofill, most: passcodeLimits.autofill }));
  if (button.how === 'copy_code') return faults;
  if (button.apps.length < 1 || button.apps.length > passcodeLimits.apps)
    faults.push(lawFault(`${at}/apps`, 'passcode_apps', { count: button.apps.length, most: passcodeLimits.apps }));
  button.apps.forEach(({ package_name, signature_hash }, index) => {
    if (package_name.length > passcodeLimits.packageName || !packageForm.test(package_name))
      faults.push(lawFault(`${at}/apps/${index}/package_name`, 'passcode_package', { name: package_name.slice(0, 60) }));
    if (!hashForm.test(signature_hash)) faults.push(lawFault(`${at}/apps/${index}/signature_hash`, 'passcode_hash', { hash: signature_hash.slice(0, 40) }));
  });
  if (button.how === 'zero_tap' && !button.accepts_terms) faults.push(lawFault(`${at}/accepts_terms`, 'passcode_terms'));
  return faults;
}
