import type { ScriptLine } from '#core/rehearsal/rehearsal.ts';
import { readSpan, writeSpan } from '../desk/span.ts';

/** A line of a script as it is being typed. `key` tells lines apart while they come and go. */
export type LineDraft = {
  readonly key: number;
  readonly on: string;
  readonly after: string;
  readonly say: string;
  readonly tap: string;
  readonly block: boolean;
  readonly stop: boolean;
};

/** What the emulator's own schema allows (ScriptLine, PhoneSetup). */
export const linesMost = 50;
const waitMostMilliseconds = 7 * 24 * 60 * 60 * 1000;

/** The lines of a script to be typed on. */
export function draftLines(lines: readonly ScriptLine[]): LineDraft[] {
  return lines.map((line, key) => ({
    key,
    on: line.on,
    after: writeSpan(line.after_ms),
    say: line.say ?? '',
    tap: line.tap ?? '',
    block: line.block,
    stop: line.stop_marketing,
  }));
}

/** A new line at the end; its key is one no other line has. */
export function emptyLine(lines: readonly LineDraft[]): LineDraft {
  return { key: 1 + Math.max(-1, ...lines.map((line) => line.key)), on: '', after: '1 s', say: '', tap: '', block: false, stop: false };
}

/** What keeps a line from being saved: a time that is none, or nothing to do. */
export function faultOf(line: LineDraft): 'after' | 'idle' | null {
  const after = readSpan(line.after);
  if (after === null || after > waitMostMilliseconds) return 'after';
  return line.say.trim() === '' && line.tap.trim() === '' && !line.block && !line.stop ? 'idle' : null;
}

/** The script the drafts say, or null while one of them has a fault. */
export function readLines(lines: readonly LineDraft[]): ScriptLine[] | null {
  if (lines.some((line) => faultOf(line) !== null)) return null;
  return lines.map((line) => ({
    on: line.on.trim(),
    after_ms: readSpan(line.after) ?? 0,
    ...(line.say.trim() === '' ? {} : { say: line.say.trim() }),
    ...(line.tap.trim() === '' ? {} : { tap: line.tap.trim() }),
    block: line.block,
    stop_marketing: line.stop,
  }));
}

/** Topics as they are typed: words with commas between them, each once. */
export function readTopics(text: string): string[] {
  return [...new Set(text.split(',').map((topic) => topic.trim()))].filter((topic) => topic !== '');
}
