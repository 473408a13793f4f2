import type { Settings } from '#core/rehearsal/settings.ts';

import { hasBlocked } from '../graph/block.ts';
import { countClick } from '../graph/clicks.ts';
import { sendRefusal } from '../graph/errors.ts';
import { contentOf, type Message, type MessageCategory } from '../world/ledger.ts';
import type { Chat, Person } from '../world/person.ts';
import { draw } from '../world/random.ts';
import { type BusinessNumber, findMessageById, type Template, type World } from '../world/world.ts';
import { type Cap, cappedCode, countMarketing, openCap, passesCap } from './cap.ts';
import { isInExperiment, isUnreachable } from './chance.ts';
import type { Complaint, Feedback } from './feedback.ts';
import { noteNumberUsed, showsNumber, type UserKeys } from './identity.ts';
import { considerRaise } from './levels.ts';
import { countReach, type Reach } from './limits.ts';
import { countPaced, type Gate, isHeld, isUnderReview } from './pacing.ts';
import { checkPair, takePair } from './pair.ts';
import { beginAnew } from './pausing.ts';
import { countService, quotePrice } from './pricing.ts';
import { countComplaint, countDelivered, countRead } from './quality.ts';
import { appliesTo, marketingPaused } from './regions.ts';
import { checkRestrictions } from './restrictions.ts';
import { restorePolicy } from './resume.ts';
import { checkThroughput, takeThroughput } from './throughput.ts';
import { considerUpgrade } from './upgrade.ts';
import { awaitsFirstAnswer, isFreeEntryOpen, isWindowOpen } from './window.ts';

/** What the policy remembers between messages: sums and rings, nothing for each person but cells of the cap. */
export type Policy = {
  /** Messaging limits, by portfolio or, in the older scheme, by number. */
  readonly reaches: Map<string, Reach>;
  /** The scheme the reaches were counted by. */
  limitsModel: Settings['limits_model'];
  cap: Cap;
  readonly numberFeedback: Map<string, Feedback>;
  readonly templateFeedback: Map<string, Feedback>;
  /** About which numbers and templates something new came since quality was last looked at. */
  readonly newFeedback: { readonly numbers: Set<string>; readonly templates: Set<string> };
  /** When quality is looked at next; 0 when nothing new came. */
  checkDueAt: number;
  /** Pacing, by template id or `portfolio/{id}`. */
  readonly gates: Map<string, Gate>;
  /** Accounts that had a utility template paused, and when. */
  readonly utilityPausedAt: Map<string, number>;
  /** The older scheme: numbers that are flagged, and since when. */
  readonly flagged: Map<string, number>;
  readonly userKeys: Map<string, UserKeys>;
  /** When a chat's number was last used as a number, by the chat's place; 0 is unknown. */
  numberUsed: Float64Array;
  /** When this world was opened. */
  openedAt: number;
};

/** Opens a policy that remembers nothing. */
export function openPolicy(): Policy {
  return {
    reaches: new Map(),
    limitsModel: 'portfolio',
    cap: openCap(),
    numberFeedback: new Map(),
    templateFeedback: new Map(),
    newFeedback: { numbers: new Set(), templates: new Set() },
    checkDueAt: 0,
    gates: new Map(),
    utilityPausedAt: new Map(),
    flagged: new Map(),
    userKeys: new Map(),
    numberUsed: new Float64Array(0),
    openedAt: 0,
  };
}

/** A message about to be accepted. */
export type Prospect = {
  person: Person;
  chat: Chat;
  category: MessageCategory;
  template: Template | null;
  byUserId: boolean;
  /** It came by `marketing_messages`. */
  isMarketingApi?: boolean;
  now: number;
};

/** What Meta answers at once: throws the refusal, or says what `message_status` shows. */
export function admitMessage(world: World, number: BusinessNumber, prospect: Prospect): 'accepted' | 'held_for_quality_assessment' {
  const { person, chat, category, template, now } = prospect;
  const windowIsOpen = isWindowOpen(world, chat, now);
  if (hasBlocked(number, person.wa_id))
    throw sendRefusal(130403, 'Message failed to send because your business has blocked this user. Unblock the user first.');
  checkRestrictions(world, number, { person, category, template, windowIsOpen, isMarketingApi: prospect.isMarketingApi === true, now });
  checkThroughput(world, number, now);
  checkPair(world, chat, now);
  if (!windowIsOpen) checkAtOnce(world, number, prospect);
  takeThroughput(world, number, now);
  takePair(world, chat, now);
  if (!prospect.byUserId) noteNumberUsed(world, chat, now);
  return template !== null && isHeld(world, number, template) ? 'held_for_quality_assessment' : 'accepted';
}

/** What is otherwise found out when a message leaves is refused at once where the settings say so. */
function checkAtOnce(world: World, number: BusinessNumber, { person, chat, template, now }: Prospect): void {
  if (template === null) {
    if (world.settings.window_refusal === 'sync')
      throw sendRefusal(131047, 'Message failed to send because more than 24 hours have passed since the customer last replied to this number.');
  } else if (world.settings.limit_refusal === 'sync') {
    const code = takeReach(world, number, { person, chat }, now);
    if (code !== null) throw sendRefusal(code, 'The messaging limit of this business is reached.');
  }
}

/** What becomes of an accepted message: it goes out with a price, it fails with a code, or it is held back. */
export type Verdict = { do: 'send'; pricing: string | null } | { do: 'fail'; code: number } | { do: 'hold' };

/** A message with everything its verdict hangs on. */
type Sight = { number: BusinessNumber; person: Person; chat: Chat; template: Template | null; windowIsOpen: boolean; now: number };

/** Decides when a message leaves. Called in the order of the wheel, so that it does not depend on who came first. */
export function judgeMessage(world: World, message: Message, { person, chat }: { person: Person; chat: Chat }): Verdict {
  const number = world.numbers.get(message.number);
  if (number === undefined) return { do: 'fail', code: 131000 };
  const now = world.clock.now();
  const template = message.template === null ? null : (world.templates.get(message.template) ?? null);
  const sight: Sight = { number, person, chat, template, windowIsOpen: isWindowOpen(world, chat, now), now };
  const code = failsByDial(world, message) ?? foresee(world, message, sight);
  if (code !== null) return { do: 'fail', code };
  if (template !== null && isHeld(world, number, template)) return { do: 'hold' };
  const { category, isMarketingApi } = message;
  const price = quotePrice(world, { ...sight, category, isMarketingApi });
  if (price.billable && world.settings.payment_missing) return { do: 'fail', code: 131042 };
  if (!sight.windowIsOpen && template !== null) {
    const refused = takeReach(world, number, sight, now);
    if (refused !== null) return { do: 'fail', code: refused };
    if (category === 'marketing') countMarketing(world, number, person, now);
  }
  if (template !== null) countPaced(world, number, template, now);
  if (category === 'service') countService(world, number, chat, now);
  return { do: 'send', pricing: price.text };
}

/** The dial of failures: for codes whose reasons lie at Meta, and for clients that want to see one. */
function failsByDial(world: World, message: Message): number | null {
  const { fault_failure_share: share, fault_failure_code: code } = world.settings;
  return share > 0 && draw(world.seed, message.waId, message.n, 'failure') < share ? code : null;
}

/** Why a message will not go out, by the rules that take nothing from anybody; null if none speaks against it. */
function foresee(world: World, message: Message, sight: Sight): number | null {
  const { person, windowIsOpen } = sight;
  if (isUnreachable(world, person)) return 131026;
  switch (message.category) {
    case 'reaction':
      return isReactionTarget(world, message) ? (windowIsOpen ? null : 131047) : 131009;
    case 'service':
      return windowIsOpen ? null : 131047;
    case 'marketing':
      return foreseeTemplate(world, sight) ?? foreseeMarketing(world, sight);
    case 'utility':
    case 'authentication':
      return foreseeTemplate(world, sight);
  }
}

/** A template may be paused or gone between acceptance and the moment a message leaves, or while it was held. */
function foreseeTemplate(world: World, { number, template, now }: Sight): number | null {
  if (template === null) return 132001;
  if (template.status === 'PAUSED' || isUnderReview(world, number.account, now)) return 132015;
  if (template.status === 'DISABLED') return 132016;
  beginAnew(world, template);
  return null;
}

function foreseeMarketing(world: World, { number, person, chat, windowIsOpen, now }: Sight): number | null {
  if (chat.stopped) return 131050;
  if (world.settings.us_marketing_pause && appliesTo(marketingPaused, person.country.code, now)) return cappedCode;
  if (windowIsOpen) return null;
  if (!isFreeEntryOpen(chat, now) && isInExperiment(world, person)) return 130472;
  return passesCap(world, number, { person, chat }, now) ? null : cappedCode;
}

function isReactionTarget(world: World, message: Message): boolean {
  const content = contentOf(message);
  const target = content.kind === 'reaction' ? findMessageById(world, content.to) : undefined;
  return target !== undefined && target.number === message.number && target.waId === message.waId && target.category !== 'reaction';
}

/** Counts a person against the messaging limit, with what follows from it; the code if they are one too many. */
function takeReach(world: World, number: BusinessNumber, place: { person: Person; chat: Chat }, now: number): number | null {
  const result = countReach(world, number, place, now);
  if (result === 'one_too_many') return world.settings.limit_exceeded_code;
  if (result === 'new') {
    considerRaise(world, number, now);
    considerUpgrade(world, number, now);
  }
  return null;
}

/** A message has arrived on a phone. */
export function noteDelivered(world: World, message: Message, _person: Person): void {
  countDelivered(world, message);
}

/** Somebody has read a message, and lets it be seen. */
export function noteRead(world: World, message: Message, _person: Person): void {
  countRead(world, message);
}

/** Somebody has had enough of a business. */
export function noteComplaint(world: World, chat: Chat, complaint: Complaint, reason: string | null): void {
  countComplaint(world, chat, complaint, reason);
}

/** The person wrote to the business: the window opens, and the number's throughput is used, which counts both ways. */
export function noteInbound(world: World, chat: Chat, now: number): void {
  if (showsNumber(world, chat.person, chat)) noteNumberUsed(world, chat, now);
  chat.lastInboundAt = now;
  const number = world.numbers.get(chat.number);
  if (number !== undefined) takeThroughput(world, number, now);
}

/** The business's first answer within a day to somebody who came by an advertisement opens the free entry point window. */
export function noteAnswered(world: World, chat: Chat, now: number): void {
  if (awaitsFirstAnswer(world, chat, now)) chat.freeEntryUntil = now + world.settings.free_entry_window_ms;
}

/** Takes up what is planned when a world is opened again. */
export function resumePolicy(world: World): void {
  restorePolicy(world);
}

/** Somebody tapped a link, a call or a coupon of a message. */
export function noteClicked(world: World, message: Message, index: number): void {
  countClick(world, message, index);
}
