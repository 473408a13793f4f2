import { readdirSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { FreeMessage } from '#core/whatsapp/free.ts';
import type { MessageContent } from '#core/whatsapp/message.ts';
import type { WireContent, WireInbound } from '#core/whatsapp/wire.ts';

/** One kind that we say: as it is written, as it is drawn, and as it leaves. */
export type GoldenSaid = {
  readonly name: string;
  readonly say: Record<string, unknown> & { kind: FreeMessage['kind'] };
  readonly content: MessageContent;
  readonly wire: WireContent;
};
/** One kind that people send: as Meta posts it, and as we read it. */
export type GoldenHeard = { readonly name: string; readonly wire: WireInbound; readonly content: MessageContent };

const folder = resolve(import.meta.dirname, '../golden/messages');

/** The golden file of every kind that we say. */
export function goldenSaid(): GoldenSaid[] {
  return parseFiles<Omit<GoldenSaid, 'name'>>(folder);
}

/** The golden files of every kind that people send; some have more than one. */
export function goldenHeard(): GoldenHeard[] {
  return parseFiles<Omit<GoldenHeard, 'name'>>(resolve(folder, 'inbound'));
}

function parseFiles<Golden>(from: string): (Golden & { name: string })[] {
  const names = readdirSync(from).filter((name) => name.endsWith('.json'));
  return names.toSorted().map((name) => ({ name: basename(name, '.json'), ...(JSON.parse(readFileSync(resolve(from, name), 'utf8')) as Golden) }));
}
