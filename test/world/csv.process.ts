import { tmpdir } from 'node:os';
import { scopes } from '#core/value/actor.ts';
import { parseId } from '#core/value/id.ts';
import { peopleCsv } from '#server/engagement/campaign/csv.ts';
import { silentLog } from '#server/platform/log.ts';
import { openPlatform } from '#server/platform/open.ts';
import { rigSecretKey } from './sending.ts';

/**
 * Reads the file of a campaign's people in a process of its own, whose memory nobody else uses, and prints `{ lines, measured }`: how many lines there were,
 * and the bytes alive (what is left after a collection) after each tenth of so many people. node csv.process.ts <database url> <workspace> <campaign> <people>
 */
const [databaseUrl = '', workspace = '', campaign = '', people = '1'] = process.argv.slice(2);
const config = { publicUrl: 'http://127.0.0.1:1', dataFolder: tmpdir(), secretKey: rigSecretKey };
const opened = openPlatform({ config, databaseUrl, log: silentLog });
const actor = { kind: 'system', id: 'test', name: 'Test', workspace: parseId<'workspace'>(workspace), scopes } as const;
const { stream } = await peopleCsv(opened.platform, actor, campaign, {}, 'en');
let lines = 0;
const measured: number[] = [];
for await (const text of stream) {
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  if (lines < (measured.length + 1) * (Number(people) / 10)) continue;
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  measured.push(heapUsed + external);
}
await opened.close();
process.stdout.write(JSON.stringify({ lines, measured }));
