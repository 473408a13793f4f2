/**
 * What mobile numbers look like after the calling code: digits as they stand, `X` any digit, `N` 2 to 9; several
 * forms of a country with `|`. From memory of the national numbering plans, written down 2026-11-22: they look right
 * and have the right length, and may still be numbers nobody has.
 */
const forms: Readonly<Record<string, string>> = {
  US: '205NXXXXXX|212NXXXXXX|213NXXXXXX|214NXXXXXX|305NXXXXXX|310NXXXXXX|312NXXXXXX|404NXXXXXX|415NXXXXXX|503NXXXXXX|602NXXXXXX|617NXXXXXX|702NXXXXXX|713NXXXXXX',
  CA: '204NXXXXXX|403NXXXXXX|416NXXXXXX|438NXXXXXX|514NXXXXXX|604NXXXXXX|613NXXXXXX|647NXXXXXX|778NXXXXXX|902NXXXXXX',
  DO: '809NXXXXXX|829NXXXXXX|849NXXXXXX',
  JM: '876NXXXXXX|658NXXXXXX',
  TT: '868NXXXXXX',
  EG: '10XXXXXXXX|11XXXXXXXX|12XXXXXXXX',
  MA: '6XXXXXXXX|7XXXXXXXX',
  DZ: '5XXXXXXXX|6XXXXXXXX|7XXXXXXXX',
  TN: '2XXXXXXX|5XXXXXXX|9XXXXXXX',
  SN: '77XXXXXXX|78XXXXXXX|76XXXXXXX',
  CI: '07XXXXXXXX|05XXXXXXXX|01XXXXXXXX',
  GH: '24XXXXXXX|54XXXXXXX|20XXXXXXX',
  NG: '803XXXXXXX|806XXXXXXX|701XXXXXXX|902XXXXXXX',
  CM: '6XXXXXXXX',
  AO: '9XXXXXXXX',
  KE: '7XXXXXXXX|1XXXXXXXX',
  TZ: '7XXXXXXXX|6XXXXXXXX',
  UG: '7XXXXXXXX',
  MZ: '8XXXXXXXX',
  ZA: '6XXXXXXXX|7XXXXXXXX|8XXXXXXXX',
  GR: '69XXXXXXXX',
  NL: '6XXXXXXXX',
  BE: '4XXXXXXXX',
  FR: '6XXXXXXXX|7XXXXXXXX',
  ES: '6XXXXXXXX|7XXXXXXXX',
  PT: '91XXXXXXX|92XXXXXXX|93XXXXXXX|96XXXXXXX',
  LU: '621XXXXXX|661XXXXXX|691XXXXXX',
  IE: '83XXXXXXX|85XXXXXXX|86XXXXXXX|87XXXXXXX|89XXXXXXX',
  IS: '6XXXXXX|7XXXXXX|8XXXXXX',
  FI: '40XXXXXXX|44XXXXXXX|50XXXXXXX',
  HU: '20XXXXXXX|30XXXXXXX|70XXXXXXX',
  UA: '50XXXXXXX|67XXXXXXX|93XXXXXXX',
  IT: '32XXXXXXXX|33XXXXXXXX|34XXXXXXXX|38XXXXXXXX|39XXXXXXXX',
  RO: '7XXXXXXXX',
  CH: '76XXXXXXX|77XXXXXXX|78XXXXXXX|79XXXXXXX',
  CZ: '6XXXXXXXX|7XXXXXXXX',
  SK: '9XXXXXXXX',
  AT: '660XXXXXXX|664XXXXXXX|676XXXXXXX|699XXXXXXX',
  GB: '71XXXXXXXX|73XXXXXXXX|74XXXXXXXX|75XXXXXXXX|77XXXXXXXX|78XXXXXXXX|79XXXXXXXX',
  DK: '2XXXXXXX|3XXXXXXX|4XXXXXXX|5XXXXXXX',
  SE: '70XXXXXXX|72XXXXXXX|73XXXXXXX|76XXXXXXX|79XXXXXXX',
  NO: '4XXXXXXX|9XXXXXXX',
  PL: '5XXXXXXXX|6XXXXXXXX|7XXXXXXXX',
  DE: '151XXXXXXXX|152XXXXXXXX|157XXXXXXXX|160XXXXXXX|170XXXXXXX|171XXXXXXX|175XXXXXXX|176XXXXXXXX',
  PE: '9XXXXXXXX',
  MX: '1NXXXXXXXXX',
  AR: '911XXXXXXXX|9351XXXXXXX|9341XXXXXXX',
  BR: '119XXXXXXXX|219XXXXXXXX|319XXXXXXXX|419XXXXXXXX|519XXXXXXXX|719XXXXXXXX|819XXXXXXXX',
  CL: '9XXXXXXXX',
  CO: '30XXXXXXXX|31XXXXXXXX|32XXXXXXXX',
  VE: '412XXXXXXX|414XXXXXXX|416XXXXXXX|424XXXXXXX',
  EC: '9XXXXXXXX',
  MY: '12XXXXXXX|13XXXXXXX|16XXXXXXX|17XXXXXXX|19XXXXXXX',
  AU: '4XXXXXXXX',
  ID: '811XXXXXXXX|812XXXXXXXX|813XXXXXXXX|821XXXXXXXX|852XXXXXXXX',
  PH: '9XXXXXXXXX',
  NZ: '21XXXXXXX|22XXXXXXX|27XXXXXXX',
  SG: '8XXXXXXX|9XXXXXXX',
  TH: '6XXXXXXXX|8XXXXXXXX|9XXXXXXXX',
  RU: '9XXXXXXXXX',
  KZ: '01XXXXXXX|05XXXXXXX|07XXXXXXX|77XXXXXXX',
  JP: '70XXXXXXXX|80XXXXXXXX|90XXXXXXXX',
  KR: '10XXXXXXXX',
  VN: '3XXXXXXXX|7XXXXXXXX|9XXXXXXXX',
  HK: '5XXXXXXX|6XXXXXXX|9XXXXXXX',
  CN: '13XXXXXXXXX|15XXXXXXXXX|18XXXXXXXXX',
  BD: '17XXXXXXXX|18XXXXXXXX|19XXXXXXXX',
  TW: '9XXXXXXXX',
  TR: '5XXXXXXXXX',
  IN: '7XXXXXXXXX|8XXXXXXXXX|9XXXXXXXXX',
  PK: '3XXXXXXXXX',
  LK: '7XXXXXXXX',
  SA: '5XXXXXXXX',
  AE: '50XXXXXXX|52XXXXXXX|54XXXXXXX|55XXXXXXX|56XXXXXXX|58XXXXXXX',
  IL: '5XXXXXXXX',
  QA: '3XXXXXXX|5XXXXXXX|6XXXXXXX|7XXXXXXX',
  KW: '5XXXXXXX|6XXXXXXX|9XXXXXXX',
  JO: '7XXXXXXXX',
  IQ: '7XXXXXXXXX',
  LB: '3XXXXXX|70XXXXXX|71XXXXXX|76XXXXXX',
  NP: '98XXXXXXXX',
};

/** Countries not written down have nine digits that begin with 6, 7 or 9, as most of the world's mobile numbers do. */
const otherForms = '6XXXXXXXX|7XXXXXXXX|9XXXXXXXX';

type Form = { text: string; room: number };
export type NumberPlan = { forms: readonly Form[]; room: number };

const plans = new Map<string, NumberPlan>();

/** The mobile numbers of a country: their forms and how many there are. */
export function planOf(countryCode: string): NumberPlan {
  let plan = plans.get(countryCode);
  if (plan === undefined) {
    const list = (forms[countryCode] ?? otherForms).split('|').map((text) => ({ text, room: roomOf(text) }));
    plan = { forms: list, room: list.reduce((sum, form) => sum + form.room, 0) };
    plans.set(countryCode, plan);
  }
  return plan;
}

function roomOf(form: string): number {
  let room = 1;
  for (const character of form) room *= character === 'X' ? 10 : character === 'N' ? 8 : 1;
  return room;
}

/** A prime that divides the room of no plan, so that stepping by it meets every number once; small enough to stay exact. */
const stride = 7_368_787;

/**
 * The national number at a place of a plan: every place below its room has another one, and neighbours look unrelated.
 * `shift` moves the row, so that worlds differ.
 */
export function mobileAt(plan: NumberPlan, place: number, shift: number): string {
  let left = ((place % plan.room) * stride + shift) % plan.room;
  for (const form of plan.forms) {
    if (left < form.room) return writeForm(form.text, left);
    left -= form.room;
  }
  throw new RangeError(`the plan has no place ${place}`);
}

function writeForm(form: string, value: number): string {
  let text = '';
  let left = value;
  for (let i = form.length - 1; i >= 0; i--) {
    const character = form[i] ?? '';
    const choices = character === 'X' ? 10 : character === 'N' ? 8 : 1;
    text = (choices === 1 ? character : String((left % choices) + (choices === 8 ? 2 : 0))) + text;
    left = Math.floor(left / choices);
  }
  return text;
}
