import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { AwsV4Signer } from 'aws4fetch';
import { Agent, type Dispatcher, request } from 'undici';
import { requireFileKey } from '../files.ts';
import type { Files } from '../platform.ts';

/** A bucket at Amazon or at anything that speaks as it does (MinIO, Garage, R2, Ceph). */
export type S3Place = {
  /** https://s3.eu-west-3.amazonaws.com, without a slash at the end. The bucket stands in the path, which all of them understand. */
  readonly url: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKey: string;
  readonly secretKey: string;
};

/** A store that is restarted is back within these; after them it is away. */
const pauseMilliseconds = [200, 1_000, 3_000] as const;
const headersMilliseconds = 30_000;
const bodyMilliseconds = 120_000;

/** What a store answered that is neither the file nor an empty hand. */
export class StoreError extends Error {}

/** Keeps files in a bucket, each whole or not at all. A stream is written to a temporary file first, since S3 wants its length and hash. */
export function openS3Files(place: S3Place): Files {
  const agent = new Agent({ headersTimeout: headersMilliseconds, bodyTimeout: bodyMilliseconds });
  const call = (method: Method, key: string, body?: Body) =>
    callStore({ place, agent, method, key: requireFileKey(key), ...(body === undefined ? {} : { body }) });

  async function* bytesOf(key: string): AsyncGenerator<Uint8Array> {
    const answer = await call('GET', key);
    if (answer === undefined) throw new StoreError(`there is no file "${key}" in the bucket "${place.bucket}"`);
    for await (const part of answer.body) yield Buffer.from(part);
  }

  return {
    async put(key, content) {
      requireFileKey(key);
      if (content instanceof Uint8Array) {
        const sha256 = createHash('sha256').update(content).digest();
        await call('PUT', key, { sha256, bytes: content.byteLength, open: () => content });
        return { bytes: content.byteLength, sha256 };
      }
      const folder = await mkdtemp(join(tmpdir(), 'parley-put-'));
      try {
        const path = join(folder, randomBytes(6).toString('hex'));
        const kept = await spool(content, path);
        await call('PUT', key, { ...kept, open: () => createReadStream(path) });
        return kept;
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    async read(key) {
      const parts: Uint8Array[] = [];
      for await (const part of bytesOf(key)) parts.push(part);
      return Buffer.concat(parts);
    },
    async find(key) {
      const answer = await call('GET', key);
      return answer === undefined ? undefined : Buffer.from(await answer.body.arrayBuffer());
    },
    stream: (key) => Readable.from(bytesOf(requireFileKey(key))),
    async remove(key) {
      await call('DELETE', key);
    },
  };
}

type Method = 'GET' | 'PUT' | 'DELETE';
type Body = { readonly sha256: Buffer; readonly bytes: number; readonly open: () => Uint8Array | Readable };

async function spool(content: AsyncIterable<Uint8Array>, path: string): Promise<{ bytes: number; sha256: Buffer }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const part of content) {
      hash.update(part);
      bytes += part.byteLength;
      await file.writeFile(part);
    }
  } finally {
    await file.close();
  }
  return { bytes, sha256: hash.digest() };
}

type StoreCall = { readonly place: S3Place; readonly agent: Agent; readonly method: Method; readonly key: string; readonly body?: Body };

/** One call, again when the store stumbles. Undefined when there is no such file. */
async function callStore(what: StoreCall): Promise<Dispatcher.ResponseData | undefined> {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await callOnce(what).catch((cause: unknown) => ({ away: cause }));
    const pause = pauseMilliseconds[attempt];
    if ('away' in answer) {
      if (pause === undefined) throw new StoreError(`the store at ${what.place.url} could not be reached`, { cause: answer.away });
    } else {
      if (answer.statusCode < 300) {
        if (what.method !== 'GET') await answer.body.dump();
        return answer;
      }
      const said = (await answer.body.text()).slice(0, 500);
      if (answer.statusCode === 404 && !said.includes('NoSuchBucket')) return undefined;
      if (answer.statusCode < 500 || pause === undefined) throw refused(what, answer.statusCode, said);
    }
    if (pause !== undefined) await sleep(pause);
  }
}

function refused({ place, method, key }: StoreCall, status: number, said: string): StoreError {
  const code = /<Code>([^<]+)<\/Code>/.exec(said)?.[1] ?? 'no code';
  return new StoreError(`the store at ${place.url} answers ${status} (${code}) to ${method} of "${key}" in the bucket "${place.bucket}": see FILES_S3_*`);
}

async function callOnce({ place, agent, method, key, body }: StoreCall): Promise<Dispatcher.ResponseData> {
  const signer = new AwsV4Signer({
    method,
    url: `${place.url}/${place.bucket}/${key}`,
    accessKeyId: place.accessKey,
    secretAccessKey: place.secretKey,
    service: 's3',
    region: place.region,
    headers: { 'x-amz-content-sha256': body?.sha256.toString('hex') ?? createHash('sha256').digest('hex') },
  });
  const signed = await signer.sign();
  const headers = Object.fromEntries(signed.headers);
  return request(signed.url, {
    dispatcher: agent,
    method,
    headers: body === undefined ? headers : { ...headers, 'content-length': String(body.bytes) },
    body: body?.open() ?? null,
  });
}
