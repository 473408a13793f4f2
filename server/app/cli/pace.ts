import type { Campaign } from '#core/contract/campaigns.ts';
import { contract } from '#core/contract/contract.ts';
import type { Pace } from '#core/contract/sending.ts';
import { call, type Door } from '../client/client.ts';
import { type Say, Usage } from './say.ts';

/** The options of `parley campaign pace`; what is left out stays, and `none` takes a bound away. */
export type PaceOptions = {
  spread?: string | undefined;
  hours?: string | undefined;
  threads?: string | undefined;
  budget?: string | undefined;
};

const none = 'none';
const microsPerUnit = 1_000_000;

/** Changes how a sending takes its time, or what it may cost, while it is under way. */
export async function runPace(door: Door, campaign: Campaign, options: PaceOptions, say: Say): Promise<void> {
  const { spread, hours, threads, budget } = options;
  if ([spread, hours, threads, budget].every((one) => one === undefined))
    throw new Usage('say what changes: --spread MINUTES, --hours 9-20, --threads N, --budget AMOUNT');
  const before = campaign.broadcast?.pace ?? { spread_minutes: null, hours: null, open_threads_most: null };
  const pace: Pace = {
    spread_minutes: spread === undefined ? before.spread_minutes : numberOf('spread', spread, 'minutes'),
    hours: hours === undefined ? before.hours : hoursOf(hours),
    open_threads_most: threads === undefined ? before.open_threads_most : numberOf('threads', threads, 'conversations'),
  };
  const isPaceless = pace.spread_minutes === null && pace.hours === null && pace.open_threads_most === null;
  const changed = await call(door, contract.campaigns.pace, {
    params: { id: campaign.id },
    body: {
      ...(spread === undefined && hours === undefined && threads === undefined ? {} : { pace: isPaceless ? null : pace }),
      ...(budget === undefined ? {} : { budget_micros: amountOf(budget) }),
    },
  });
  say.answer(changed, `${changed.name}: the pace is changed for everybody who still waits.`);
}

function numberOf(option: string, text: string, what: string): number | null {
  if (text === none) return null;
  const found = Number(text);
  if (!Number.isInteger(found) || found < 1) throw new Usage(`--${option} "${text}" is no whole number of ${what}; "${none}" takes the bound away`);
  return found;
}

function hoursOf(text: string): Pace['hours'] {
  if (text === none) return null;
  const match = /^(\d{1,2})-(\d{1,2})$/.exec(text);
  if (match === null) throw new Usage(`--hours "${text}" is no span of hours such as 9-20; "${none}" takes the bound away`);
  return { from: Number(match[1]), to: Number(match[2]) };
}

function amountOf(text: string): number | null {
  if (text === none) return null;
  const found = Number(text);
  if (!Number.isFinite(found) || found <= 0) throw new Usage(`--budget "${text}" is no amount above nothing; "${none}" takes the bound away`);
  return Math.round(found * microsPerUnit);
}
