import { controlRoot, type Recording } from '#core/rehearsal/rehearsal.ts';

import { ControlRefusal } from '../people/refusal.ts';
import type { World } from '../world/world.ts';
import { startReplay } from './replay.ts';

type Entry = Recording['entries'][number];

/** A recording holds at most this many calls and this much of their bodies; what comes after is counted, not kept. */
const entriesLimit = 100_000;
const bytesLimit = 64 * 1024 * 1024;

/** Calls that are not worth repeating: they only look, or are about recordings themselves. How the clock was moved is in the gaps. */
const unrecorded = [`${controlRoot}/recording`, `${controlRoot}/live`, `${controlRoot}/clock`];

/** What is known of a world's recordings besides the entries. */
type Tape = { last: Recording | null; bytes: number; leftOff: number };
const tapes = new WeakMap<World, Tape>();

function tapeOf(world: World): Tape {
  let tape = tapes.get(world);
  if (tape === undefined) {
    tape = { last: null, bytes: 0, leftOff: 0 };
    tapes.set(world, tape);
  }
  return tape;
}

/** Begins a recording, or ends it; a new one replaces the one before. */
export function setRecording(world: World, on: boolean): RecordingReport {
  const tape = tapeOf(world);
  if (on) {
    world.recording = { began_at: new Date(world.clock.now()).toISOString(), entries: [] };
    tape.last = world.recording;
    tape.bytes = 0;
    tape.leftOff = 0;
  } else world.recording = null;
  return reportRecording(world);
}

export type RecordingReport = { on: boolean; left_off: number; recording: Recording | null };

/** The recording that is going on, or the last one. */
export function reportRecording(world: World): RecordingReport {
  const tape = tapeOf(world);
  return { on: world.recording !== null, left_off: tape.leftOff, recording: tape.last };
}

/** Notes a call that changes something, while a recording is on. Cheap when none is. */
export function recordCall(world: World, kind: Entry['kind'], method: string, path: string, body: string, type: string): void {
  const { recording } = world;
  if (recording === null || (kind === 'control' && (method === 'GET' || unrecorded.some((start) => path.startsWith(start))))) return;
  const tape = tapeOf(world);
  if (recording.entries.length >= entriesLimit || tape.bytes + body.length > bytesLimit) {
    tape.leftOff += 1;
    return;
  }
  tape.bytes += body.length;
  recording.entries.push({ after_ms: world.clock.now() - Date.parse(recording.began_at), kind, method, path, body, type });
}

/** Plays a recording again: the one given, or the last one. */
export function replayRecording(world: World, given: Recording | null): { entries: number; until: string } {
  const recording = given ?? tapeOf(world).last;
  if (recording === null) throw new ControlRefusal(400, 'there is no recording to replay; send one, or make one with POST recording {"on":true}');
  if (world.recording !== null) throw new ControlRefusal(409, 'a recording is going on; end it first with POST recording {"on":false}');
  return startReplay(world, recording);
}
