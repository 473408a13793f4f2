import { contract } from '#core/contract/contract.ts';
import { call, type Door } from '../client/client.ts';
import { printTable } from './print.ts';
import type { Say } from './say.ts';

/** `parley status`: is anything wrong, what is going on. */
export async function runStatus(door: Door, say: Say): Promise<void> {
  const status = await call(door, contract.home.status);
  const lines = [
    `Parley ${status.version}, ${status.mode === 'rehearsal' ? 'rehearsal: no real person gets anything' : 'live'}, at ${door.url}`,
    printTable([
      ['  contacts', status.contacts.total],
      ['  agreed to offers', status.contacts.consented],
      ['  opted out', status.contacts.opted_out],
      ['  open conversations', status.conversations.open],
      ['  templates approved', status.templates.approved],
      ['  webhooks waiting', status.webhooks.waiting],
      ['  webhooks set aside', status.webhooks.aside],
      ['  tasks failed', status.queue.failed],
    ]),
    ...status.numbers.map(
      (number) =>
        `  ${number.display_phone} ${number.name}: ${number.state}${number.pause_reason ? ` (${number.pause_reason})` : ''}, quality ${number.quality.toLowerCase()}, ${number.throughput_per_second} a second`,
    ),
    ...status.sending.map((one) => `  ${one.name}: ${one.state}, ${one.done} of ${one.total}`),
  ];
  say.answer(status, lines.join('\n'));
}
