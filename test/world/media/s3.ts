import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A store that speaks as S3 does for whole files, and checks each signature by itself: Signature Version 4 written anew from Amazon's
 * description ("Authenticating Requests: Using the Authorization Header", read 2026-11-22).
 */
export type S3Store = {
  readonly url: string;
  readonly files: Map<string, Buffer>;
  /** How many of the next calls are answered 503. */
  stumbles: number;
  readonly calls: string[];
  readonly close: () => Promise<void>;
};

const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

export async function openS3Store(place: { bucket: string; region: string; accessKey: string; secretKey: string }): Promise<S3Store> {
  const files = new Map<string, Buffer>();
  const calls: string[] = [];
  const state = { stumbles: 0 };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      const { method = '', url = '' } = request;
      calls.push(`${method} ${url}`);
      const answer = (status: number, content: Buffer | string = '') => void response.writeHead(status).end(content);
      if (state.stumbles > 0) {
        state.stumbles -= 1;
        return answer(503, '<Error><Code>SlowDown</Code></Error>');
      }
      const trouble = troubleOf(request, body, place);
      if (trouble !== undefined) return answer(403, `<Error><Code>${trouble}</Code></Error>`);
      if (!url.startsWith(`/${place.bucket}/`)) return answer(404, '<Error><Code>NoSuchBucket</Code></Error>');
      const kept = files.get(url);
      if (method === 'PUT') files.set(url, body);
      if (method === 'DELETE') files.delete(url);
      if (method === 'GET') return kept === undefined ? answer(404, '<Error><Code>NoSuchKey</Code></Error>') : answer(200, kept);
      return answer(method === 'DELETE' ? 204 : 200);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files,
    calls,
    get stumbles() {
      return state.stumbles;
    },
    set stumbles(count: number) {
      state.stumbles = count;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => void server.close(() => done()));
    },
  };
}

/** What is wrong with a signature, in Amazon's words; undefined when it is right. */
function troubleOf(request: IncomingMessage, body: Buffer, place: { region: string; accessKey: string; secretKey: string }): string | undefined {
  const read = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
    request.headers.authorization ?? '',
  );
  if (read === null) return 'AccessDenied';
  const [, accessKey, date = '', region, signed = '', signature] = read;
  if (accessKey !== place.accessKey) return 'InvalidAccessKeyId';
  if (region !== place.region) return 'AuthorizationHeaderMalformed';
  const names = signed.split(';');
  if (!names.includes('host') || !names.includes('x-amz-date') || !names.includes('x-amz-content-sha256')) return 'AccessDenied';
  const claimed = String(request.headers['x-amz-content-sha256']);
  if (claimed !== sha256(body)) return 'XAmzContentSHA256Mismatch';
  if (body.byteLength > 0 && Number(request.headers['content-length']) !== body.byteLength) return 'MissingContentLength';
  const path = (request.url ?? '').split('?')[0];
  const headers = names.map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`).join('');
  const canonical = [request.method, path, '', headers, signed, claimed].join('\n');
  const at = String(request.headers['x-amz-date']);
  const toSign = ['AWS4-HMAC-SHA256', at, `${date}/${region}/s3/aws4_request`, sha256(canonical)].join('\n');
  const key = ['s3', 'aws4_request'].reduce((made, word) => hmac(made, word), hmac(hmac(`AWS4${place.secretKey}`, date), place.region));
  return hmac(key, toSign).toString('hex') === signature ? undefined : 'SignatureDoesNotMatch';
}
