import type { Truths } from '#core/rehearsal/rehearsal.ts';

import type { Message } from '../world/ledger.ts';
import type { Person } from '../world/person.ts';
import { draw } from '../world/random.ts';
import type { World } from '../world/world.ts';
import type { Feeling } from './habits.ts';
import { ownHour } from './hours.ts';
import { isLiked, subjectOf, topics } from './topics.ts';

/** Share of people who agreed to hear from the business, where nobody said so by hand. */
const agreedShare = 0.85;

/** Topics a person likes at most. */
const topicsLimit = 4;

/** Marketing messages a week people find bearable: at least, and what the most patient add. Most are impatient. */
const leastPatience = 0.5;
const spreadPatience = 6;

/** How pressure wanes: after a week a message counts for a third, so that a steady week's messages count as their number. */
const waneMilliseconds = 7 * 24 * 60 * 60 * 1000;

const nightFrom = 23;
const nightUntil = 7;

/**
 * What a person really is: set by hand, the rest drawn from the seed. Only the judges' door of the control API shows it;
 * nothing of it is on the Graph face or in webhooks.
 */
export function truthsOf(world: World, person: Person): Truths {
  const given = person.own.truths;
  const { seed } = world;
  const waId = person.wa_id;
  return {
    agreed: given?.agreed ?? draw(seed, waId, 0, 'agreed') < agreedShare,
    topics: given?.topics ?? drawTopics(seed, waId),
    hour: given?.hour ?? drawHour(seed, waId),
    patience: given?.patience ?? leastPatience + spreadPatience * draw(seed, waId, 0, 'patience') ** 2,
  };
}

function drawTopics(seed: string, waId: string): string[] {
  const count = 1 + Math.floor(draw(seed, waId, 0, 'topics') * topicsLimit);
  const liked = new Set<string>();
  for (let i = 0; i < count; i++) liked.add(topics[Math.floor(draw(seed, waId, i, 'topic') * topics.length)] ?? '');
  return [...liked];
}

/** Noon or evening for most: the mean of two draws over the waking day. */
function drawHour(seed: string, waId: string): number {
  const middle = (draw(seed, waId, 0, 'hour') + draw(seed, waId, 1, 'hour')) / 2;
  return nightUntil + 1 + Math.floor(middle * (nightFrom - nightUntil - 1));
}

/** A marketing message has arrived: it weighs on the person for a while. */
export function noteWrittenTo(world: World, person: Person, message: Message): void {
  if (message.category !== 'marketing') return;
  const now = world.clock.now();
  person.pressure = pressureOf(person, now) + 1;
  person.pressureAt = now;
}

/** Marketing messages that weigh on a person now, about as many as came in the last week. */
export function pressureOf(person: Person, now: number): number {
  return person.pressure === 0 ? 0 : person.pressure * Math.exp(-Math.max(0, now - person.pressureAt) / waneMilliseconds);
}

/** What a person feels about a message they read now. */
export function feelingOf(world: World, person: Person, message: Message): Feeling {
  const now = world.clock.now();
  const truths = truthsOf(world, person);
  const hour = ownHour(world, person, now);
  const apart = Math.abs(hour - truths.hour);
  return {
    agreed: truths.agreed,
    liked: isLiked(truths.topics, subjectOf(message.template === null ? undefined : world.templates.get(message.template))),
    pressure: pressureOf(person, now) / Math.max(truths.patience, leastPatience),
    hoursOff: Math.min(apart, 24 - apart),
    isNight: hour >= nightFrom || hour < nightUntil,
  };
}
