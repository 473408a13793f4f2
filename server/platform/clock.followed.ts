import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '#core/value/time.ts';
import { listenToLeader, readLeader, tellLeader } from './clock.leader.ts';
import { hear, loseSight, type Reckoning, reckon, startReckoning } from './clock.reckoning.ts';
import { ConfigError } from './config.ts';
import type { Clock, Log } from './platform.ts';

/** A clock elsewhere that this process follows. */
export type FollowedClock = {
  readonly clock: Clock;
  /** Counts the changes of the clock: which one `clock.now()` speaks of. */
  revision(): number;
  /** Tells the clock that everything due up to the `now` of a revision is done, unless it was told just that a moment ago. */
  acknowledge(done: { revision: number; due: Instant | null }): Promise<void>;
  close(): Promise<void>;
};

const reconnectFirstMilliseconds = 100;
const reconnectMostMilliseconds = 2_000;

/** A clock forgets a follower it has not heard of for a minute: so often it hears the same again. */
const repeatMillisecondsUsual = 15_000;

/**
 * Follows the clock at an address: its time is reckoned from the last change heard and the machine's monotonic time.
 * When the connection breaks it is made again, for ever. Throws a `ConfigError` when no clock answers at the start.
 * `follower` names this installation to the clock; the processes of one installation share the name.
 */
export async function followClock(options: { url: string; follower: string; log: Log; repeatMilliseconds?: number }): Promise<FollowedClock> {
  const { url, follower, log, repeatMilliseconds = repeatMillisecondsUsual } = options;
  const ended = new AbortController();
  const listeners = new Set<() => void>();
  let reckoning = startReckoning(await readFirst(url), performance.now());
  let told: { readonly word: string; readonly at: number } | undefined;
  let isDeaf = false;

  function moveTo(next: Reckoning): void {
    const isSame = next.revision === reckoning.revision && next.speed === reckoning.speed;
    reckoning = next;
    if (!isSame) for (const listener of listeners) listener();
  }

  async function listen(): Promise<void> {
    let wait = reconnectFirstMilliseconds;
    while (!ended.signal.aborted) {
      // A clock that was started again knows nothing of us.
      told = undefined;
      try {
        await listenToLeader(url, ended.signal, (reading) => {
          wait = reconnectFirstMilliseconds;
          moveTo(hear(reckoning, reading, performance.now()));
        });
      } catch (error) {
        if (ended.signal.aborted) return;
        if (wait === reconnectFirstMilliseconds) log.warn({ url, error: String(error) }, 'the clock that is followed is out of sight; looking for it');
        moveTo(loseSight(reckoning, performance.now()));
      }
      await sleep(wait, undefined, { signal: ended.signal, ref: false }).catch(() => {});
      wait = Math.min(reconnectMostMilliseconds, wait * 2);
    }
  }

  const listening = listen();
  return {
    clock: {
      now: () => new Date(reckon(reckoning, performance.now())),
      speed: () => reckoning.speed,
      onChange(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    revision: () => reckoning.revision,
    async acknowledge({ revision, due: dueAt }) {
      const due = dueAt?.toISOString() ?? null;
      const word = `${revision} ${due}`;
      if (told?.word === word && performance.now() - told.at < repeatMilliseconds) return;
      try {
        await tellLeader(url, follower, { revision, due });
        told = { word, at: performance.now() };
        isDeaf = false;
      } catch (error) {
        if (!isDeaf && !ended.signal.aborted) log.warn({ url, error: String(error) }, 'the clock that is followed does not take our word');
        isDeaf = true;
      }
    },
    async close() {
      ended.abort();
      await listening;
    },
  };
}

async function readFirst(url: string) {
  try {
    return await readLeader(url);
  } catch (cause) {
    throw new ConfigError(
      `CLOCK_URL="${url}" does not answer as a clock does (${cause instanceof Error ? cause.message.split('\n')[0] : String(cause)}): start that clock first, or leave CLOCK_URL out to go by this machine's`,
      { cause },
    );
  }
}

/** The name by which the processes of one installation are known to the clock they follow: from where browsers reach it. */
export function followerName(publicUrl: string): string {
  return `parley-${publicUrl.replace(/^https?:\/\//, '').replaceAll(/[^\w.-]+/g, '-')}`;
}
