import type { DatabaseSync } from 'node:sqlite';

import type { BubbleButton } from '#core/rehearsal/bubble.ts';

import { contentOf, type Message } from '../world/ledger.ts';
import type { World } from '../world/world.ts';

/** Kinds of buttons Meta counts taps of. */
export type ClickKind = 'quick_reply_button' | 'url_button';

type Click = { at: number; template: string; number: string; waId: number; kind: ClickKind; text: string };

type Clicks = { waiting: Click[] };
const known = new WeakMap<World, Clicks>();

function clicksOf(world: World): Clicks {
  const open = known.get(world);
  if (open !== undefined) return open;
  const { database } = world.store;
  prepare(database);
  const insert = database.prepare('INSERT INTO click (at, template, number, wa_id, kind, text) VALUES (?, ?, ?, ?, ?, ?)');
  const clicks: Clicks = { waiting: [] };
  // Written behind, with everything else.
  world.store.join((rows) => {
    const written = clicks.waiting.splice(0, rows);
    for (const one of written) insert.run(one.at, one.template, one.number, one.waId, one.kind, one.text);
    return written.length;
  });
  known.set(world, clicks);
  return clicks;
}

function prepare(database: DatabaseSync): void {
  database.exec(`CREATE TABLE IF NOT EXISTS click (
    id INTEGER PRIMARY KEY, at REAL NOT NULL, template TEXT NOT NULL, number TEXT NOT NULL, wa_id INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL)`);
  database.exec('CREATE INDEX IF NOT EXISTS click_template ON click (template, at)');
}

/** Somebody tapped the button with this index under a template message. What is no link and no quick reply is not counted. */
export function countClick(world: World, message: Message, index: number): void {
  const template = message.template === null ? undefined : world.templates.get(message.template);
  if (template === undefined) return;
  const button = buttonAt(message, index);
  const kind = button?.kind === 'url' ? 'url_button' : button?.kind === 'reply' ? 'quick_reply_button' : undefined;
  if (button === undefined || kind === undefined) return;
  // Meta: no clicks of links for templates or accounts that opted out of the tracking.
  if (kind === 'url_button' && (template.linkTrackingOptedOut || world.accounts.get(template.account)?.linkTrackingOptedOut === true)) return;
  const { number } = message;
  clicksOf(world).waiting.push({ at: world.clock.now(), template: template.id, number, waId: Number(message.waId), kind, text: button.text });
}

function buttonAt(message: Message, index: number): BubbleButton | undefined {
  const content = contentOf(message);
  const buttons = content.kind === 'card' ? content.buttons : content.kind === 'carousel' ? content.cards.flatMap((card) => card.buttons) : [];
  return buttons.find((button) => button.index === index);
}

/** Taps of a template's buttons, by day (its beginning, ms). `unique` counts people, for links only as Meta does. */
export type ClickCount = { start: number; template: string; type: ClickKind | 'unique_url_button'; text: string; count: number };

const day = 24 * 60 * 60 * 1000;

/** Counts the taps of these templates from `from` to `to`. */
export function countClicks(world: World, templates: readonly string[], { from, to }: { from: number; to: number }): ClickCount[] {
  if (clicksOf(world).waiting.length > 0) world.store.flush();
  const marks = templates.map(() => '?').join(', ');
  const rows = world.ledger.ask(
    `SELECT CAST(at / ${day} AS INTEGER) AS slot, template, kind, text, count(*) AS taps, count(DISTINCT wa_id) AS people
    FROM click WHERE template IN (${marks}) AND at >= ? AND at < ? GROUP BY slot, template, kind, text ORDER BY slot, template, kind, text`,
    ...templates,
    from,
    to,
  );
  return rows.flatMap((row): ClickCount[] => {
    const base = { start: Number(row['slot']) * day, template: String(row['template']), text: String(row['text']) };
    if (row['kind'] !== 'url_button') return [{ ...base, type: 'quick_reply_button', count: Number(row['taps']) }];
    return [
      { ...base, type: 'unique_url_button', count: Number(row['people']) },
      { ...base, type: 'url_button', count: Number(row['taps']) },
    ];
  });
}
