import { badParameter, GraphRefusal, missingParameter, sendRefusal, unknownObject } from './errors.ts';
import { asText } from '../world/json.ts';
import { addNumber } from '../world/numbers.ts';
import { drawInteger, randomGraphId } from '../world/random.ts';
import { messagingLimitOf } from '../policy/limits.ts';
import { tellNumberQuality, tellSecurity } from '../webhook/values-number.ts';
import { type Account, type BusinessNumber, keepNumber, type World } from '../world/world.ts';

const minute = 60 * 1000;
const hour = 60 * minute;

/** Meta, "Registration", read 2026-11-22: 10 register and deregister calls for each number in 72 hours (133016). */
const registrationsLimit = 10;
const registrationsWindow = 72 * hour;

/** Wrong PINs in an hour after which 133008 is answered. Meta does not say how many; ours. */
const pinFailuresLimit = 5;
const pinFailuresWindow = hour;

/** Meta's OpenAPI file: a code is "typically" good for 10 minutes and for one use. */
const codeLifetime = 10 * minute;

/** Meta, error 133015: a deleted number can be registered again after five minutes. */
const deletionMilliseconds = 5 * minute;

/** Meta, "Phone numbers": 2 for a new portfolio, 20 for one that is verified, as the emulator's is. */
const numbersLimit = 20;

/** Where messages can be stored at rest. Meta, "Local storage", read 2026-11-22. */
const regions = ['AE', 'AU', 'BH', 'BR', 'CA', 'CH', 'DE', 'GB', 'ID', 'IN', 'JP', 'KR', 'SG', 'ZA'];

/** Takes `POST /{account}/phone_numbers`: a number that must prove itself by a code and be registered before it can send. */
export function createNumber(world: World, account: Account, params: Record<string, unknown>): { id: string } {
  const { cc, phone_number: phone, verified_name: name } = params;
  if (cc === undefined) throw missingParameter('cc');
  if (phone === undefined) throw missingParameter('phone_number');
  if (name === undefined) throw missingParameter('verified_name');
  if (typeof name !== 'string' || name.trim().length < 3 || name.length > 100) throw badParameter('Param verified_name must be a text of 3 to 100 characters.');
  const digits = `${asText(cc)}${asText(phone)}`.replaceAll(/[+\-() ]/g, '');
  if (!/^[1-9]\d{6,14}$/.test(digits)) throw badParameter(`Invalid parameter: phone_number must be in E.164 format - got "${digits.slice(0, 30)}".`);
  const known = [...world.numbers.values()].find((one) => one.display_phone_number.replaceAll(/\D/g, '') === digits);
  if (known !== undefined && (known.deletedAt === undefined || known.account !== account.id))
    throw badParameter('Phone number is already registered with WhatsApp Business');
  const portfolio = [...world.numbers.values()].filter(
    (one) => one.deletedAt === undefined && world.accounts.get(one.account)?.portfolio === account.portfolio,
  );
  const isRestricted = (account.restrictions['RESTRICTED_ADD_PHONE_NUMBER_ACTION'] ?? 0) > world.clock.now();
  if (isRestricted || portfolio.length >= numbersLimit) {
    throw new GraphRefusal(200, 'Phone number limit exceeded for this WhatsApp Business Account', {
      status: 403,
      subcode: 1349175,
      title: 'Limit Exceeded',
      sentence: isRestricted
        ? 'The account may not add phone numbers at the moment.'
        : `You have reached the maximum number of phone numbers: ${numbersLimit}.`,
    });
  }
  const number = addNumber(world, { id: known?.id ?? randomGraphId(), display_phone_number: `+${digits}`, verified_name: name, account: account.id });
  Object.assign(number, { status: 'UNVERIFIED', codeStatus: 'NOT_VERIFIED', isRegistered: false, name_status: 'PENDING', quality_rating: 'UNKNOWN' });
  keepNumber(world, number);
  return { id: number.id };
}

/** Takes `POST /{number}/request_code`. The code comes by no SMS: the control API shows it with the number. */
export function requestCode(world: World, number: BusinessNumber, params: Record<string, unknown>): { success: true } {
  const method = asText(params['code_method'] ?? '').toUpperCase();
  if (params['code_method'] === undefined) throw missingParameter('code_method');
  if (method !== 'SMS' && method !== 'VOICE') throw badParameter('Invalid parameter: code_method must be SMS or VOICE');
  if (params['language'] === undefined && params['locale'] === undefined) throw missingParameter('language');
  if (number.codeStatus === 'VERIFIED') {
    throw badParameter('Phone number is not eligible for verification at this time', {
      title: "Couldn't send verification code",
      sentence: 'The ownership of this phone number has been verified already.',
    });
  }
  const now = world.clock.now();
  number.code = String(100_000 + (drawInteger(world.seed, number.id, Math.floor(now), 'code') % 900_000));
  number.codeAt = now;
  keepNumber(world, number);
  world.live.tell({ kind: 'number', id: number.id });
  return { success: true };
}

/** Takes `POST /{number}/verify_code`. */
export function verifyCode(world: World, number: BusinessNumber, params: Record<string, unknown>): { success: true } {
  const code = asText(params['code'] ?? '').replaceAll(/[- ]/g, '');
  if (params['code'] === undefined) throw missingParameter('code');
  if (!/^\d{6}$/.test(code)) throw badParameter('Invalid verification code format');
  const isLate = world.clock.now() > (number.codeAt ?? 0) + codeLifetime;
  if (number.code === null || isLate || code !== number.code) {
    if (isLate && number.code !== null) number.codeStatus = 'EXPIRED';
    keepNumber(world, number);
    throw badParameter('The verification code is invalid or has expired', {
      title: 'Verification Failed',
      sentence: 'The verification code you entered is invalid or has expired',
    });
  }
  Object.assign(number, { code: null, codeStatus: 'VERIFIED', name_status: 'APPROVED', status: number.isRegistered ? number.status : 'PENDING' });
  keepNumber(world, number);
  world.live.tell({ kind: 'number', id: number.id });
  return { success: true };
}

/** Takes `POST /{number}/register`: from here it can send. */
export function register(world: World, number: BusinessNumber, params: Record<string, unknown>): { success: true } {
  if (params['messaging_product'] === undefined) throw missingParameter('messaging_product');
  if (params['messaging_product'] !== 'whatsapp') throw badParameter('Param messaging_product must be one of {WHATSAPP}.');
  if (params['pin'] === undefined) throw missingParameter('pin');
  const pin = readPin(params['pin']);
  const region = params['data_localization_region'];
  if (region !== undefined && !regions.includes(asText(region))) throw badParameter(`Param data_localization_region must be one of {${regions.join(', ')}}.`);
  countRegistration(world, number);
  if (number.codeStatus !== 'VERIFIED') throw sendRefusal(133006, 'Phone number needs to be verified before registering. Request a code and verify it.');
  checkPin(world, number, pin);
  const isFirst = !number.isRegistered && number.pin === null;
  number.pin ??= pin;
  if (!number.isRegistered) Object.assign(number, { isRegistered: true, status: 'CONNECTED', onboardedAt: world.clock.now() });
  if (region !== undefined) number.settings['storage_configuration'] = { status: 'IN_COUNTRY_STORAGE_ENABLED', data_localization_region: region };
  keepNumber(world, number);
  world.live.tell({ kind: 'number', id: number.id });
  if (isFirst) tellNumberQuality(world, number, { event: 'ONBOARDING', limit: messagingLimitOf(world, number) });
  return { success: true };
}

/** Takes `POST /{number}/deregister`: it cannot send any more, and keeps its name, PIN and code status. */
export function deregister(world: World, number: BusinessNumber): { success: true } {
  countRegistration(world, number);
  if (!number.isRegistered) throw sendRefusal(133010, 'Phone number not registered on the WhatsApp Business Platform.');
  Object.assign(number, { isRegistered: false, status: 'DISCONNECTED' });
  keepNumber(world, number);
  world.live.tell({ kind: 'number', id: number.id });
  return { success: true };
}

/** Takes `DELETE /{number}`, as WhatsApp Manager does it: a deregistered number leaves its account; its messages stay. */
export function deleteNumber(world: World, number: BusinessNumber): { success: true } {
  if (number.isRegistered) throw badParameter('The phone number is registered. Deregister it before you delete it.');
  Object.assign(number, { deletedAt: world.clock.now(), codeStatus: 'NOT_VERIFIED', pin: null });
  keepNumber(world, number);
  return { success: true };
}

function countRegistration(world: World, number: BusinessNumber): void {
  const now = world.clock.now();
  number.registrations = number.registrations.filter((at) => at > now - registrationsWindow);
  if (number.registrations.length >= registrationsLimit)
    throw sendRefusal(133016, 'Registration or deregistration failed because there were too many attempts for this phone number in a short period of time.');
  number.registrations.push(now);
  keepNumber(world, number);
  if (number.deletedAt === undefined) return;
  if (now < number.deletedAt + deletionMilliseconds)
    throw sendRefusal(133015, 'The phone number was recently deleted, and the deletion has not yet completed. Wait 5 minutes and try again.');
  delete number.deletedAt;
}

function readPin(value: unknown): string {
  const pin = asText(value);
  if (!/^\d{6}$/.test(pin)) throw badParameter('Invalid PIN format. PIN must be exactly 6 digits');
  return pin;
}

function checkPin(world: World, number: BusinessNumber, pin: string): void {
  const now = world.clock.now();
  number.pinFailures = number.pinFailures.filter((at) => at > now - pinFailuresWindow);
  if (number.pinFailures.length >= pinFailuresLimit)
    throw sendRefusal(133008, `Too many PIN guesses for this phone number. Try again in ${Math.ceil(pinFailuresWindow / minute)} minutes.`);
  if (number.pin === null || number.pin === pin) {
    number.pinFailures = [];
    return;
  }
  number.pinFailures.push(now);
  keepNumber(world, number);
  throw sendRefusal(133005, 'Two-step verification PIN is incorrect.');
}

/** Sets the two-step PIN by `POST /{number} {pin}`; the business hears of it by the webhook `security`. */
export function setPin(world: World, number: BusinessNumber, value: unknown): void {
  number.pin = readPin(value);
  number.pinFailures = [];
  keepNumber(world, number);
  tellSecurity(world, number, 'PIN_CHANGED', world.app.id);
}

/** Asks for another display name; it is decided like a template, or by the control API where a person reviews. */
export function askForName(world: World, number: BusinessNumber, value: unknown, decide: () => void): void {
  const name = asText(value).trim();
  if (name.length < 3 || name.length > 100) throw badParameter('Param new_display_name must be a text of 3 to 100 characters.');
  number.newName = name;
  keepNumber(world, number);
  if (world.settings.template_review !== 'manual')
    world.wheel.at(world.clock.now() + world.settings.template_review_delay_ms, () => {
      if (number.newName === name) decide();
    });
}

/** A number that is not there any more is an unknown object. */
export function refuseDeleted(method: string, number: BusinessNumber, edge: string | undefined): void {
  const wayBack = edge === 'register' || edge === 'request_code' || edge === 'verify_code';
  if (number.deletedAt !== undefined && !wayBack) throw unknownObject(method, number.id);
}
