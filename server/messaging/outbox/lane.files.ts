import { Refusal } from '#core/contract/refusals.ts';
import type { BroadcastId } from '#core/value/id.ts';
import { keepTold } from '#core/value/say.ts';
import { headersOf, templateFiles } from '#core/whatsapp/draw.ts';
import { filesIn } from '#core/whatsapp/law/free.files.ts';
import type { WireMediaSource } from '#core/whatsapp/wire.message.ts';
import type { PlatformError } from '#server/cloud-api/caller.ts';
import { forgetFiles, wireFiles } from '#server/messaging/media/lookup.ts';
import type { BroadcastLanguage } from './broadcast.ts';
import { freeFor } from './lane.bodies.ts';
import type { BroadcastContext, Lane } from './lane.state.ts';
import type { ReadRecipient } from './store.reading.ts';
import { valuesOf } from './wire.ts';

/** Meta: "media upload error", which is also what a file that expired there gives. Read 2026-11-22. */
const mediaErrorCode = 131053;
/** Meta: "parameter value is not valid" and "invalid parameter": the details name the media id that is not there. */
const parameterErrorCodes: readonly (number | null)[] = [131009, 100];
/** A file that Meta forgets again right after it was uploaded is no longer our fault; the refusal stands then. */
const renewalsMost = 2;

/** Whether Meta refused a message because a file of it is not there (any more). */
function isFileError(error: PlatformError): boolean {
  if (error.code === mediaErrorCode) return true;
  return parameterErrorCodes.includes(error.code) && /\bmedia\b/i.test(`${error.message} ${error.details ?? ''}`);
}

/** The files of ours that a body names by what Meta calls them. */
function namedFiles(body: string, files: ReadonlyMap<string, WireMediaSource>): string[] {
  return [...files].flatMap(([file, source]) => ('id' in source && body.includes(`"${source.id}"`) ? [file] : []));
}

// ---- single messages -------------------------------------------------------------------------------------------------

/** A single message that was refused because Meta had forgotten its file: the files to be uploaded again, once for each message. */
export function lostFiles(lane: Lane, sent: { id: string; body: string; files: ReadonlyMap<string, WireMediaSource> }, error: PlatformError): string[] {
  if (!isFileError(error) || lane.renewed.has(sent.id)) return [];
  const files = namedFiles(sent.body, sent.files);
  if (files.length > 0) lane.renewed.add(sent.id);
  return files;
}

// ---- broadcasts ------------------------------------------------------------------------------------------------------

/** Whether a language says anything with a file; most do not, and cost nothing here. */
function hasFiles({ content }: BroadcastLanguage): boolean {
  return headersOf(content).some((header) => 'media' in header);
}

/**
 * Sees to it that Meta has the files of these recipients, each once for all. Says who cannot be written to because of a file, and
 * why, as kept sentences; throws when Meta does not answer, so that they are tried again.
 */
export async function fetchFiles(lane: Lane, broadcast: BroadcastId, rows: readonly ReadRecipient[]): Promise<ReadonlyMap<number, string>> {
  const failures = new Map<number, string>();
  const context = lane.contexts.get(broadcast);
  if (context === undefined) return failures;
  const refused = new Map<string, string>();
  for (const row of rows) {
    const language = context.languages[row.language];
    if (language === undefined) continue;
    for (const file of filesFor(context, language, row)) {
      if (!refused.has(file) && isMissing(context, file)) await fetchFile(lane, context, file, refused);
      const why = refused.get(file);
      if (why !== undefined) failures.set(row.seq, why);
    }
  }
  return failures;
}

function filesFor(context: BroadcastContext, language: BroadcastLanguage, row: ReadRecipient): string[] {
  const free = row.free ? freeFor(context, row) : undefined;
  if (free !== undefined) return filesIn(free).map(({ media }) => media);
  return hasFiles(language) ? templateFiles(language.content, valuesOf(language, row.variables)) : [];
}

function isMissing(context: BroadcastContext, file: string): boolean {
  return !context.files.has(file) || context.stale.has(file);
}

async function fetchFile(lane: Lane, context: BroadcastContext, file: string, refused: Map<string, string>): Promise<void> {
  try {
    if (context.stale.has(file)) await forgetFiles(lane.platform, lane.scope, lane.number, [file]);
    const sources = await wireFiles(lane.platform, lane.scope, lane.number, [file], lane.platform.clock.now());
    for (const [name, source] of sources) context.files.set(name, source);
    context.printed.clear();
    context.stale.delete(file);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'platform_unreachable') throw error;
    refused.set(file, keepTold(error.detail));
  }
}

/**
 * Whether a recipient was refused because Meta had forgotten a file, and may be tried again: the file is uploaded anew before it is.
 * Others who were on the wire with the same old name come here as well.
 */
export function noteLostFile(context: BroadcastContext, body: string, error: PlatformError): boolean {
  if (!isFileError(error)) return false;
  const current = namedFiles(body, context.files);
  if (current.length === 0) return [...context.gone].some((id) => body.includes(`"${id}"`));
  for (const file of current) {
    if (context.stale.has(file)) continue;
    const times = (context.renewals.get(file) ?? 0) + 1;
    if (times > renewalsMost) return false;
    context.renewals.set(file, times);
    context.stale.add(file);
    const source = context.files.get(file);
    if (source !== undefined && 'id' in source) context.gone.add(source.id);
  }
  return true;
}
