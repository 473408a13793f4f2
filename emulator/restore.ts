import { Settings } from '#core/rehearsal/rehearsal.ts';

import { isRecord } from './json.ts';
import type { Store } from './store.ts';
import type { AccountSubscription, AppSubscription } from './subscriptions.ts';
import { type Account, type BusinessNumber, type Counts, type MediaItem, type Person, type Template, templateKey, type Upload } from './world.ts';

/** What a store remembers of a world. A new store remembers nothing: boot 0. */
export type Memory = {
  seed: string | null;
  boot: number;
  settings: Partial<Settings>;
  counts: Counts;
  accounts: Map<string, Account>;
  numbers: Map<string, BusinessNumber>;
  people: Map<string, Person>;
  templates: Map<string, Template>;
  templateNames: Map<string, Template>;
  blockedNames: Map<string, number>;
  media: Map<string, MediaItem>;
  uploads: Map<string, Upload>;
  subscriptions: { app: AppSubscription | null; accounts: AccountSubscription[] };
};

/** Reads everything a store has. */
export function restoreWorld(store: Store): Memory {
  const meta = parseRow<{ seed?: string; boot?: number; settings?: unknown; counts?: Counts; blockedNames?: [string, number][] }>(store.all('meta')[0] ?? '{}');
  const templates = byId(store.all('template').map((row) => parseRow<Template>(row)));
  return {
    seed: meta.seed ?? null,
    boot: meta.boot ?? 0,
    settings: parseSettings(meta.settings),
    counts: meta.counts ?? { accepted: 0, sent: 0, delivered: 0, read: 0, failed: 0, inbound: 0 },
    accounts: byId(store.all('account').map((row) => parseRow<Account>(row))),
    numbers: byId(store.all('number').map((row) => parseRow<BusinessNumber>(row))),
    people: new Map(
      store
        .all('person')
        .map((row) => parseRow<Person>(row))
        .map((person) => [person.wa_id, person]),
    ),
    templates,
    templateNames: new Map([...templates.values()].map((one) => [templateKey(one.account, one.name, one.language), one])),
    blockedNames: new Map(meta.blockedNames ?? []),
    media: byId(store.all('media').map((row) => parseRow<MediaItem>(row))),
    uploads: byId(store.all('upload').map((row) => parseRow<Upload>(row))),
    subscriptions: parseRow<Memory['subscriptions']>(store.all('subscription')[0] ?? '{"app":null,"accounts":[]}'),
  };
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

/** Settings of an older emulator may lack a name or hold a strange one; what does not fit is left out. */
function parseSettings(value: unknown): Partial<Settings> {
  const result = Settings.partial().safeParse(value ?? {});
  if (!result.success) return {};
  return Object.fromEntries(Object.entries(result.data).filter(([, one]) => one !== undefined));
}
