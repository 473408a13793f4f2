import { z } from 'zod';
import { openSockets, printPost } from './wire.ts';

/* Posts what it is sent, and says how many a second were answered with 200. */

const { url, sockets: count } = z.object({ url: z.string(), sockets: z.number() }).parse(JSON.parse(process.argv[2] ?? ''));
const Work = z.object({ bodies: z.array(z.string()), signatures: z.array(z.string()) });
const target = new URL(url);

process.on('message', (message) => void run(Work.parse(message)));
process.on('disconnect', () => process.exit(0));
process.stdout.write('{"ready":true}\n');

async function run({ bodies, signatures }: z.infer<typeof Work>): Promise<void> {
  const requests = bodies.map((body, place) => printPost(target, signatures[place] ?? '', Buffer.from(body)));
  const sockets = openSockets(target, count);
  const started = performance.now();
  for (const request of requests) sockets.post(request);
  await sockets.settled();
  const seconds = (performance.now() - started) / 1000;
  sockets.close();
  process.send?.({ per_second: requests.length / seconds });
}
