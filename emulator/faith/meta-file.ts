import { readFileSync } from 'node:fs';

import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

import { isRecord } from '../world/json.ts';
import type { Exchanged } from './exchange.ts';

/** Where an exchange and Meta's file part: `where` is `path`, `query NAME`, `request /place` or `response STATUS /place`. */
export type Parting = { method: string; path: string; where: string; what: string };

/** Meta's own description of its API, compiled: says where an exchange parts from it. */
export type MetaFile = {
  version: string;
  partings(exchanged: Exchanged): Parting[];
  /** Where the body of a webhook parts from it. */
  webhookPartings(body: unknown): Parting[];
};

/** What the file calls the things whose ids begin a path. */
const nodes: Readonly<Record<string, string>> = {
  number: 'Phone-Number-ID',
  new_number: 'Phone-Number-ID',
  spare: 'Phone-Number-ID',
  account: 'WABA-ID',
  portfolio: 'Business-ID',
  other: 'WABA-ID',
  app: 'Application-ID',
  flow: 'Flow-ID',
  rubbish_flow: 'Flow-ID',
  image: 'Media-ID',
  rubbish: 'Media-ID',
  code: 'QR-Code-ID',
};

type Operation = Record<string, unknown>;

/** Reads and compiles the file. Takes about a second. */
export function openMetaFile(file: string): MetaFile {
  const description: unknown = parse(readFileSync(file, 'utf8'), { maxAliasCount: -1 });
  if (!isRecord(description)) throw new Error(`${file} is not an OpenAPI file`);
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(description, 'meta');
  const compiled = new Map<string, ValidateFunction>();
  const compile = (...steps: string[]): ValidateFunction => {
    const pointer = steps.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
    const known = compiled.get(pointer);
    if (known !== undefined) return known;
    const made = ajv.compile({ $ref: `meta#/${pointer}` });
    compiled.set(pointer, made);
    return made;
  };
  const at = (...steps: string[]): unknown => {
    let found: unknown = description;
    for (const step of steps) found = isRecord(found) ? resolve(found[step]) : undefined;
    return found;
  };
  /** A reference to another place of the file is followed. */
  const resolve = (value: unknown): unknown => {
    if (!isRecord(value) || typeof value['$ref'] !== 'string' || !/^#\/components\/(responses|parameters|requestBodies)\//.test(value['$ref'])) return value;
    return at(...value['$ref'].slice(2).split('/'));
  };
  const info = at('info');
  return {
    version: isRecord(info) ? String(info['version']) : '',
    partings(exchanged) {
      const path = pathOf(exchanged.path);
      const method = exchanged.method.toLowerCase();
      const part = (where: string, what: string): Parting => ({ method: exchanged.method, path, where, what });
      const operation = at('paths', path, method);
      // A path that is refused may well be one that nobody has.
      if (!isRecord(operation)) return exchanged.status < 400 ? [part('path', 'the file does not have it')] : [];
      const tools: Tools = { at, compile, resolve };
      const steps = ['paths', path, method];
      const asked = exchanged.status < 400 ? [...queryPartings(tools, steps, operation, exchanged), ...requestPartings(tools, steps, exchanged)] : [];
      return [...asked, ...responsePartings(tools, steps, operation, exchanged)].map(([where, what]) => part(where, what));
    },
    webhookPartings(body) {
      const part = ({ place, what }: Fault, base = ''): Parting => ({ method: 'POST', path: '/whatsapp/webhooks', where: `request ${base}${place}`, what });
      // The value of a change is judged by its kind: a choice of kinds that fails would say nothing of what is wrong.
      const whole = errorsOf(compile('components', 'schemas', 'WebhookPayload'), body).filter((fault) => fault.place !== valuePlace);
      const values = changesOf(body).map((value): Parting[] =>
        errorsOf(compile('components', 'schemas', valueSchema(value)), value).map((fault) => part(fault, `${valuePlace} `)),
      );
      return [...whole.map((fault) => part(fault)), ...values.flat()];
    },
  };
}

const valuePlace = '/entry/*/changes/*/value';

/** The values of the field `messages`: the only one of which the file says more than its name. */
function changesOf(body: unknown): Record<string, unknown>[] {
  const entries = isRecord(body) && Array.isArray(body['entry']) ? body['entry'].filter(isRecord) : [];
  const changes = entries.flatMap((entry) => (Array.isArray(entry['changes']) ? entry['changes'].filter(isRecord) : []));
  return changes.flatMap((change) => (change['field'] === 'messages' && isRecord(change['value']) ? [change['value']] : []));
}

function valueSchema(value: Record<string, unknown>): string {
  const messages = Array.isArray(value['messages']) ? value['messages'].filter(isRecord) : [];
  if (messages.some((message) => message['type'] === 'system')) return 'IncomingMessageValueSystem';
  return messages.length > 0 ? 'IncomingMessageValueGeneral' : 'StatusMessageValue';
}

type Tools = { at: (...steps: string[]) => unknown; compile: (...steps: string[]) => ValidateFunction; resolve: (value: unknown) => unknown };
type Found = [where: string, what: string];

function pathOf(path: string): string {
  const named = path.replaceAll(/\{([a-z_]+)\}/g, (_, name: string) => `{${nodes[name] ?? (name.startsWith('template') ? 'TEMPLATE_ID' : name)}}`);
  return `/{Version}${named.replace(/\/$/, '')}`.replace('{WABA-ID}/assigned_users', '{WhatsApp-Business-Account-ID}/assigned_users');
}

function queryPartings({ at, resolve }: Tools, steps: string[], operation: Operation, { query }: Exchanged): Found[] {
  const shared = at(...steps.slice(0, 2), 'parameters');
  const own = operation['parameters'];
  const parameters = [...(Array.isArray(shared) ? shared : []), ...(Array.isArray(own) ? own : [])].map(resolve).filter(isRecord);
  const known = parameters.filter((one) => one['in'] === 'query');
  const surplus = [...query.keys()].filter((name) => name !== 'access_token' && !known.some((one) => one['name'] === name));
  const missing = known.filter((one) => one['required'] === true && !query.has(String(one['name'])));
  return [
    ...surplus.map((name): Found => [`query ${name}`, 'the file does not have it']),
    ...missing.map((one): Found => [`query ${String(one['name'])}`, 'the file requires it']),
  ];
}

function requestPartings({ at, compile }: Tools, steps: string[], { request, requestType }: Exchanged): Found[] {
  const content = at(...steps, 'requestBody', 'content');
  if (requestType === null) {
    const body = at(...steps, 'requestBody');
    return isRecord(body) && body['required'] === true ? [['request', 'the file requires a body']] : [];
  }
  if (!isRecord(content)) return [['request', 'the file has no body here']];
  if (!isRecord(content[requestType])) return [['request', `the file has ${Object.keys(content).join(' and ')}, not ${requestType}`]];
  // The bytes of a file are no field: what else a form has is judged.
  const isForm = requestType === 'multipart/form-data';
  const validate = compile(...chooseSchema(at, [...steps, 'requestBody', 'content', requestType, 'schema'], request));
  return errorsOf(validate, request)
    .filter((error) => !(isForm && error.what.includes("'file'")))
    .map((error): Found => [`request ${error.place}`, error.what]);
}

/** A schema that tells its kinds apart by a property is judged by the kind that was sent. */
function chooseSchema(at: Tools['at'], steps: string[], value: unknown): string[] {
  const schema = at(...steps);
  if (!isRecord(schema)) return steps;
  if (typeof schema['$ref'] === 'string') return chooseSchema(at, schema['$ref'].slice(2).split('/'), value);
  const discriminator = schema['discriminator'];
  if (!isRecord(discriminator) || !isRecord(discriminator['mapping']) || !isRecord(value)) return steps;
  const kind = discriminator['mapping'][String(value[String(discriminator['propertyName'])])];
  return typeof kind === 'string' ? kind.slice(2).split('/') : steps;
}

function responsePartings({ at, compile }: Tools, steps: string[], operation: Operation, exchanged: Exchanged): Found[] {
  const { status, response, responseType } = exchanged;
  const responses = operation['responses'];
  const declared = isRecord(responses) ? Object.keys(responses) : [];
  const place = declared.includes(String(status)) ? String(status) : status >= 400 && declared.includes('400') ? '400' : undefined;
  const schemaSteps = place === undefined ? undefined : responseSteps(at, [...steps, 'responses', place], responseType);
  if (schemaSteps === undefined && status < 400) return [[`response ${status}`, `the file has no ${responseType} with this status`]];
  // Where the file says nothing of refusals, they have the form that all Graph refusals have.
  const validate = schemaSteps === undefined ? compile('components', 'schemas', 'GraphAPIError') : compile(...schemaSteps);
  const kind = status < 400 ? String(status) : 'refusal';
  return errorsOf(validate, response).map((error): Found => [`response ${kind} ${error.place}`, error.what]);
}

/** Where the schema of a response stands; undefined when there is none of this type. */
function responseSteps(at: Tools['at'], steps: string[], type: string): string[] | undefined {
  const raw = at(...steps.slice(0, -1));
  const entry = isRecord(raw) ? raw[steps.at(-1) ?? ''] : undefined;
  const reference = isRecord(entry) && typeof entry['$ref'] === 'string' ? entry['$ref'].slice(2).split('/') : steps;
  return isRecord(at(...reference, 'content', type, 'schema')) ? [...reference, 'content', type, 'schema'] : undefined;
}

type Fault = { place: string; what: string };

/** The faults of a value, places without list indices, each once. What is below a failed choice is left out: one line says it. */
function errorsOf(validate: ValidateFunction, value: unknown): Fault[] {
  if (validate(value)) return [];
  const errors = validate.errors ?? [];
  const choices = errors.filter(isChoice).map((error) => error.instancePath);
  const told = errors.filter(
    (error) => !choices.some((place) => (error.instancePath === place && !isChoice(error)) || error.instancePath.startsWith(`${place}/`)),
  );
  const faults = new Map(told.map((error) => [`${placeOf(error)} ${sentenceOf(error)}`, { place: placeOf(error), what: sentenceOf(error) }]));
  return [...faults.values()].toSorted((a, b) => (a.place + a.what < b.place + b.what ? -1 : 1));
}

function isChoice(error: ErrorObject): boolean {
  return error.keyword === 'oneOf' || error.keyword === 'anyOf';
}

function placeOf(error: ErrorObject): string {
  return error.instancePath.replaceAll(/\/\d+(?=\/|$)/g, '/*') || '/';
}

function sentenceOf(error: ErrorObject): string {
  const params: Record<string, unknown> = error.params;
  const allowed = params['allowedValues'] ?? params['allowedValue'] ?? params['additionalProperty'];
  return `${error.message ?? error.keyword}${allowed === undefined ? '' : `: ${JSON.stringify(allowed)}`}`.slice(0, 240);
}
