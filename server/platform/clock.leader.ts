import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { ClockReading } from './clock.reckoning.ts';

const answerWithinMilliseconds = 3_000;
/** An answer, and one event of the stream, is a line. */
const lineCharactersMost = 64 * 1024;

/** The time of the clock at an address. Throws, with the reason, when there is no clock. */
export async function readLeader(url: string): Promise<ClockReading> {
  return ClockReading.parse(JSON.parse(await ask('GET', url, undefined)));
}

/** Tells the clock that everything due up to the `now` of a revision is done, and what is due next. */
export async function tellLeader(url: string, follower: string, done: { revision: number; due: string | null }): Promise<void> {
  await ask('POST', `${url}/followers/${encodeURIComponent(follower)}`, JSON.stringify(done));
}

/** Hears every change until the connection ends, which it says by throwing. */
export async function listenToLeader(url: string, signal: AbortSignal, onReading: (reading: ClockReading) => void): Promise<never> {
  const response = await open('GET', `${url}/changes`, { accept: 'text/event-stream' }, undefined, signal);
  response.setEncoding('utf8');
  let rest = '';
  for await (const chunk of response) {
    const lines = (rest + String(chunk)).split(/\r?\n/);
    rest = lines.pop() ?? '';
    if (rest.length > lineCharactersMost) throw new Error('a line of the clock has no end');
    for (const line of lines) if (line.startsWith('data:')) onReading(ClockReading.parse(JSON.parse(line.slice(5))));
  }
  throw new Error('the clock closed the connection');
}

async function ask(method: 'GET' | 'POST', url: string, body: string | undefined): Promise<string> {
  const headers = body === undefined ? {} : { 'content-type': 'application/json' };
  const response = await open(method, url, headers, body, AbortSignal.timeout(answerWithinMilliseconds));
  response.setEncoding('utf8');
  let text = '';
  for await (const chunk of response) {
    text += String(chunk);
    if (text.length > lineCharactersMost) throw new Error('the answer is far too long for a clock');
  }
  return text;
}

function open(method: string, url: string, headers: Record<string, string>, body: string | undefined, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = url.startsWith('https:') ? httpsRequest : httpRequest;
    const asked = request(url, { method, headers, signal }, (response) => {
      if (response.statusCode === 200) return resolve(response);
      response.resume();
      reject(new Error(`${method} ${url} answered ${response.statusCode}`));
    });
    // The stream is silent for as long as nobody touches the clock; a dead other end is found by this.
    asked.on('socket', (socket) => socket.setKeepAlive(true, 10_000));
    asked.on('error', reject);
    asked.end(body);
  });
}
