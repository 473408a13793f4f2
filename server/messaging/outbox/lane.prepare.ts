import { peopleOfLimit } from '#core/policy/limits.ts';
import { pairRule } from '#core/policy/pace.ts';
import { warmUpCap } from '#core/policy/warmup.ts';
import { after, minute } from '#core/value/time.ts';
import { businessMilliseconds, type Lane } from './lane.state.ts';
import { takePair } from './pair.ts';
import { selectRecentPairs } from './store.sending.ts';
import { warmUpSignals } from './warm.ts';

/** How long what a young number may do is taken for good. */
const warmUpHoldsMilliseconds = 5 * minute;

/** What the last holder of the number knew and the rows still tell: who had messages of it lately, and what it may do while it is young. */
export async function prepareLane(lane: Lane): Promise<void> {
  const now = lane.platform.clock.now();
  const since = after(now, -pairRule.intervalMilliseconds * pairRule.burst);
  for (const { person, messages, last_at } of await selectRecentPairs(lane.platform.db, lane.scope, lane.number, since))
    takePair(lane.pairs, person, last_at.getTime() - pairRule.intervalMilliseconds * (messages - 1), messages);
  await readWarmUp(lane);
}

/** Reads anew what a young number may do, if that is some minutes old or the limit is another. */
export async function readWarmUp(lane: Lane): Promise<void> {
  const { look } = lane;
  const now = lane.platform.clock.now();
  const limit = peopleOfLimit(look.messaging_limit);
  const since = look.warm_since === null ? null : new Date(look.warm_since);
  const isFresh =
    lane.warmUpRead?.limit === limit && lane.warmUpRead.since === since?.getTime() && Math.abs(now.getTime() - lane.warmUpRead.at) < warmUpHoldsMilliseconds;
  if (isFresh) return;
  lane.warmUpRead = { at: businessMilliseconds(lane), limit, since: since?.getTime() };
  const warmUp = since === null ? null : warmUpCap(limit, since, now, await warmUpSignals(lane.platform.db, lane.scope, lane.number, since, now));
  lane.limit = { ...lane.limit, warmUp };
}
