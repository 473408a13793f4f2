import type { CatalogSetup, Counts, Recording } from '#core/rehearsal/rehearsal.ts';
import type { Settings } from '#core/rehearsal/settings.ts';
import type { WireParameterFormat, WireTemplateCategory, WireTemplateComponent, WireTemplateStatus } from '#core/whatsapp/wire.ts';

import type { Live } from '../control/live.ts';
import type { Policy } from '../policy/policy.ts';
import type { Subscriptions } from '../webhook/subscriptions.ts';
import type { Webhooks } from '../webhook/webhooks.ts';
import type { WorldClock } from './clock.ts';
import type { Ledger, Message } from './ledger.ts';
import type { People } from './people.ts';
import type { Person } from './person.ts';
import { drawInteger } from './random.ts';
import type { Runner } from './run.ts';
import type { Store } from './store.ts';
import type { Wheel } from './wheel.ts';

/** Quality as Meta rates numbers and templates. */
export type Quality = 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';

/** A business portfolio: limits and business-scoped user ids belong to it, accounts to it. */
export type Portfolio = {
  id: string;
  name: string;
  /** Unique people outside a window; null is unlimited. Undefined follows the settings. */
  messagingLimit: number | null | undefined;
  /** When it was last raised, ms. */
  raisedAt: number;
};

/** A business phone number. */
export type BusinessNumber = {
  id: string;
  display_phone_number: string;
  verified_name: string;
  account: string;
  status: 'CONNECTED' | 'PENDING' | 'DISCONNECTED' | 'RESTRICTED' | 'BANNED' | 'UNVERIFIED';
  quality_rating: Quality;
  name_status: 'APPROVED' | 'DEFERRED' | 'PENDING' | 'REJECTED';
  official: boolean;
  /** Its own messages a second; null follows the settings. */
  throughput: number | null;
  /** Theoretical arrival time of the throughput limit (GCRA). */
  throughputDueAt: number;
  /** Until when it is being raised to a higher throughput and answers 131057. */
  maintenanceUntil: number;
  /** The older scheme's limit of this number; undefined follows the settings. */
  messagingLimit: number | null | undefined;
  serviceMonth: string;
  serviceMessages: number;
  profile: Record<string, unknown>;
  /** Two-step PIN; null before the first registration with one. */
  pin: string | null;
  pinFailures: number[];
  /** Times of register and deregister calls, for 10 in 72 hours. */
  registrations: number[];
  isRegistered: boolean;
  codeStatus: 'VERIFIED' | 'NOT_VERIFIED' | 'EXPIRED';
  code: string | null;
  /** When the code was sent; it lives ten minutes. */
  codeAt?: number;
  /** When the number was taken out of its account; its messages stay. */
  deletedAt?: number;
  newName: string | null;
  username: string | null;
  automation: { enable_welcome_message: boolean; prompts: string[]; commands: { command_name: string; command_description: string }[] };
  codes: { code: string; prefilled_message: string; format: 'PNG' | 'SVG' }[];
  /** People this number has blocked, by their number. */
  blockedUsers: string[];
  commerce: { is_cart_enabled: boolean; is_catalog_visible: boolean };
  settings: Record<string, unknown>;
  encryptionKey: string | null;
  callback: { url: string; verifyToken: string } | null;
  allowedRecipients: string[] | null;
  onboardedAt: number;
};

/** A WhatsApp Business Account: it owns numbers and templates. */
export type Account = {
  id: string;
  name: string;
  currency: string;
  timezone_id: string;
  portfolio: string;
  review: 'APPROVED' | 'REJECTED' | 'PENDING' | 'DEFERRED';
  /** Restriction types Meta has put on it, with their end in ms. */
  restrictions: Record<string, number>;
  banState: 'NONE' | 'DISABLE' | 'SCHEDULE_FOR_DISABLE';
  hasInsights: boolean;
  marketingOnCloudDisabled: boolean;
  linkTrackingOptedOut: boolean;
};

/** A message template in one language. */
export type Template = {
  id: string;
  account: string;
  name: string;
  language: string;
  category: WireTemplateCategory;
  previousCategory: WireTemplateCategory | null;
  /** What Meta thinks it should be; the notice is out and the change is due. */
  correctCategory: WireTemplateCategory | null;
  /** When that change is due, ms. */
  categoryDueAt: number | null;
  status: WireTemplateStatus;
  format: WireParameterFormat;
  components: WireTemplateComponent[];
  rejectedReason: string;
  createdAt: number;
  editedAt: number[];
  /** When the robot will have decided; null while nobody reviews it. */
  reviewDueAt: number | null;
  quality: Quality;
  qualityAt: number;
  pauses: number;
  pausedUntil: number | null;
  /** Paused by pacing: only a person unpauses it. */
  manualUnpause: boolean;
  ttlSeconds: number | null;
  linkTrackingOptedOut: boolean;
  freedom: Record<string, unknown> | null;
  libraryName: string | null;
  archivedAt: number | null;
  /** When it was last brought back from the archive, ms. */
  unarchivedAt: number | null;
  deletedAt: number | null;
  lastSentAt: number;
  firstSentAt: number;
};

/** A WhatsApp Flow. */
export type Flow = {
  id: string;
  account: string;
  name: string;
  status: 'DRAFT' | 'PUBLISHED' | 'DEPRECATED' | 'BLOCKED' | 'THROTTLED';
  categories: string[];
  /** Flow JSON as it was uploaded. */
  json: string | null;
  endpoint: string | null;
  validationErrors: Record<string, unknown>[];
  createdAt: number;
  updatedAt: number;
  /** Sends while throttled: ten an hour. */
  sends: number[];
};

/** A stored file. The bytes are in the store under the id. */
export type MediaItem = { id: string; number: string | null; mime: string; sha256: string; size: number; filename: string | null; expiresAt: number };

/** A resumable upload. Once whole, its bytes are in the store under `media`. */
export type Upload = { id: string; name: string; length: number; mime: string; received: number; handle: string | null; media: string };

/** Who we are to Meta: the app whose secret signs webhooks, and the tokens that open doors. */
export type App = { id: string; name: string; secret: string; token: string; verifyToken: string };

/** Everything there is. One object, passed in; the verbs live in the files named after them. */
export type World = {
  readonly clock: WorldClock;
  readonly seed: string;
  readonly boot: number;
  readonly app: App;
  readonly wheel: Wheel;
  readonly runner: Runner;
  readonly store: Store;
  readonly ledger: Ledger;
  readonly webhooks: Webhooks;
  readonly live: Live;
  readonly policy: Policy;
  readonly subscriptions: Subscriptions;
  settings: Settings;
  /** The address people reach this emulator at, for media links in webhooks. */
  url: string;
  readonly portfolios: Map<string, Portfolio>;
  readonly accounts: Map<string, Account>;
  readonly numbers: Map<string, BusinessNumber>;
  readonly people: People;
  readonly templates: Map<string, Template>;
  readonly templateNames: Map<string, Template>;
  /** Deleted names and until when they may not be used again. Key as in `templateKey`. */
  readonly blockedNames: Map<string, number>;
  readonly flows: Map<string, Flow>;
  readonly catalogs: Map<string, CatalogSetup>;
  readonly media: Map<string, MediaItem>;
  readonly uploads: Map<string, Upload>;
  readonly counts: Counts;
  /** Until when a business shows as typing, by `{number}/{wa_id}`; few at a time. */
  readonly typing: Map<string, number>;
  /** What is being recorded, if something is. */
  recording: Recording | null;
};

/** The key a template is found by when it is sent. */
export function templateKey(account: string, name: string, language: string): string {
  return `${account}/${name}/${language}`;
}

/** The portfolio of a business number. */
export function portfolioOf(world: World, number: BusinessNumber): Portfolio {
  const portfolio = world.portfolios.get(world.accounts.get(number.account)?.portfolio ?? '');
  if (portfolio === undefined) throw new Error(`number ${number.id} has no portfolio`);
  return portfolio;
}

/** Keeps a person and their chats as they are now. */
export function keepPerson(world: World, person: Person): void {
  if (world.store.durable) world.store.put('person', person.wa_id, () => printPerson(person));
}

function printPerson(person: Person): string {
  return JSON.stringify({
    wa_id: person.wa_id,
    persona: person.persona,
    flags: person.flags,
    sentTo: person.sentTo,
    sentBy: person.sentBy,
    lastAt: person.lastAt,
    marketing: [person.marketingAt, person.marketingLoad, person.lockedUntil],
    pressure: [person.pressure, person.pressureAt],
    own: person.people.own.get(person.index),
    chats: person.chats.map((chat) => [
      chat.number,
      chat.flags,
      chat.unread,
      chat.lastAt,
      chat.lastInboundAt,
      chat.lastOutboundAt,
      chat.pairDueAt,
      chat.adClickedAt,
      chat.freeEntryUntil,
      chat.countedAt,
    ]),
  });
}

/** Keeps a portfolio as it is now. */
export function keepPortfolio(world: World, portfolio: Portfolio): void {
  world.store.put('portfolio', portfolio.id, () => JSON.stringify(portfolio));
}

/** Keeps a business account as it is now. */
export function keepAccount(world: World, account: Account): void {
  world.store.put('account', account.id, () => JSON.stringify(account));
}

/** Keeps a business number as it is now. */
export function keepNumber(world: World, number: BusinessNumber): void {
  world.store.put('number', number.id, () => JSON.stringify(number));
}

/** Keeps a flow as it is now. */
export function keepFlow(world: World, flow: Flow): void {
  world.store.put('flow', flow.id, () => JSON.stringify(flow));
}

/** Keeps a catalogue as it is now. */
export function keepCatalog(world: World, catalog: CatalogSetup): void {
  world.store.put('catalog', catalog.id, () => JSON.stringify(catalog));
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
      now: world.clock.now(),
      seed: world.seed,
      boot: world.boot,
      settings: world.settings,
      counts: world.counts,
      blockedNames: [...world.blockedNames],
    }),
  );
}

/** The numbers a person has and had: their chats are under all of them. */
export function numbersOf(person: Person): string[] {
  const { formerly } = person.own;
  return formerly === undefined ? [person.wa_id] : [person.wa_id, ...formerly.split(' ')];
}

/** Whose message this is, though the number may be another's by now; undefined only if the person is gone. */
export function personOf(world: World, message: Message): Person | undefined {
  const holder = world.people.find(message.waId);
  const after = holder?.own.after;
  const isHolders = after === undefined || message.n > (message.mine ? after.by : after.to);
  return holder !== undefined && isHolders ? holder : world.people.findFormer(message.waId);
}

/**
 * The id of the n-th message to a person (or from them), in the form Meta's have: the person's number and 18 hex digits
 * inside base64. It depends on the seed, the person and n only, and n can be read from it again.
 */
export function makeMessageId(world: World, waId: string, n: number, mine: boolean): string {
  const mask = drawInteger(world.seed, waId, 0, mine ? 'in' : 'out');
  const check = drawInteger(world.seed, waId, n, mine ? 'in check' : 'out check');
  const code = `${hexOf((n ^ mask) >>> 0)}${hexOf(check)}00`;
  const direction = mine ? '\x12' : '\x11';
  return `wamid.${Buffer.from(`\x1c\x18${String.fromCharCode(waId.length)}${waId}\x15\x02\x00${direction}\x18\x12${code}\x00`, 'latin1').toString('base64')}`;
}

function hexOf(value: number): string {
  return value.toString(16).toUpperCase().padStart(8, '0');
}

/** Finds a message by its id; undefined when it is none of ours, or forgotten. */
export function findMessageById(world: World, id: string): Message | undefined {
  if (!id.startsWith('wamid.')) return undefined;
  const bytes = Buffer.from(id.slice(6), 'base64').toString('latin1');
  const length = bytes.charCodeAt(2);
  const waId = bytes.slice(3, 3 + length);
  if (!/^\d{7,15}$/.test(waId)) return undefined;
  const rest = bytes.slice(3 + length);
  const mine = rest[3] === '\x12';
  const mask = drawInteger(world.seed, waId, 0, mine ? 'in' : 'out');
  const n = (Number.parseInt(rest.slice(6, 14), 16) ^ mask) >>> 0;
  const message = world.ledger.find(waId, mine, n);
  return message?.wamid === id ? message : undefined;
}

/** Is this in the form of a message id, whether or not we know it? */
export function isMessageId(id: string): boolean {
  return /^wamid\.[A-Za-z0-9+/=_-]{8,}$/.test(id);
}
