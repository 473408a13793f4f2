import { parseBody, parseForm } from './body.ts';
import type { Call } from './call.ts';
import { badParameter, GraphRefusal, presentRefusal } from './errors.ts';
import { asText, isRecord } from '../world/json.ts';

/** Meta, "Batch requests", read 2026-11-22: at most 50 calls in one. */
const operationsLimit = 50;

/** The operations of a batch, or undefined if the call is none. */
export function asBatch(call: Call): unknown[] | undefined {
  if (call.method !== 'POST' || (call.path !== '' && call.path !== 'me')) return undefined;
  const batch = call.params['batch'];
  if (batch === undefined) throw badParameter('The parameter batch is required.');
  if (!Array.isArray(batch)) throw badParameter('Param batch must be a JSON array of operations.');
  if (batch.length > operationsLimit) {
    throw new GraphRefusal(1, `Too many requests in batch message. Maximum batch size is ${operationsLimit}`, { type: 'GraphBatchException' });
  }
  return batch;
}

/** What became of one operation: `body` is JSON as a text, as Meta answers. */
export type OperationAnswer = { code: number; headers?: { name: string; value: string }[]; body: string };

type Perform = (call: Call) => Promise<{ body: unknown; headers: Record<string, string> | undefined }>;

/** Does the operations one after the other; one that fails does not stop the others. */
export async function runBatch(outer: Call, operations: readonly unknown[], perform: Perform): Promise<OperationAnswer[]> {
  const withHeaders = asText(outer.params['include_headers'] ?? 'true') !== 'false';
  const answers: OperationAnswer[] = [];
  for (const operation of operations) {
    const { status, body, headers } = await runOperation(outer, operation, perform);
    const all = { 'Content-Type': 'application/json; charset=UTF-8', ...headers };
    const printed = Object.entries(all).map(([name, value]) => ({ name, value }));
    answers.push({ code: status, ...(withHeaders ? { headers: printed } : {}), body: JSON.stringify(body) });
  }
  return answers;
}

type Ran = { status: number; body: unknown; headers: Record<string, string> | undefined };

async function runOperation(outer: Call, operation: unknown, perform: Perform): Promise<Ran> {
  try {
    const { body, headers } = await perform(readOperation(outer, operation));
    return { status: 200, body, headers };
  } catch (error) {
    if (!(error instanceof GraphRefusal)) throw error;
    return { status: error.status, body: presentRefusal(error), headers: error.more.headers };
  }
}

function readOperation(outer: Call, operation: unknown): Call {
  if (!isRecord(operation)) throw badParameter('Each operation of a batch must be an object with method and relative_url.');
  const { method, relative_url: address, body } = operation;
  if (typeof method !== 'string' || !/^(get|post|delete)$/i.test(method)) throw badParameter('Param batch[method] must be one of {GET, POST, DELETE}.');
  if (typeof address !== 'string') throw badParameter('Param batch[relative_url] must be a text.');
  if (operation['attached_files'] !== undefined) throw badParameter('attached_files is not supported in a batch here: upload the file by a call of its own.');
  if (operation['depends_on'] !== undefined || address.includes('{result=') || (typeof body === 'string' && body.includes('{result=')))
    throw badParameter('depends_on and {result=…} are not supported in a batch here: use the answer of a call in the next one.');
  const url = URL.parse(`http://emulator/${address.replace(/^\/+/, '')}`);
  if (url === null) throw badParameter(`Param batch[relative_url] is no address: ${address.slice(0, 200)}`);
  const bytes = Buffer.from(typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body));
  const isJson = typeof body !== 'string' || body.trimStart().startsWith('{');
  const parsed = parseBody(isJson ? 'application/json' : 'application/x-www-form-urlencoded', bytes);
  const path = url.pathname.replaceAll(/^\/+|\/+$/g, '');
  const params = { ...parseForm(url.search), ...parsed.fields };
  const text = url.search === '' ? parsed.text : JSON.stringify(params);
  return { ...outer, method: method.toUpperCase(), path, segments: path.split('/'), params, text, bytes, files: parsed.files };
}
