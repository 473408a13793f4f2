import type { CatalogSetup, Counts, Persona } from '#core/rehearsal/rehearsal.ts';
import { Settings } from '#core/rehearsal/settings.ts';

import type { AccountSubscription, AppSubscription } from '../webhook/subscriptions.ts';
import { isRecord } from './json.ts';
import type { People } from './people.ts';
import type { OwnFacts } from './person.ts';
import type { Store } from './store.ts';
import { type Account, type BusinessNumber, type Flow, type MediaItem, type Portfolio, type Template, templateKey, type Upload } from './world.ts';

/** What a store remembers of a world, people apart. A new store remembers nothing: boot 0. */
export type Memory = {
  /** Where the clock stood, in ms. */
  stoodAt: number;
  seed: string | null;
  boot: number;
  settings: Partial<Settings>;
  counts: Counts;
  portfolios: Map<string, Portfolio>;
  accounts: Map<string, Account>;
  numbers: Map<string, BusinessNumber>;
  templates: Map<string, Template>;
  templateNames: Map<string, Template>;
  blockedNames: Map<string, number>;
  flows: Map<string, Flow>;
  catalogs: Map<string, CatalogSetup>;
  media: Map<string, MediaItem>;
  uploads: Map<string, Upload>;
  subscriptions: { app: AppSubscription | null; accounts: AccountSubscription[] };
};

/** Counts of a world in which nothing has happened. */
export const noCounts: Counts = { accepted: 0, sent: 0, delivered: 0, read: 0, failed: 0, inbound: 0, clicked: 0, blocked: 0, reported: 0, stopped: 0 };

/** Reads everything a store has but the people. */
export function restoreWorld(store: Store): Memory {
  const meta = parseRow<{ now?: number; seed?: string; boot?: number; settings?: unknown; counts?: Partial<Counts>; blockedNames?: [string, number][] }>(
    store.all('meta')[0] ?? '{}',
  );
  const templates = byId(store.all('template').map((row) => parseRow<Template>(row)));
  return {
    stoodAt: meta.now ?? 0,
    seed: meta.seed ?? null,
    boot: meta.boot ?? 0,
    settings: parseSettings(meta.settings),
    counts: { ...noCounts, ...meta.counts },
    portfolios: byId(store.all('portfolio').map((row) => parseRow<Portfolio>(row))),
    accounts: byId(store.all('account').map((row) => parseRow<Account>(row))),
    numbers: byId(store.all('number').map((row) => parseRow<BusinessNumber>(row))),
    templates,
    templateNames: new Map(
      [...templates.values()].filter((one) => one.deletedAt === null).map((one) => [templateKey(one.account, one.name, one.language), one]),
    ),
    blockedNames: new Map(meta.blockedNames ?? []),
    flows: byId(store.all('flow').map((row) => parseRow<Flow>(row))),
    catalogs: byId(store.all('catalog').map((row) => parseRow<CatalogSetup>(row))),
    media: byId(store.all('media').map((row) => parseRow<MediaItem>(row))),
    uploads: byId(store.all('upload').map((row) => parseRow<Upload>(row))),
    subscriptions: parseRow<Memory['subscriptions']>(store.all('subscription')[0] ?? '{"app":null,"accounts":[]}'),
  };
}

type PersonRow = {
  wa_id: string;
  persona: Persona;
  flags: number;
  sentTo: number;
  sentBy: number;
  lastAt: number;
  marketing: [number, number, number];
  pressure?: [number, number];
  own?: OwnFacts;
  chats: [string, number, number, number, number, number, number, number, number, number][];
};

/** Puts everybody a store remembers back into the columns. */
export function restorePeople(store: Store, people: People): void {
  for (const text of store.all('person')) {
    const row = parseRow<PersonRow>(text);
    const person = people.find(row.wa_id) ?? people.add(row.wa_id, row.persona);
    person.flags = row.flags;
    person.sentTo = row.sentTo;
    person.sentBy = row.sentBy;
    person.lastAt = row.lastAt;
    [person.marketingAt, person.marketingLoad, person.lockedUntil] = row.marketing;
    [person.pressure, person.pressureAt] = row.pressure ?? [0, 0];
    if (row.own !== undefined) person.setOwn(row.own);
    for (const former of row.own?.formerly?.split(' ') ?? []) people.setFormer(former, person);
    for (const [number, flags, unread, lastAt, lastInboundAt, lastOutboundAt, pairDueAt, adClickedAt, freeEntryUntil, countedAt] of row.chats) {
      Object.assign(people.openChat(person, number), {
        flags,
        unread,
        lastAt,
        lastInboundAt,
        lastOutboundAt,
        pairDueAt,
        adClickedAt,
        freeEntryUntil,
        countedAt,
      });
    }
  }
}

function byId<Item extends { id: string }>(items: Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.id, item]));
}

/** Rows are our own printing, read back; only that they are objects is looked at. */
function parseRow<Item>(row: string): Item {
  const value: unknown = JSON.parse(row);
  if (!isRecord(value)) throw new Error(`a kept row is no object: ${row.slice(0, 80)}`);
  return value as Item;
}

/** Settings of an older emulator may lack a name or hold a strange one; what does not fit is left out, one by one. */
function parseSettings(value: unknown): Partial<Settings> {
  if (!isRecord(value)) return {};
  const fitting = Object.entries(value).filter(([name, one]) => Settings.partial().safeParse({ [name]: one }).success && name in Settings.shape);
  const result = Settings.partial().safeParse(Object.fromEntries(fitting));
  if (!result.success) return {};
  return Object.fromEntries(Object.entries(result.data).filter(([, one]) => one !== undefined));
}
