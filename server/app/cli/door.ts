import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Door } from '../client/client.ts';
import { Usage } from './say.ts';

/** What `parley start` leaves for the terminal of the same machine: readable by its owner only. */
export const TerminalFile = z.object({ url: z.string(), key: z.string() });
export type TerminalFile = z.infer<typeof TerminalFile>;

/** The file's name in the data folder. */
export const terminalFileName = 'terminal.json';

/** Finds the server and the key: flags, then environment, then the file that `parley start` left in the data folder. */
export async function findDoor(asked: { url: string | undefined; key: string | undefined }, dataFolder: string): Promise<Door> {
  if (asked.url !== undefined && !/^https?:$/.test(URL.parse(asked.url)?.protocol ?? ''))
    throw new Usage(`"${asked.url}" is no address; such look like http://127.0.0.1:3300`);
  if (asked.url !== undefined && asked.key !== undefined) return { url: asked.url.replace(/\/+$/, ''), key: asked.key };
  const left = await readTerminalFile(dataFolder);
  const url = asked.url ?? left?.url;
  const key = asked.key ?? left?.key;
  if (url === undefined) throw new Usage(`no Parley was found in ${dataFolder}. Start it with npm start, or say where it is with --url or PARLEY_URL`);
  if (key === undefined) throw new Usage(`Parley at ${url} wants an API key: --key or PARLEY_API_KEY. Make one under Settings, API keys`);
  return { url: url.replace(/\/+$/, ''), key };
}

async function readTerminalFile(dataFolder: string): Promise<TerminalFile | undefined> {
  try {
    return TerminalFile.parse(JSON.parse(await readFile(join(dataFolder, terminalFileName), 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Usage(`${join(dataFolder, terminalFileName)} cannot be read; start Parley again to make it anew`);
  }
}
