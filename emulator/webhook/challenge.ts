import { request } from 'undici';

import { badParameter, GraphRefusal } from '../graph/errors.ts';
import { randomHex } from '../world/random.ts';

/** Meta does not say how long it waits for the challenge; this is ours. */
const challengeTimeoutMilliseconds = 10_000;

/** The answer is ten digits; whoever says much more has misunderstood, and is not listened to for ever. */
const challengeBytes = 4_096;
const shownLength = 80;

/** Asks an address for its challenge, as Meta does whenever an address or a verify token is set; refuses it otherwise. */
export async function challenge(callbackUrl: string, verifyToken: string, patience = challengeTimeoutMilliseconds): Promise<void> {
  if (!URL.canParse(callbackUrl) || !/^https?:$/.test(new URL(callbackUrl).protocol)) throw badParameter('Param callback_url must be a valid URL');
  const expected = String(1_000_000_000 + (Number.parseInt(randomHex(7), 16) % 1_000_000_000));
  const url = new URL(callbackUrl);
  url.searchParams.set('hub.mode', 'subscribe');
  url.searchParams.set('hub.challenge', expected);
  url.searchParams.set('hub.verify_token', verifyToken);
  const answer = await ask(url, patience);
  if (answer.status !== 200) throw failed(`HTTP Status Code = ${answer.status}; HTTP Message = ${answer.body.slice(0, shownLength)}`);
  if (answer.body.trim() !== expected)
    throw failed(
      `The URL couldn't be validated. Response does not match challenge, expected value="${expected}", received="${answer.body.slice(0, shownLength)}"`,
    );
}

/** Redirects are not followed: their status is the answer. */
async function ask(url: URL, patience: number): Promise<{ status: number; body: string }> {
  try {
    const signal = AbortSignal.timeout(patience);
    const { statusCode, body } = await request(url, { signal });
    let text = '';
    for await (const chunk of body) {
      text += String(chunk);
      // Leaving the loop cuts the connection.
      if (text.length > challengeBytes) break;
    }
    return { status: statusCode, body: text };
  } catch (error) {
    throw failed(error instanceof Error ? error.message : String(error));
  }
}

function failed(reason: string): GraphRefusal {
  return new GraphRefusal(2200, `(#2200) Callback verification failed with the following errors: ${reason}`, {});
}
