import { request as httpRequest } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import tls from 'node:tls';
import { generate } from 'selfsigned';

/** The hosts Meta's platform answers at. */
const metaHosts = ['graph.facebook.com', 'lookaside.fbsbx.com'];

/** A TLS server that bears Meta's names in front of an emulator, and a process that believes it. */
export type MetaFront = {
  /** Every host that was asked for, in order. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
};

/**
 * Puts a TLS front with Meta's host names before an emulator: a certificate of a throw-away authority that this process
 * is made to trust, and a `tls.connect` that leads those hosts here and refuses every other. Nothing of the program
 * under test is changed or told.
 */
export async function openMetaFront(emulatorUrl: string): Promise<MetaFront> {
  const made = await generate([{ name: 'commonName', value: 'graph.facebook.com' }], {
    algorithm: 'sha256',
    keySize: 2048,
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: metaHosts.map((value) => ({ type: 2 as const, value })) },
    ],
  });
  const asked: string[] = [];
  const server = createTlsServer({ key: made.private, cert: made.cert }, (request, response) => {
    const host = request.headers.host ?? '';
    asked.push(host);
    const target = new URL(emulatorUrl);
    const onward = httpRequest(
      {
        host: target.hostname,
        port: target.port,
        method: request.method,
        path: request.url,
        headers: { ...request.headers, 'x-forwarded-host': host, 'x-forwarded-proto': 'https' },
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the front has no port');
  const trusted = tls.getCACertificates('default');
  tls.setDefaultCACertificates([...trusted, made.cert]);
  const restore = leadHere(address.port);
  return {
    asked,
    async close() {
      restore();
      tls.setDefaultCACertificates(trusted);
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function leadHere(port: number): () => void {
  const original = tls.connect;
  const led = (...args: unknown[]): tls.TLSSocket => {
    const options = args.find((arg): arg is tls.ConnectionOptions => typeof arg === 'object' && arg !== null) ?? {};
    const host = options.servername ?? options.host ?? '';
    if (!metaHosts.includes(host)) throw new Error(`the test would have left this machine for ${host}`);
    return original({ ...options, host: '127.0.0.1', port, servername: host });
  };
  Object.defineProperty(tls, 'connect', { value: led, configurable: true, writable: true });
  return () => Object.defineProperty(tls, 'connect', { value: original, configurable: true, writable: true });
}
