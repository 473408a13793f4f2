import type { TemplateButton, TemplateContent, TemplateHeader } from '#core/whatsapp/template.ts';
import { cleanValues, fill, passcodeVariable, templateVariables } from '#core/whatsapp/variables.ts';
import { buttonLimits } from './buttons.ts';
import { cardLimits } from './cards.ts';
import { degreesOf, headerLength } from './header.ts';
import { isMoment, offerLimits } from './offer.ts';
import { passcodeLimits } from './passcode.ts';
import { templateLengths } from './template.ts';
import { lawFault, type LawFault, textLength } from './words.ts';

type Values = Readonly<Record<string, string>>;

/**
 * What WhatsApp would refuse of a template once one person's values are put in: a value that is missing, a text that grew too long
 * (132005), a coupon or passcode too long, a place that is none, an offer that is over. Pure; `at` points into the content. The
 * template itself is taken for lawful (`lintTemplate`). Source: the project's facts (cloud-api §1.1.3, §2.1, §5.3), read 2026-11-22.
 */
export function checkFilled(content: TemplateContent, values: Values, now: Date): LawFault[] {
  const clean = cleanValues(values);
  const missing = templateVariables(content).filter((name) => clean[name] === undefined && !isOwnFile(content, name));
  if (missing.length > 0) return missing.map((name) => lawFault(`/samples/${name}`, 'filled_missing', { name }));
  const most = content.offer === undefined ? templateLengths.body : offerLimits.body;
  return [
    ...(content.header === null ? [] : checkHeader(content.header, '/header', clean)),
    ...checkLength(content.body, '/body', most, clean),
    ...checkOffer(content.offer, clean, now),
    ...checkButtons(content.buttons, '/buttons', clean),
    ...(content.cards ?? []).flatMap((card, index) => [
      ...checkHeader(card.header, `/cards/${index}/header`, clean),
      ...checkLength(card.body ?? '', `/cards/${index}/body`, cardLimits.body, clean),
      ...checkButtons(card.buttons, `/cards/${index}/buttons`, clean),
    ]),
  ];
}

/** A header's own picture may be missing: then the sample is shown. */
function isOwnFile(content: TemplateContent, name: string): boolean {
  const headers = [content.header, ...(content.cards ?? []).map((card) => card.header)];
  return headers.some((header) => header !== null && 'media' in header && header.from === name && header.media !== '');
}

function checkLength(text: string, at: string, most: number, values: Values): LawFault[] {
  const length = textLength(fill(text, values));
  return length > most ? [lawFault(at, 'filled_long', { length, most })] : [];
}

function checkHeader(header: TemplateHeader, at: string, values: Values): LawFault[] {
  if (header.kind === 'text') return checkLength(header.text, `${at}/text`, headerLength, values);
  if (header.kind !== 'location') return [];
  return (['latitude', 'longitude'] as const).flatMap((part) => {
    const value = fill(header[part], values);
    const most = degreesOf[part];
    return value.trim() !== '' && Math.abs(Number(value)) <= most ? [] : [lawFault(`${at}/${part}`, 'place_degrees', { value: value.slice(0, 40), most })];
  });
}

function checkOffer(offer: TemplateContent['offer'], values: Values, now: Date): LawFault[] {
  if (offer === undefined || offer.expires === null) return [];
  const value = fill(offer.expires, values);
  if (!isMoment(value)) return [lawFault('/offer/expires', 'offer_ends', { value: value.slice(0, 40) })];
  return Date.parse(value) <= now.getTime() ? [lawFault('/offer/expires', 'filled_over', { value })] : [];
}

function checkButtons(buttons: readonly TemplateButton[], at: string, values: Values): LawFault[] {
  return buttons.flatMap((button, index) => {
    switch (button.kind) {
      case 'url':
        return checkLength(button.url, `${at}/${index}/url`, buttonLimits.url, values);
      case 'copy_code':
        return checkCode(fill(button.code, values), `${at}/${index}/code`, 'coupon_long', buttonLimits.coupon);
      case 'passcode':
        return checkCode(values[passcodeVariable] ?? '', `${at}/${index}`, 'passcode_long', passcodeLimits.code);
      case 'reply':
      case 'phone':
      case 'form':
      case 'catalog':
      case 'products':
      case 'product':
      case 'contact_request':
        return [];
    }
  });
}

function checkCode(code: string, at: string, fault: 'coupon_long' | 'passcode_long', most: number): LawFault[] {
  const length = textLength(code);
  return length > most ? [lawFault(at, fault, { length, most })] : [];
}
