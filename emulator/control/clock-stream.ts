import type { ServerResponse } from 'node:http';

import { reportClock } from '../world/run.ts';
import type { World } from '../world/world.ts';
import { writeToAll } from './live.ts';

const heartbeatMilliseconds = 15_000;

/** Who listens to a world's clock. The clock is listened to once for each world: its listeners cannot be taken off. */
const audiences = new WeakMap<World, Set<ServerResponse>>();

function audienceOf(world: World): Set<ServerResponse> {
  const known = audiences.get(world);
  if (known !== undefined) return known;
  const audience = new Set<ServerResponse>();
  audiences.set(world, audience);
  world.clock.onChange(() => {
    if (audience.size === 0) return;
    writeToAll(audience, printClock(world));
  });
  return audience;
}

function printClock(world: World): string {
  return `data: ${JSON.stringify(reportClock(world))}\n\n`;
}

/** Takes over a response as a stream of the clock: how it stands now, and after every change. */
export function followClock(world: World, response: ServerResponse): void {
  const audience = audienceOf(world);
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', connection: 'keep-alive' });
  response.write(`retry: 500\n\n${printClock(world)}`);
  audience.add(response);
  const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMilliseconds).unref();
  response.on('close', () => {
    clearInterval(heartbeat);
    audience.delete(response);
  });
}
