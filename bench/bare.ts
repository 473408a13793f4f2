import { Pool } from 'undici';

/**
 * What a programmer would write in an evening: a loop that posts the same bodies to the same WhatsApp, `inFlight` at a
 * time. It remembers nothing, checks nothing, and does not hear what became of the messages.
 */
export async function runBareLoop(options: {
  url: string;
  path: string;
  token: string;
  inFlight: number;
  count: number;
  body(index: number): string;
}): Promise<{ perSecond: number }> {
  const pool = new Pool(options.url, { connections: options.inFlight });
  const headers = { authorization: `Bearer ${options.token}`, 'content-type': 'application/json' };
  let next = 0;
  const one = async () => {
    for (let index = next; index < options.count; index = next) {
      next += 1;
      const answer = await pool.request({ method: 'POST', path: options.path, headers, body: options.body(index) });
      const text = await answer.body.text();
      if (answer.statusCode !== 200) throw new Error(`message ${index} was refused: ${answer.statusCode} ${text.slice(0, 300)}`);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: options.inFlight }, one));
  const seconds = (performance.now() - started) / 1000;
  await pool.close();
  return { perSecond: options.count / seconds };
}
