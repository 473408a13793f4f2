import type { BubbleContent, BubbleOffer } from '#core/rehearsal/bubble.ts';
import type { WireTemplateStatus } from '#core/whatsapp/wire.ts';

import { badParameter, GraphRefusal, missingParameter, sendRefusal } from '../graph/errors.ts';
import { templateLimits } from '../template/limits.ts';
import { type Template, templateKey, type World } from '../world/world.ts';
import { findBoolean, needPart, needText, oneOf, type Part, partIn, shown } from './laws/read.ts';
import { type FilledButtons, fillButtons } from './template-send-buttons.ts';
import { fillCards } from './template-send-cards.ts';
import { type Sent, sortComponents } from './template-send-components.ts';
import { catalogOf, fillHeader } from './template-send-header.ts';
import { compile, type Compiled } from './template-send-parts.ts';
import { fillText } from './template-send-text.ts';

/** A template filled in: what the phone draws, and what each button sends back, by its index through all cards. */
export type FilledTemplate = { template: Template; content: BubbleContent; replies: readonly string[] };

/** Which door asks: `marketing_messages` sends a little more. */
type Door = 'messages' | 'marketing_messages';

/**
 * Finds, checks and fills the template of a send. Refuses as Meta does: 132000 (number of parameters), 132001 (no such
 * template, or not approved), 132005 (too long), 132012 (wrong kind), 132015 and 132016 (paused, disabled), 132018,
 * 131008, 131009, 131053, 132068 and 132069 (forms), 138000 (calls).
 */
export function fillTemplate(world: World, account: string, value: unknown): FilledTemplate {
  if (value === undefined || value === null) throw missingParameter('template');
  const part = partIn(value, 'template');
  return fill(world, findSendable(world, account, part), part, 'messages');
}

function findSendable(world: World, account: string, part: Part): Template {
  const name = needText(part, 'name', "template['name']");
  const language = needPart(part, 'language', "template['language']");
  const code = needText(language, 'code', "template['language']['code']");
  const policy = language['policy'];
  if (policy !== undefined && policy !== 'deterministic' && shown(policy).toLowerCase() !== 'deterministic')
    throw badParameter("The parameter template['language']['policy'] must be one of {DETERMINISTIC}.");
  const template = world.templateNames.get(templateKey(account, name, code));
  if (template !== undefined) checkStatus(template.status, name, code);
  if (template === undefined) throw sendRefusal(132001, `template name (${shown(name)}) does not exist in ${shown(code)}`, 404);
  return template;
}

/** Only what is approved goes out. Flagged ones still do, as does one that was taken back from the archive or reinstated. */
function checkStatus(status: WireTemplateStatus, name: string, code: string): void {
  switch (status) {
    case 'APPROVED':
    case 'FLAGGED':
    case 'REINSTATED':
    case 'UNARCHIVED':
      return;
    case 'PAUSED':
      throw sendRefusal(132015, `template name (${name}) is paused in ${code} because of low quality`);
    case 'DISABLED':
      throw sendRefusal(132016, `template name (${name}) is disabled in ${code}`);
    case 'PENDING':
    case 'REJECTED':
    case 'IN_APPEAL':
    case 'PENDING_DELETION':
    case 'DELETED':
    case 'LIMIT_EXCEEDED':
    case 'LOCKED':
    case 'ARCHIVED':
      throw sendRefusal(132001, `template name (${name}) does not exist in ${code}`, 404);
  }
}

function fill(world: World, template: Template, part: Part, door: Door): FilledTemplate {
  const parts = compile(template);
  if (parts.isForCalls) throw sendRefusal(138000, 'Calling APIs are not enabled for this phone number');
  const sent = sortComponents(part['components'], "template['components']");
  const { format } = template;
  const header = fillHeader(world, parts.header, { parameters: sent.header, format, place: 'header', takesGif: door === 'marketing_messages' });
  const plan = parts.body;
  if (plan === null) throw new Error(`template ${template.id} without a body was let in`);
  const { text, values } = fillText('body', format, plan, sent.body ?? [], parts.offer === null ? templateLimits.body : templateLimits.offerBody);
  const expiry = readExpiry(world, parts, sent);
  if (parts.cards === null && sent.cards !== null) throw sendRefusal(132018, 'carousel: the template has no carousel');
  if (parts.cards !== null) {
    if (sent.buttons.length > 0) throw sendRefusal(132018, 'buttons: the buttons of a carousel template are on its cards');
    const { cards, replies } = fillCards(world, format, parts.cards, sent.cards);
    return { template, content: { kind: 'carousel', text, cards, template: template.name }, replies };
  }
  const filled = fillButtons(world, parts, sent.buttons, { place: 'buttons', first: 0, header, catalog: catalogOf(sent.header), values });
  const offer = drawOffer(parts, expiry, filled);
  const content: BubbleContent = { kind: 'card', header, text, footer: parts.footer, offer, buttons: filled.buttons, template: template.name };
  return { template, content, replies: filled.replies };
}

/** The latest instant a clock can tell. */
const endOfTime = 8.64e15;

/** When the offer ends, in ms; null for offers without an end, and templates without an offer. */
function readExpiry(world: World, parts: Compiled, sent: Sent): number | null {
  const first = sent.offer?.[0];
  if (parts.offer === null || !parts.offer.hasExpiration) {
    if (first !== undefined) throw sendRefusal(132018, 'limited_time_offer: the template has no expiration');
    return null;
  }
  if (first === undefined) throw sendRefusal(131008, 'limited_time_offer: the template requires expiration_time_ms');
  const type = shown(first['type']).toLowerCase();
  if (type !== 'limited_time_offer')
    throw sendRefusal(132012, `limited_time_offer: Format mismatch, expected LIMITED_TIME_OFFER, received ${type.toUpperCase()}`);
  const offer = needPart(first, 'limited_time_offer', "limited_time_offer['limited_time_offer']");
  const value = offer['expiration_time_ms'];
  if (value === undefined || value === null) throw sendRefusal(131008, 'limited_time_offer: the template requires expiration_time_ms');
  const expiry = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  if (typeof expiry !== 'number' || !Number.isInteger(expiry) || expiry > endOfTime)
    throw sendRefusal(131009, 'limited_time_offer: expiration_time_ms must be a UNIX timestamp in milliseconds');
  if (expiry <= world.clock.now()) throw sendRefusal(131009, 'limited_time_offer: expiration_time_ms must be in the future');
  return expiry;
}

function drawOffer(parts: Compiled, expiry: number | null, filled: FilledButtons): BubbleOffer | null {
  if (parts.offer === null) return null;
  const coupon = filled.buttons.find((button) => button.kind === 'copy_code');
  return { text: parts.offer.text, expires_at: expiry === null ? null : new Date(expiry).toISOString(), code: coupon?.code ?? null };
}

/** A template sent by `marketing_messages`, and what the caller asked of Meta. `isFallback`: it goes the ordinary way, and is priced so. */
export type FilledMarketing = FilledTemplate & { policy: 'CLOUD_API_FALLBACK' | 'STRICT'; isFallback: boolean; sharesActivity: boolean };

/** Meta: a new template, or one idle for 7 days, takes up to 10 minutes to reach the advertising systems (facts §1.6). */
const syncMilliseconds = 10 * 60 * 1000;
const idleMilliseconds = 7 * 24 * 60 * 60 * 1000;

/** Graph versions before this one say 131055 and 131009 where newer ones say 134100 and 134101 (Meta's error page, read 2026-11-22). */
const ownCodesSince = 23;

/** When an idle template was asked for again, ms. */
const wokenAt = new WeakMap<Template, number>();

/**
 * Checks a call of `marketing_messages`: a template, of the category MARKETING, known to the advertising systems. While it
 * is not, the call is refused with 134101, unless `CLOUD_API_FALLBACK` asks for the ordinary way by name.
 */
export function draftMarketing(world: World, account: string, body: Part): FilledMarketing {
  const type = typeof body['type'] === 'string' ? body['type'].toLowerCase() : body['type'];
  if (type !== 'template') throw new GraphRefusal(100, '(#100) Invalid parameter', { details: 'Message must be a template message.' });
  const asked = body['product_policy'];
  const policy = asked === undefined || asked === null ? undefined : oneOf(asked, ['cloud_api_fallback', 'strict'], 'product_policy');
  const sharesActivity = findBoolean(body, 'message_activity_sharing', 'message_activity_sharing');
  const part = needPart(body, 'template', 'template');
  const template = findSendable(world, account, part);
  const hasOwnCodes = Number.parseInt(world.settings.graph_version.slice(1), 10) >= ownCodesSince;
  if (template.category !== 'MARKETING') {
    if (hasOwnCodes) throw sendRefusal(134100, "You're only able to send marketing messages on this API.");
    throw sendRefusal(131055, 'Only marketing template messages are supported');
  }
  const isFallback = isSyncing(world, template);
  if (isFallback && policy !== 'cloud_api_fallback') {
    if (!hasOwnCodes) throw sendRefusal(131009, 'One or more parameter values are invalid.');
    throw sendRefusal(
      134101,
      'When you send a message from a template, the template syncing process can take up to 10 minutes to complete. Wait a few minutes, and then try sending your message again.',
    );
  }
  const filled = fill(world, template, part, 'marketing_messages');
  return { ...filled, policy: policy === 'strict' ? 'STRICT' : 'CLOUD_API_FALLBACK', isFallback, sharesActivity };
}

function isSyncing(world: World, template: Template): boolean {
  const now = world.clock.now();
  const changedAt = Math.max(template.createdAt, template.editedAt.at(-1) ?? 0);
  if (now < changedAt + syncMilliseconds) return true;
  if (template.lastSentAt === 0 || now < template.lastSentAt + idleMilliseconds) return false;
  const woken = wokenAt.get(template);
  // An older waking belongs to an earlier idle time: something was sent since.
  if (woken === undefined || woken <= template.lastSentAt) {
    wokenAt.set(template, now);
    return true;
  }
  return now < woken + syncMilliseconds;
}
