import type { BubbleContent, Persona, Settings } from '#core/rehearsal/rehearsal.ts';
import type { WireParameterFormat, WireTemplateCategory, WireTemplateComponent, WireTemplateStatus } from '#core/whatsapp/wire.ts';

import type { Clock } from './clock.ts';
import type { Live } from './live.ts';
import { drawInteger } from './random.ts';
import type { Store } from './store.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { Webhooks } from './webhooks.ts';
import type { Wheel } from './wheel.ts';

/** One message in a chat, as the emulator keeps it. Times are milliseconds, UTC. */
export type Message = {
  /** The wamid. */
  id: string;
  number: string;
  /** Written by the person (true) or by the business. */
  mine: boolean;
  at: number;
  content: BubbleContent;
  quoted: string | null;
  state: 'accepted' | 'sent' | 'delivered' | 'read' | 'failed' | 'inbound';
  /** For `mine`: the business read it. For the other: this phone read it. */
  read: boolean;
  /** How-manieth message of this person, both ways: every draw about it hangs on this. */
  turn: number;
  opaque: string | null;
  /** Pricing of the status webhooks, JSON as it goes out; null where none is sent. */
  pricing: string | null;
  category: 'marketing' | 'utility' | 'authentication' | 'service' | 'reaction';
  /** Payload or id behind each button of the bubble, by the bubble's index; empty for buttons that send nothing. */
  replies: readonly string[] | null;
  /** Code of the failure that was decided when it was accepted; it is told with the first status. */
  doomed: number | null;
};

/** What one person and one business number said to each other, oldest first, bounded. */
export type Chat = {
  number: string;
  messages: Message[];
  lastInboundAt: number;
  /** Theoretical arrival time of the pair limit (GCRA). */
  pairDueAt: number;
  unread: number;
  lastAt: number;
};

/** Somebody with a phone. */
export type Person = {
  wa_id: string;
  name: string;
  place: string;
  language: string;
  timezone: string;
  persona: Persona;
  featured: boolean;
  on_whatsapp: boolean;
  online: boolean;
  read_receipts: boolean;
  /** Set up through the control API, not met by a send. */
  known: boolean;
  /** Somebody has acted as this person through the control API. */
  handPlayed: boolean;
  blocked: string[];
  stopped: string[];
  chats: Chat[];
  turns: number;
  lastAt: number;
};

/** A business phone number. */
export type BusinessNumber = {
  id: string;
  display_phone_number: string;
  verified_name: string;
  account: string;
  quality_rating: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
  /** Its own messages a second; null follows the settings. */
  throughput: number | null;
  /** Theoretical arrival time of the throughput limit (GCRA). */
  throughputDueAt: number;
  serviceMonth: string;
  serviceMessages: number;
  profile: Record<string, unknown>;
};

/** A WhatsApp Business Account: it owns numbers and templates. */
export type Account = { id: string; name: string; currency: string; timezone_id: string };

/** A message template in one language. */
export type Template = {
  id: string;
  account: string;
  name: string;
  language: string;
  category: WireTemplateCategory;
  previousCategory: WireTemplateCategory | null;
  status: WireTemplateStatus;
  format: WireParameterFormat;
  components: WireTemplateComponent[];
  rejectedReason: string;
  createdAt: number;
  editedAt: number[];
  /** When the robot will have decided; null while nobody reviews it. */
  reviewDueAt: number | null;
};

/** A stored file. The bytes are in the store under the id. */
export type MediaItem = { id: string; number: string | null; mime: string; sha256: string; size: number; filename: string | null; expiresAt: number };

/** A resumable upload. Once whole, its bytes are in the store under `media`. */
export type Upload = { id: string; name: string; length: number; mime: string; received: number; handle: string | null; media: string };

/** Who we are to Meta: the app whose secret signs webhooks, and the tokens that open doors. */
export type App = { id: string; name: string; secret: string; token: string; verifyToken: string };

/** Counts since the world began. */
export type Counts = { accepted: number; sent: number; delivered: number; read: number; failed: number; inbound: number };

/** Everything there is. One object, passed in; the verbs live in the files named after them. */
export type World = {
  readonly clock: Clock;
  readonly seed: string;
  readonly boot: number;
  readonly app: App;
  readonly wheel: Wheel;
  readonly store: Store;
  readonly webhooks: Webhooks;
  readonly live: Live;
  readonly subscriptions: Subscriptions;
  settings: Settings;
  /** The address people reach this emulator at, for media links in webhooks. */
  url: string;
  readonly accounts: Map<string, Account>;
  readonly numbers: Map<string, BusinessNumber>;
  readonly people: Map<string, Person>;
  readonly templates: Map<string, Template>;
  readonly templateNames: Map<string, Template>;
  /** Deleted names and until when they may not be used again. Key as in `templateKey`. */
  readonly blockedNames: Map<string, number>;
  readonly media: Map<string, MediaItem>;
  readonly uploads: Map<string, Upload>;
  readonly counts: Counts;
  /** People written to outside a window, and when last: the moving 24 h of the messaging limit. Oldest first. */
  readonly reached: Map<string, number>;
};

/** The key a template is found by when it is sent. */
export function templateKey(account: string, name: string, language: string): string {
  return `${account}/${name}/${language}`;
}

/** Keeps a person as they are now. */
export function keepPerson(world: World, person: Person): void {
  if (world.store.durable) world.store.put('person', person.wa_id, () => JSON.stringify(person));
}

/** Keeps a business number as it is now. */
export function keepNumber(world: World, number: BusinessNumber): void {
  world.store.put('number', number.id, () => JSON.stringify(number));
}

/** Keeps a template as it is now and tells the open pages. */
export function keepTemplate(world: World, template: Template): void {
  world.store.put('template', template.id, () => JSON.stringify(template));
  world.live.tell({ kind: 'template', id: template.id });
}

/** Keeps settings, counts and other single things. */
export function keepMeta(world: World): void {
  world.store.put('meta', 'world', () =>
    JSON.stringify({
      seed: world.seed,
      boot: world.boot,
      settings: world.settings,
      counts: world.counts,
      blockedNames: [...world.blockedNames],
    }),
  );
}

/** The person with this number; a number nobody set up becomes a polite person the moment it is written to. */
export function meetPerson(world: World, waId: string): Person {
  const found = world.people.get(waId);
  if (found !== undefined) return found;
  const person: Person = {
    wa_id: waId,
    name: `Person ${waId.slice(-4)}`,
    place: '',
    language: 'en',
    timezone: 'UTC',
    persona: 'polite',
    featured: false,
    on_whatsapp: true,
    online: true,
    read_receipts: true,
    known: false,
    handPlayed: false,
    blocked: [],
    stopped: [],
    chats: [],
    turns: 0,
    lastAt: 0,
  };
  world.people.set(waId, person);
  return person;
}

/** The chat of a person with a number, made when it is the first word between them. */
export function openChat(person: Person, number: string): Chat {
  for (const chat of person.chats) if (chat.number === number) return chat;
  const chat: Chat = { number, messages: [], lastInboundAt: 0, pairDueAt: 0, unread: 0, lastAt: 0 };
  person.chats.push(chat);
  return chat;
}

/** A new message id, in the form Meta's have: the person's number and 18 hex digits inside base64. */
export function makeMessageId(world: World, waId: string, turn: number, mine: boolean): string {
  const purpose = `${mine ? 'in' : 'out'}${world.boot}`;
  const hex = (value: number): string => value.toString(16).toUpperCase().padStart(8, '0');
  const code = `${hex(drawInteger(world.seed, waId, turn, purpose))}${hex(drawInteger(world.seed, waId, turn, `${purpose}b`))}${(world.boot & 255).toString(16).toUpperCase().padStart(2, '0')}`;
  const direction = mine ? '\x12' : '\x11';
  return `wamid.${Buffer.from(`\x1c\x18${String.fromCharCode(waId.length)}${waId}\x15\x02\x00${direction}\x18\x12${code}\x00`, 'latin1').toString('base64')}`;
}

/** The person's number inside a message id, or undefined if it is none of ours. */
export function personOfMessageId(id: string): string | undefined {
  if (!id.startsWith('wamid.')) return undefined;
  const bytes = Buffer.from(id.slice(6), 'base64').toString('latin1');
  const length = bytes.charCodeAt(2);
  const waId = bytes.slice(3, 3 + length);
  return /^\d{7,15}$/.test(waId) ? waId : undefined;
}

/** Finds a message by its id in the chat of a number. */
export function findMessage(world: World, number: string, id: string): { person: Person; chat: Chat; message: Message } | undefined {
  const waId = personOfMessageId(id);
  const person = waId === undefined ? undefined : world.people.get(waId);
  const chat = person?.chats.find((one) => one.number === number);
  const message = chat?.messages.findLast((one) => one.id === id);
  return person !== undefined && chat !== undefined && message !== undefined ? { person, chat, message } : undefined;
}
