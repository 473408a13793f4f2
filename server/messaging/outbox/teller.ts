import type { Scope } from '#core/value/actor.ts';
import type { LiveChange, Platform } from '#server/platform/platform.ts';

/** Tells open screens of things that change all the time: each at most four times a second, the last change always. */
export type Teller = { tell(scope: Scope, change: LiveChange): void };

const tellEveryMilliseconds = 250;
/** More changed things of one kind than this are told as "the list". */
const singlyMost = 40;

/** Opens a teller. Telling is done after the commit; one lost to a broken connection is made good by the next. */
export function openTeller(platform: Platform): Teller {
  let pending = new Map<string, { scope: Scope; change: LiveChange }>();
  let isResting = false;

  async function flush(): Promise<void> {
    const told = pending;
    pending = new Map();
    const kinds = new Map<string, number>();
    for (const { scope, change } of told.values()) kinds.set(scope.workspace + change.kind, (kinds.get(scope.workspace + change.kind) ?? 0) + 1);
    const isMany = ({ scope, change }: { scope: Scope; change: LiveChange }) => (kinds.get(scope.workspace + change.kind) ?? 0) > singlyMost;
    const said = new Map(
      [...told.values()]
        .map((one) => (isMany(one) ? { ...one, change: { ...one.change, id: '*' } } : one))
        .map((one) => [`${one.scope.workspace} ${one.change.kind} ${one.change.id}`, one]),
    );
    for (const { scope, change } of said.values()) await platform.live.tell(platform.db, scope, change);
  }

  function start(): void {
    isResting = true;
    setTimeout(() => {
      isResting = false;
      if (pending.size > 0) start();
    }, tellEveryMilliseconds).unref();
    flush().catch((error: unknown) => platform.log.warn({ error: String(error) }, 'open screens could not be told of a change'));
  }

  return {
    tell(scope, change) {
      pending.set(`${scope.workspace} ${change.kind} ${change.id}`, { scope, change });
      if (!isResting) start();
    },
  };
}
