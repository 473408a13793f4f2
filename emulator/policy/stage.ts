import type { Settings } from '#core/rehearsal/settings.ts';
import { defaultSettings } from '#core/rehearsal/settings.ts';

import { openLive } from '../control/live.ts';
import { beginProgress, resumeProgress, wireProgress } from '../send/progress.ts';
import { openClock } from '../world/clock.ts';
import { type Message, type MessageCategory, type NewMessage, openLedger } from '../world/ledger.ts';
import { addNumber, furnishAccount } from '../world/numbers.ts';
import { People } from '../world/people.ts';
import type { Person } from '../world/person.ts';
import { openRunner } from '../world/run.ts';
import { restorePeople, restoreWorld } from '../world/restore.ts';
import { openStore } from '../world/store.ts';
import { openWheel } from '../world/wheel.ts';
import { type BusinessNumber, keepMeta, keepPerson, keepTemplate, makeMessageId, type Template, type World } from '../world/world.ts';
import { admitMessage, noteInbound, openPolicy, resumePolicy } from './policy.ts';
import { newTemplate } from '../template/newborn.ts';

/** What a story of the policy sends: free text, or a template's message. */
export type Send = { to: string; template?: Template; number?: string; byUserId?: boolean; isMarketingApi?: boolean };

/** A world without sockets, whose clock stands still until it is moved: for stories about rules. */
export type PolicyStage = {
  world: World;
  /** What was told to whom: webhooks but statuses. */
  told: { account: string; field: string; value: string }[];
  number: BusinessNumber;
  template(change?: Partial<Template>): Template;
  /** What the Graph face does with a send that keeps all laws of shape; throws the refusal. */
  send(send: Send): Message;
  /** Sends, and lets the message become what it becomes within two seconds. */
  deliver(send: Send): Message;
  hear(waId: string, number?: string): Person;
  /** Moves the clock, passing everything that is due in order. */
  pass(milliseconds: number): void;
  close(): void;
};

/** The first instant of a stage: after every rule in the tables has begun. */
export const stageStart = Date.UTC(2026, 10, 22, 12);

const second = 1000;
const accountId = '102290129340398';
const portfolioId = '506914307656634';

/** Settings under which nobody acts and no rate is in the way. */
const calm: Partial<Settings> = { people: 'still', sent_delay_ms: 100, delivered_delay_ms: 100, throughput_per_second: 1_000_000, pair_interval_ms: 0 };

/** Opens a stage: one portfolio, one account, one number. With a folder it goes on from what an earlier stage left there. */
export function openPolicyStage(settings: Partial<Settings> = {}, start = stageStart, data: string | null = null): PolicyStage {
  const world = openStageWorld({ ...defaultSettings, ...calm, ...settings }, start, data);
  const told: PolicyStage['told'] = [];
  world.webhooks.tell = (account, field, value) => void told.push({ account, field, value });
  furnishAccount(world, { id: accountId, name: 'Stage', currency: 'EUR', timezone_id: '1' }, { id: portfolioId, name: 'Stage' });
  const number = addNumber(world, { id: '106540352242922', display_phone_number: '+15550783881', verified_name: 'Stage', account: accountId });

  function send(given: Send): Message {
    return sendOnStage(world, world.numbers.get(given.number ?? number.id) ?? number, given);
  }
  function pass(milliseconds: number): void {
    const until = world.clock.now() + milliseconds;
    world.clock.hold();
    while (world.wheel.run(until, 10_000) > 0);
    world.clock.lead(until);
    world.clock.release();
  }
  resumePolicy(world);
  resumeProgress(world);
  return {
    world,
    told,
    number,
    template: (change = {}) => addStageTemplate(world, change),
    send,
    deliver(given) {
      const message = send(given);
      pass(2 * second);
      return message;
    },
    hear(waId, numberId = number.id) {
      const person = world.people.meet(waId);
      person.sentBy += 1;
      world.ledger.add(inboundRow(world, person, numberId));
      noteInbound(world, world.people.openChat(person, numberId), world.clock.now());
      keepPerson(world, person);
      return person;
    },
    pass,
    close() {
      world.wheel.close();
      world.live.close();
      keepMeta(world);
      world.store.close();
    },
  };
}

function openStageWorld(settings: Settings, start: number, data: string | null): World {
  const clock = openClock({ now: () => start }, start);
  clock.set(0);
  const store = openStore(data);
  const memory = restoreWorld(store);
  const wheel = openWheel(clock, (error) => {
    throw error;
  });
  const nothing = (): void => {};
  const world: World = {
    ...memory,
    clock,
    seed: 'stage',
    boot: memory.boot + 1,
    app: { id: '1', name: 'Stage', secret: 's', token: 't', verifyToken: 'v' },
    wheel,
    runner: openRunner(),
    store,
    ledger: openLedger(store),
    webhooks: {
      tellStatus: nothing,
      tell: nothing,
      replay: () => false,
      storm: () => 0,
      list: () => ({ deliveries: [], next: null }),
      find: () => undefined,
      count: () => ({ waiting: 0, delivered: 0, failing: 0, dropped: 0, lost: 0, last_error: null }),
      idle: () => true,
      settled: () => Promise.resolve(),
      resume: nothing,
      close: () => Promise.resolve(),
    },
    live: openLive(),
    policy: openPolicy(),
    subscriptions: { app: null, accounts: new Map() },
    settings,
    url: '',
    people: new People('stage'),
    typing: new Map(),
    recording: null,
  };
  restorePeople(store, world.people);
  wireProgress(world);
  return world;
}

function categoryOf(template: Template | undefined): MessageCategory {
  if (template === undefined) return 'service';
  return template.category === 'MARKETING' ? 'marketing' : template.category === 'UTILITY' ? 'utility' : 'authentication';
}

function sendOnStage(world: World, number: BusinessNumber, { to, template, byUserId = false, isMarketingApi = false }: Send): Message {
  const now = world.clock.now();
  const person = world.people.meet(to);
  const chat = world.people.openChat(person, number.id);
  const category = categoryOf(template);
  const status = admitMessage(world, number, { person, chat, category, template: template ?? null, byUserId, isMarketingApi, now });
  person.sentTo += 1;
  return beginProgress(world, person, chat, {
    wamid: makeMessageId(world, to, person.sentTo, false),
    waId: to,
    mine: false,
    n: person.sentTo,
    number: number.id,
    at: now,
    type: template === undefined ? 'text' : 'template',
    category,
    template: template?.id ?? null,
    opaque: null,
    quoted: null,
    wire: '{}',
    replies: null,
    byUserId,
    isMarketingApi,
    ttl: 30 * 24 * 60 * 60 * second,
    state: status === 'held_for_quality_assessment' ? 'held' : 'accepted',
    pricing: null,
    content: '{"kind":"text","text":"Hello"}',
  });
}

function inboundRow(world: World, person: Person, number: string): NewMessage {
  return {
    wamid: makeMessageId(world, person.wa_id, person.sentBy, true),
    waId: person.wa_id,
    mine: true,
    n: person.sentBy,
    number,
    at: world.clock.now(),
    type: 'text',
    category: 'service',
    template: null,
    opaque: null,
    quoted: null,
    wire: '{}',
    replies: null,
    byUserId: false,
    isMarketingApi: false,
    ttl: 0,
    state: 'inbound',
    pricing: null,
    content: '{"kind":"text","text":"Hello"}',
  };
}

function addStageTemplate(world: World, change: Partial<Template>): Template {
  const id = change.id ?? String(2_000_000_000_000_000 + world.templates.size);
  const template = newTemplate({
    id,
    account: accountId,
    name: `template_${id}`,
    language: 'en_US',
    category: 'MARKETING',
    status: 'APPROVED',
    format: 'NAMED',
    components: [{ type: 'BODY', text: 'Hello' }],
    createdAt: world.clock.now(),
    qualityAt: 0,
    ...change,
  });
  world.templates.set(id, template);
  keepTemplate(world, template);
  return template;
}
