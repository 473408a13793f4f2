import type { ImportReading } from '#core/contract/imports.ts';
import { say } from '#core/contract/say.ts';
import type { Scope } from '#core/value/actor.ts';
import { type ImportId, presentId } from '#core/value/id.ts';
import { isRefused, type Refused } from '#core/value/result.ts';
import { keepTold, type Said } from '#core/value/say.ts';
import type { Platform } from '#server/platform/platform.ts';
import { getWorkspace } from '#server/workspace/workspace.ts';
import { type Census, type Encoding, headBytes, openCensus, tellEncoding } from './encoding.ts';
import { tellLayout } from './sniff.ts';
import { selectImport, updateImport } from './store.ts';

/** Looks at an uploaded file and writes down how it is made, or why it cannot be read. Does nothing the second time. */
export async function readFile(platform: Platform, scope: Scope, id: ImportId): Promise<void> {
  const row = await selectImport(platform.db, scope, id);
  if (row === undefined || row.state !== 'reading') return;
  const { defaultCountry } = await getWorkspace(platform.db, scope);
  const read = await lookAt(byteStream(platform, row.file_key), row.file_name, defaultCountry);
  const change = isRefused(read)
    ? { state: 'failed' as const, failure: keepTold(read.detail), finishedAt: platform.clock.now() }
    : { state: 'mapping' as const, reading: read.reading, rowsTotal: read.rows };
  await updateImport(platform.db, scope, id, ['reading'], change);
  await platform.live.tell(platform.db, scope, { kind: 'import', id: presentId('import', id) });
}

/** The bytes of a kept file, part by part. */
export async function* byteStream(platform: Platform, key: string): AsyncGenerator<Uint8Array> {
  for await (const part of platform.files.stream(key)) yield typeof part === 'string' ? new TextEncoder().encode(part) : part;
}

/** Encoding, layout and about how many rows (line ends inside quotes count too, until the rows are read). */
export async function lookAt(
  parts: AsyncIterable<Uint8Array>,
  fileName: string,
  defaultCountry: string,
): Promise<{ reading: ImportReading; rows: number } | Refused> {
  const census = openCensus();
  const head = new Uint8Array(headBytes);
  let filled = 0;
  for await (const part of parts) {
    census.add(part);
    const taken = part.subarray(0, headBytes - filled);
    head.set(taken, filled);
    filled += taken.length;
  }
  const counted = census.close();
  const encoding = tellEncoding(head.subarray(0, filled), counted, fileName);
  if (isRefused(encoding)) return encoding;
  const text = new TextDecoder(encoding).decode(head.subarray(0, filled), { stream: filled === headBytes }).replaceAll('\0', '');
  const layout = tellLayout(text, defaultCountry);
  const notes = notesOf(counted, encoding).map(keepTold);
  const rows = Math.max(0, counted.lineEnds + 1 - (layout.has_header ? 1 : 0));
  return { reading: { encoding, ...layout, ...(notes.length === 0 ? {} : { notes }) }, rows };
}

function notesOf(census: Census, encoding: Encoding): Said[] {
  const isBytewise = encoding === 'utf-8' || encoding === 'windows-1252';
  return [
    ...(isBytewise && census.zeroBytes > 0 ? [say('note_nul', { count: census.zeroBytes })] : []),
    ...(encoding === 'utf-8' && census.broken > 0 ? [say('note_broken', { count: census.broken })] : []),
    ...(encoding === 'windows-1252' ? [say('note_encoding')] : []),
  ];
}
