import { setTemplateQuality } from '../template/states.ts';
import { noteTemplateBlock } from '../template/compare.ts';
import type { Message } from '../world/ledger.ts';
import type { Chat } from '../world/person.ts';
import { type BusinessNumber, keepNumber, type Quality, type Template, type World } from '../world/world.ts';
import { addComplaint, type Complaint, type Feedback, feedbackOf, rateFeedback } from './feedback.ts';
import { keepFeedback, keepFlagged } from './keep.ts';
import { flagNumber, unflagNumber } from './levels.ts';
import { paceAgain } from './pacing.ts';
import { pauseOnRed } from './pausing.ts';
import { addRolling, nextRunOut } from './rolling.ts';

/** How far back in a person's messages the one is looked for that a complaint is about. */
const messagesLookedAt = 20;

/** Counts a delivery for its number and its template. */
export function countDelivered(world: World, message: Message): void {
  const now = message.deliveredAt;
  const number = feedbackOf(world, world.policy.numberFeedback, message.number);
  addRolling(number.delivered, now, 1);
  world.policy.newFeedback.numbers.add(message.number);
  if (world.store.durable) keepFeedback(world, 'number', message.number, number);
  if (message.template !== null) {
    const template = feedbackOf(world, world.policy.templateFeedback, message.template);
    if (message.sentAt >= template.since) {
      addRolling(template.delivered, now, 1);
      world.policy.newFeedback.templates.add(message.template);
      if (world.store.durable) keepFeedback(world, 'template', message.template, template);
    }
  }
  armCheck(world);
}

/** Counts a read in the slot of its delivery. */
export function countRead(world: World, message: Message): void {
  if (message.template === null) return;
  const feedback = feedbackOf(world, world.policy.templateFeedback, message.template);
  if (message.sentAt >= feedback.since) addRolling(feedback.read, message.deliveredAt, 1);
}

/** Counts a complaint against the number, and against the template of the last message it can be about. */
export function countComplaint(world: World, chat: Chat, complaint: Complaint, reason: string | null): void {
  const now = world.clock.now();
  const number = feedbackOf(world, world.policy.numberFeedback, chat.number);
  addComplaint(world, number, { complaint, reason }, now);
  world.policy.newFeedback.numbers.add(chat.number);
  keepFeedback(world, 'number', chat.number, number);
  const message = latestTemplateMessage(world, chat);
  if (message !== undefined && message.template !== null) {
    const template = world.templates.get(message.template);
    if (complaint === 'block' && template !== undefined) noteTemplateBlock(world, template, reason);
    const feedback = feedbackOf(world, world.policy.templateFeedback, message.template);
    if (message.sentAt >= feedback.since) {
      addComplaint(world, feedback, { complaint, reason }, now);
      world.policy.newFeedback.templates.add(message.template);
      keepFeedback(world, 'template', message.template, feedback);
    }
  }
  armCheck(world);
}

function latestTemplateMessage(world: World, chat: Chat): Message | undefined {
  const { person } = chat;
  const waId = person.wa_id;
  for (let n = person.sentTo; n > 0 && n > person.sentTo - messagesLookedAt; n--) {
    const message = world.ledger.find(waId, false, n);
    if (message?.number === chat.number && message.template !== null && message.deliveredAt > 0) return message;
  }
  return undefined;
}

/** Has quality looked at soon. Only one look is ever planned, and none when nothing new came. */
function armCheck(world: World): void {
  const { policy } = world;
  if (policy.checkDueAt !== 0) return;
  policy.checkDueAt = world.clock.now() + world.settings.quality_check_ms;
  world.wheel.at(policy.checkDueAt, () => {
    policy.checkDueAt = 0;
    checkQuality(world);
  });
}

/** Has everything looked at once more, when a world is opened again: what was new is not kept. */
export function recheckAll(world: World): void {
  const { numberFeedback, templateFeedback, newFeedback } = world.policy;
  for (const id of numberFeedback.keys()) newFeedback.numbers.add(id);
  for (const id of templateFeedback.keys()) newFeedback.templates.add(id);
  if (newFeedback.numbers.size + newFeedback.templates.size > 0) armCheck(world);
}

/** Rates everything about which something new came. */
export function checkQuality(world: World): void {
  const { newFeedback } = world.policy;
  const numbers = [...newFeedback.numbers];
  const templates = [...newFeedback.templates];
  newFeedback.numbers.clear();
  newFeedback.templates.clear();
  const now = world.clock.now();
  for (const id of numbers) {
    const number = world.numbers.get(id);
    const feedback = world.policy.numberFeedback.get(id);
    if (number !== undefined && feedback !== undefined) checkNumber(world, number, feedback, now);
  }
  for (const id of templates) {
    const template = world.templates.get(id);
    const feedback = world.policy.templateFeedback.get(id);
    if (template !== undefined && feedback !== undefined) checkTemplate(world, template, feedback, now);
  }
}

function checkNumber(world: World, number: BusinessNumber, feedback: Feedback, now: number): void {
  const quality = nextQuality(world, feedback, { of: 'number', current: number.quality_rating, now });
  if (quality !== number.quality_rating) setNumberQuality(world, number, quality, now);
  lookAgain(world, feedback, quality, now, () => world.policy.newFeedback.numbers.add(number.id));
  keepFeedback(world, 'number', number.id, feedback);
}

function checkTemplate(world: World, template: Template, feedback: Feedback, now: number): void {
  const quality = nextQuality(world, feedback, { of: 'template', current: template.quality, now });
  if (quality !== template.quality) {
    setTemplateQuality(world, template, quality);
    if (quality !== 'GREEN') paceAgain(world, template);
    if (quality === 'RED') pauseOnRed(world, template, feedback, now);
  }
  lookAgain(world, feedback, quality, now, () => world.policy.newFeedback.templates.add(template.id));
  keepFeedback(world, 'template', template.id, feedback);
}

/** Below the minimum of deliveries quality stays, but what we rated badly is forgiven when its complaints have run out. */
function nextQuality(world: World, feedback: Feedback, { of, current, now }: { of: 'number' | 'template'; current: Quality; now: number }): Quality {
  const score = rateFeedback(world, feedback, of, now);
  if (score.delivered >= world.settings.quality_minimum) feedback.given = score.quality;
  else if (feedback.given !== current || current === 'UNKNOWN' || score.negative > 0) return current;
  else feedback.given = 'GREEN';
  return feedback.given;
}

/** Bad quality gets better by itself as complaints grow old: one look when the next slot runs out, until none is left. */
function lookAgain(world: World, feedback: Feedback, quality: Quality, now: number, mark: () => void): void {
  if (quality !== 'YELLOW' && quality !== 'RED') return;
  const due = nextRunOut(feedback.negative, now);
  if (due === undefined || due <= now) return;
  const { policy } = world;
  if (feedback.looksAt === due) return;
  feedback.looksAt = due;
  world.wheel.at(due, () => {
    mark();
    if (policy.checkDueAt === 0) checkQuality(world);
  });
}

/** Gives a number another colour. No webhook tells it but in the older scheme, where red is flagged: it is read from the number. */
export function setNumberQuality(world: World, number: BusinessNumber, quality: Quality, now: number): void {
  number.quality_rating = quality;
  keepNumber(world, number);
  world.live.tell({ kind: 'number', id: number.id });
  if (quality === 'RED') flagNumber(world, number, now);
  else unflagNumber(world, number);
  keepFlagged(world);
}
