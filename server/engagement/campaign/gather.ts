import type { Scope } from '#core/value/actor.ts';
import type { NumberId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import type { Tx } from '#server/platform/platform.ts';
import type { House } from '#server/workspace/workspace.ts';
import { audienceOf, demandOf, type Frozen } from './frozen.ts';
import { ownHours } from './schedule.ts';
import { type Gathered, scoreKinds } from './score.ts';
import { type Audience, keepPeople, type KeptAudience, listPlaces, tuplesOf } from './store.audience.ts';
import { renderLiquid } from './store.values.ts';
import { decideTuples, type Demand } from './verdicts.ts';

/** What is said to whom: the frozen draft, and what Meta lets through of it. */
export type Message = {
  readonly frozen: Frozen;
  readonly house: House;
  readonly number: NumberId;
  readonly category: Demand['category'];
  readonly languages: readonly { readonly language: string; readonly content: TemplateContent; readonly isApproved: boolean }[];
};

/**
 * Gathers a campaign's people as they are now and decides about each: values, own hours, scores, verdicts. The same for a plan and for
 * the opening of its broadcast. `opens` is when the sending begins. To be run once in a REPEATABLE READ transaction.
 */
export async function gatherPeople(tx: Tx, scope: Scope, message: Message, { now, opens }: { now: Instant; opens: Instant }): Promise<Gathered> {
  const { frozen, house, category } = message;
  const plain = audienceOf(scope, frozen, house, { at: now, window: { number: message.number, at: opens } });
  await renderLiquid(tx, plain);
  const hours = frozen.schedule?.kind === 'local_hour' ? ownHours(frozen.schedule, await listPlaces(tx, plain), house, opens) : null;
  const timed: Audience = { ...plain, hours };
  const kinds = await keepPeople(tx, timed, { at: opens, topic: frozen.topic, reason: frozen.reason });
  const scored = await scoreKinds(tx, timed, kinds, { frozen, category, at: opens });
  const audience: KeptAudience = { ...timed, kinds: scored, bar: frozen.leave_out_below };
  const demand = demandOf({ category, languages: message.languages, variables: frozen.variables, free: frozen.free, defaultLanguage: house.locale });
  return { audience, scored, tuples: decideTuples(tuplesOf(audience), demand, now) };
}
