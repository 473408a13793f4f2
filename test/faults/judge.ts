import type { Look } from './look.ts';

/** What a run came to. `lost`, `twice` and `unsettled` name up to a few people each, so that one can be followed up. */
export type Verdict = {
  readonly people: number;
  /** How many WhatsApp holds a message for. */
  readonly served: number;
  /** Ours says that they have it, or says nothing, and WhatsApp has none; or WhatsApp has one and ours says that nothing left. */
  readonly lost: readonly string[];
  /** WhatsApp holds two or more. */
  readonly twice: readonly string[];
  /** In doubt at the end, whether WhatsApp has a message or not. */
  readonly inDoubt: number;
  /** In doubt although WhatsApp holds the message and every webhook has been delivered. */
  readonly unsettled: readonly string[];
  /** Were in doubt, and a status said what became of them. */
  readonly settled: number;
  /** Counters that differ from a recount of the rows, or do not add up to the audience. */
  readonly miscounted: readonly string[];
  /** Whom ours says it served twice: it must know each of `twice`. */
  readonly knownTwice: number;
};

const took = new Set(['accepted', 'sent', 'delivered', 'read']);
/** Ours may say these of somebody who has no message. */
const none = new Set(['failed', 'skipped', 'cancelled', 'in_doubt']);
/** And these of somebody who has one: Meta may say late that it went nowhere. */
const one = new Set([...took, 'in_doubt', 'failed']);

/** WhatsApp's own ledger: `EmulatorClient` is one. */
export type Ledger = { readonly ledger: { all(direction: 'to_person'): AsyncIterable<{ readonly wa_id: string }> } };

/** Compares WhatsApp's own ledger, which knows nothing of ours, with the recipients. */
export async function judge(control: Ledger, look: Look): Promise<Verdict> {
  const held = new Map<string, number>();
  for await (const message of control.ledger.all('to_person')) held.set(message.wa_id, (held.get(message.wa_id) ?? 0) + 1);
  const recipients = await look.recipients();
  const [lost, twice, unsettled]: [string[], string[], string[]] = [[], [], []];
  for (const { phone, state, broadcast, seq } of recipients) {
    const messages = held.get(phone.slice(1)) ?? 0;
    const name = `${phone} (${state}, ${messages} at WhatsApp, r.${broadcast}.${seq})`;
    if (messages > 1) twice.push(name);
    if (messages === 0 ? !none.has(state) : !one.has(state)) lost.push(name);
    if (messages > 0 && state === 'in_doubt') unsettled.push(name);
  }
  const known = new Set(recipients.map(({ phone }) => phone.slice(1)));
  // Somebody whom nobody meant to write to is as bad as somebody written to twice.
  for (const [phone, messages] of held) if (!known.has(phone)) twice.push(`${phone} (of no broadcast, ${messages} at WhatsApp)`);
  const counts = await look.counts();
  return {
    people: recipients.length,
    served: held.size,
    lost,
    twice,
    inDoubt: recipients.filter(({ state }) => state === 'in_doubt').length,
    unsettled,
    settled: counts.settled,
    miscounted: counts.miscounted,
    knownTwice: counts.twice,
  };
}

/** The line that a run ends with. */
export function printVerdict(verdict: Verdict): string {
  return `lost ${verdict.lost.length}, twice ${verdict.twice.length}, in doubt ${verdict.inDoubt}, settled ${verdict.settled}`;
}

/** What is wrong, a line each; empty when nothing is. Where sending again was allowed, twice is the price, and must be known. */
export function faultsOf(verdict: Verdict, options: { readonly sendsAgain: boolean; readonly people: number }): string[] {
  const some = (what: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`${what}: ${names.slice(0, 5).join('; ')}${names.length > 5 ? ' …' : ''}`];
  return [
    ...(verdict.people === options.people ? [] : [`${verdict.people} recipients instead of ${options.people}`]),
    ...some('lost', verdict.lost),
    ...(options.sendsAgain ? [] : some('twice', verdict.twice)),
    ...(options.sendsAgain && verdict.knownTwice !== verdict.twice.length ? [`${verdict.twice.length} served twice, ours knows of ${verdict.knownTwice}`] : []),
    ...some('in doubt although WhatsApp has it and every webhook was delivered', verdict.unsettled),
    ...some('miscounted', verdict.miscounted),
  ];
}
