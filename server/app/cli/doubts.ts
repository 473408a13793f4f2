import { contract } from '#core/contract/contract.ts';
import type { Campaign } from '#core/contract/campaigns.ts';
import { type DoorFault, doorFaults } from '#core/whatsapp/again.ts';
import { call, type Door } from '../client/client.ts';
import { printTable } from './print.ts';
import { type Say, Usage } from './say.ts';

/** The verbs about who is in doubt or has failed. */
export const doubtVerbs = ['doubts', 'again', 'close', 'retry'] as const;

/** Which of them: by number, by Meta's code or what failed without one; and whether it is only said. */
export type DoubtOptions = { recipient?: string[] | undefined; code?: string[] | undefined; fault?: string[] | undefined; 'dry-run'?: boolean | undefined };

/** `parley campaign doubts|again|close|retry NAME|ID`. */
export async function runDoubts(door: Door, verb: (typeof doubtVerbs)[number], campaign: Campaign, options: DoubtOptions, say: Say): Promise<void> {
  const params = { id: campaign.id };
  switch (verb) {
    case 'doubts': {
      const found = await call(door, contract.doubts.list, { params, query: { limit: 200 } });
      const rows = found.items.map((one) => [one.seq, one.name, one.phone, one.since, one.closed_at === null ? 'open' : 'closed', one.reason ?? '']);
      return say.answer(found, rows.length === 0 ? `Nobody of ${campaign.name} is in doubt.` : printTable(rows));
    }
    case 'again': {
      const { people } = await call(door, contract.doubts.again, { params, body: { recipients: numbersOf(options.recipient, '--recipient') } });
      return say.answer({ people }, `${people} in doubt are sent to again.`);
    }
    case 'close': {
      const { people } = await call(door, contract.doubts.close, { params, body: { recipients: numbersOf(options.recipient, '--recipient') } });
      return say.answer({ people }, `${people} in doubt are left as they are.`);
    }
    case 'retry': {
      const codes = numbersOf(options.code, '--code');
      const faults = faultsOf(options.fault);
      if ((codes === undefined) === (faults === undefined))
        throw new Usage(`which failures? Name Meta’s codes (--code 132001), or what failed without one: --fault ${doorFaults.join('|')}`);
      const done = await call(door, contract.doubts.retry, { params, body: { codes, faults, dry_run: options['dry-run'] === true } });
      const rows = done.classes.map((one) => [
        one.code ?? one.fault ?? '',
        one.title,
        one.people,
        one.refused ?? (one.from === null ? '' : `${one.too_early} more from ${one.from}`),
      ]);
      return say.answer(done, `${printTable(rows)}\n${done.people} ${done.dry_run ? 'would be' : 'are'} sent to again.`);
    }
  }
}

function faultsOf(given: readonly string[] | undefined): DoorFault[] | undefined {
  return given?.map((text) => {
    const fault = doorFaults.find((one) => one === text);
    if (fault === undefined) throw new Usage(`--fault "${text}" is not known; there are ${doorFaults.join(', ')}`);
    return fault;
  });
}

function numbersOf(given: readonly string[] | undefined, option: string): number[] | undefined {
  return given?.map((text) => {
    if (!/^\d{1,9}$/.test(text)) throw new Usage(`${option} "${text}" is no whole number`);
    return Number(text);
  });
}
