import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scopes } from '#core/value/actor.ts';
import type { Platform } from '#server/platform/platform.ts';
import { createKey, findKeyActor } from '#server/workspace/keys.ts';
import { type House, systemActor } from '#server/workspace/workspace.ts';
import { TerminalFile, terminalFileName } from './cli/door.ts';

/** Leaves the address and a key for the terminal of this machine, readable by its owner only. Returns the key. */
export async function keepTerminalKey(platform: Platform, house: House, at: { url: string; folder: string }): Promise<string> {
  const file = join(at.folder, terminalFileName);
  const known = readTerminalFile(file);
  const isGood = known !== undefined && (await findKeyActor(platform, known.key))?.workspace === house.id;
  const key = isGood ? known.key : (await createKey(platform, systemActor(house.id, 'start'), { name: 'The terminal of this machine', scopes })).secret;
  writeFileSync(file, `${JSON.stringify({ url: at.url, key } satisfies TerminalFile)}\n`, { mode: 0o600 });
  return key;
}

function readTerminalFile(file: string): TerminalFile | undefined {
  try {
    return TerminalFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined; // Not there, or cut off: it is made anew.
  }
}
