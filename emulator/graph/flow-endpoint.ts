import { constants, createCipheriv, createDecipheriv, createHmac, publicEncrypt, randomBytes } from 'node:crypto';

import { request } from 'undici';

import { isRecord } from '../world/json.ts';

/** Meta, "Implementing endpoints for Flows", read 2026-11-22: an endpoint has 10 seconds. */
const answerTimeoutMilliseconds = 10_000;
const answerBytes = 1024 * 1024;

const keyLength = 16;
const ivLength = 16;
const tagLength = 16;

/** What a phone tells a form's endpoint. */
export type EndpointQuestion = { version: string; action: string; flow_token: string; screen?: string; data?: Record<string, unknown> };

/** What the endpoint answered, decrypted; or why there is no answer. */
export type EndpointAnswer = { answer: Record<string, unknown> } | { error: string };

/** What the endpoint's own statuses mean. Meta, "Error codes" of the same page. */
const statuses: Readonly<Record<number, string>> = {
  421: 'it cannot decrypt the request: the public key of the number is not the one it holds the private key of',
  427: 'the flow token is not valid any more',
  432: 'it does not accept the signature',
};

/**
 * Asks a form's endpoint as WhatsApp does: the question under a fresh AES-128-GCM key, that key under the business's RSA
 * key (OAEP, SHA-256), the body signed with the app's secret. The answer comes under the same key and the flipped vector.
 */
export async function askEndpoint(endpoint: string, { key, secret }: { key: string; secret: string }, question: EndpointQuestion): Promise<EndpointAnswer> {
  const aes = randomBytes(keyLength);
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv('aes-128-gcm', aes, iv);
  const data = Buffer.concat([cipher.update(JSON.stringify(question)), cipher.final(), cipher.getAuthTag()]);
  const body = JSON.stringify({
    encrypted_flow_data: data.toString('base64'),
    encrypted_aes_key: publicEncrypt({ key, oaepHash: 'sha256', padding: constants.RSA_PKCS1_OAEP_PADDING }, aes).toString('base64'),
    initial_vector: iv.toString('base64'),
  });
  const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  try {
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature };
    const { statusCode, body: stream } = await request(endpoint, { method: 'POST', headers, body, signal: AbortSignal.timeout(answerTimeoutMilliseconds) });
    let text = '';
    for await (const chunk of stream) {
      text += String(chunk);
      if (text.length > answerBytes) return { error: `the endpoint ${endpoint} answered more than ${answerBytes} bytes` };
    }
    if (statusCode !== 200)
      return { error: `the endpoint ${endpoint} answered HTTP ${statusCode}${statusCode in statuses ? `: ${statuses[statusCode] ?? ''}` : ''}` };
    return decrypt(text, aes, iv);
  } catch (error) {
    return { error: `the endpoint ${endpoint} gave no answer: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function decrypt(text: string, aes: Buffer, iv: Buffer): EndpointAnswer {
  const bytes = Buffer.from(text.trim(), 'base64');
  if (bytes.length <= tagLength) return { error: 'the endpoint did not answer with encrypted data in base64' };
  const flipped = Buffer.from(iv.map((byte) => ~byte & 0xff));
  try {
    const decipher = createDecipheriv('aes-128-gcm', aes, flipped);
    decipher.setAuthTag(bytes.subarray(-tagLength));
    const plain = Buffer.concat([decipher.update(bytes.subarray(0, -tagLength)), decipher.final()]).toString();
    const value: unknown = JSON.parse(plain);
    return isRecord(value) ? { answer: value } : { error: 'the endpoint answered something that is no JSON object' };
  } catch (error) {
    return {
      error: `the answer of the endpoint cannot be decrypted with the flipped vector, or is no JSON: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}
