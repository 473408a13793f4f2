import { contract } from '#core/contract/contract.ts';
import { call, type Door } from '../client/client.ts';
import type { Say } from './say.ts';

/** `parley stop-everything`: no offer leaves any more; answers, orders and codes go on. */
export async function runStop(door: Door, say: Say): Promise<void> {
  const state = await call(door, contract.sending.stop);
  say.answer(
    state,
    `all offers are stopped (by ${state.stopped_by ?? 'somebody'}); ${state.held} of them wait. Answers go on. Let them go on with: parley go-on`,
  );
}

/** `parley go-on`: offers leave again. */
export async function runGoOn(door: Door, say: Say): Promise<void> {
  const state = await call(door, contract.sending.resume);
  say.answer(state, 'offers go on');
}
