import type { Recording } from '#core/rehearsal/rehearsal.ts';

import { ControlRefusal } from '../people/refusal.ts';
import { followWithin, leaveWithin } from '../world/run.ts';
import type { World } from '../world/world.ts';

type Entry = Recording['entries'][number];

/** How a replay calls itself among those who follow the clock. */
const follower = 'replay of a recording';

const replaying = new WeakSet<World>();

/**
 * Plays a recording again: each call at its time after now, by the emulator's clock, one after the other through the
 * front door. A run of the clock waits for each call at its time, as it does for whoever follows, so that two equal worlds
 * get equal ledgers. On a paused clock a replay waits for the clock to be moved. Answers are not compared.
 */
export function startReplay(world: World, recording: Recording): { entries: number; until: string } {
  if (replaying.has(world)) throw new ControlRefusal(409, 'a replay is going on; it ends when the clock has come so far');
  const began = world.clock.now();
  const entries = recording.entries.map((entry) => ({ entry, dueAt: began + entry.after_ms })).toSorted((a, b) => a.dueAt - b.dueAt);
  replaying.add(world);
  let place = 0;
  let isPlaying = false;
  let isOver = false;

  /** Says how far the replay is; when all is played, it follows no more. */
  function report(): void {
    const next = entries[place];
    if (next !== undefined) {
      followWithin(world, follower, next.dueAt);
      return;
    }
    isOver = true;
    entries.length = 0;
    replaying.delete(world);
    leaveWithin(world, follower);
  }
  async function play(): Promise<void> {
    if (isPlaying || isOver) return;
    isPlaying = true;
    let next = entries[place];
    while (next !== undefined && next.dueAt <= world.clock.now()) {
      await replayEntry(world, next.entry);
      place += 1;
      next = entries[place];
      if (next !== undefined) wakeAt(next.dueAt);
    }
    isPlaying = false;
    report();
  }
  /** For a clock that goes by itself; a run asks by the change of the clock. */
  function wakeAt(dueAt: number): void {
    world.wheel.at(dueAt, () => void play());
  }

  world.clock.onChange(() => void play());
  const [first] = entries;
  if (first !== undefined) wakeAt(first.dueAt);
  const started = { entries: entries.length, until: new Date(entries.at(-1)?.dueAt ?? began).toISOString() };
  report();
  return started;
}

async function replayEntry(world: World, entry: Entry): Promise<void> {
  try {
    const response = await fetch(`${world.url}${entry.path}`, {
      method: entry.method,
      headers: {
        ...(entry.type === '' ? {} : { 'content-type': entry.type }),
        ...(entry.kind === 'graph' ? { authorization: `Bearer ${world.app.token}` } : {}),
      },
      ...(entry.body === '' || entry.method === 'GET' ? {} : { body: entry.body }),
    });
    await response.arrayBuffer();
  } catch {
    // A call whose connection a fault cuts is part of the play.
  }
}
