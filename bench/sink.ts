import { z } from 'zod';
import { openChild } from './child.ts';

const Ready = z.object({ url: z.string() });
const State = z.object({ accepted: z.number(), statuses: z.number(), replies: z.number(), waiting: z.number(), latencies: z.array(z.number()) });

/** Whom the sink tells what became of messages, and how (bench/sink.process.ts). */
export type Telling = {
  readonly url: string;
  readonly secret: string;
  readonly account: string;
  /** Statuses of one number in a post at most. */
  readonly perPost: number;
  /** Milliseconds after which sent, delivered and read are told. */
  readonly delays: readonly [number, number, number];
  /** How many of those who read write back, 0 to 1. */
  readonly replyShare: number;
  readonly sockets: number;
};

/** A WhatsApp that answers as cheaply as can be; see bench/sink.process.ts. */
export type Sink = {
  readonly url: string;
  readonly state: () => Promise<z.infer<typeof State>>;
  readonly tell: (telling: Telling | null) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Starts one; what is no message goes on to `forward`. */
export async function openSink(forward: string): Promise<Sink> {
  const child = await openChild('sink.process.ts', [forward]);
  const { url } = Ready.parse(child.ready);
  return {
    url,
    state: async () => State.parse(await (await fetch(`${url}/bench/state`)).json()),
    tell: async (telling) => void (await (await fetch(`${url}/bench/telling`, { method: 'POST', body: JSON.stringify(telling) })).text()),
    close: child.close,
  };
}
