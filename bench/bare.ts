import { Pool } from 'undici';

/**
 * What a programmer would write in an evening: a loop that posts the same bodies to the same WhatsApp, `inFlight` at a time, by the fastest way undici
 * has. It remembers nothing, checks nothing, and does not hear what became of the messages.
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
  const started = performance.now();
  await new Promise<void>((resolve, reject) => {
    let next = 0;
    let done = 0;
    const one = () => {
      if (next >= options.count) return;
      const index = next;
      next += 1;
      let status = 0;
      let text = '';
      pool.dispatch(
        { method: 'POST', path: options.path, headers, body: options.body(index) },
        {
          onRequestStart() {},
          onResponseStart(_controller, code) {
            status = code;
          },
          onResponseData(_controller, chunk) {
            if (status !== 200) text += chunk.toString();
          },
          onResponseEnd() {
            if (status !== 200) return reject(new Error(`message ${index} was refused: ${status} ${text.slice(0, 300)}`));
            done += 1;
            if (done === options.count) resolve();
            else one();
          },
          onResponseError(_controller, error) {
            reject(error);
          },
        },
      );
    };
    for (let line = 0; line < options.inFlight; line += 1) one();
  });
  const seconds = (performance.now() - started) / 1000;
  await pool.close();
  return { perSecond: options.count / seconds };
}
