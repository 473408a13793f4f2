import { z } from 'zod';
import { refusals } from '#core/contract/refusals.ts';
import { Problem, type Route, type RouteSet } from '#core/contract/route.ts';

type Json = Record<string, unknown>;

/** Prints the OpenAPI 3.1 document of a contract: its parts are the tags, its routes the operations. */
export function printOpenApi(contract: Readonly<Record<string, RouteSet>>, about: { version: string; url: string }): Json {
  const paths: Record<string, Json> = {};
  for (const [part, routes] of Object.entries(contract)) {
    for (const [name, route] of Object.entries(routes)) {
      const item = (paths[route.path] ??= {});
      item[route.method.toLowerCase()] = printOperation({ part, name, route });
    }
  }
  const schemas: Json = { Problem: printSchema(Problem, 'output') };
  const hoisted = hoistDefinitions(paths, schemas);
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Parley',
      version: about.version,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description: 'Everything the dashboard does goes through this API.',
    },
    servers: [{ url: about.url }],
    security: [{ key: [] }, { session: [] }],
    tags: Object.keys(contract).map((name) => ({ name })),
    paths: hoisted,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key: pk_…' },
        session: { type: 'apiKey', in: 'cookie', name: 'parley.session_token', description: 'The session of the dashboard.' },
      },
      schemas,
      responses: {
        Problem: {
          description: 'A refusal, or a failure of ours (RFC 9457).',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
    'x-refusals': refusals,
  };
}

function printOperation({ part, name, route }: { part: string; name: string; route: Route }): Json {
  const parameters = [...printParameters('path', route.params), ...printParameters('query', route.query)];
  if (route.method === 'POST') {
    parameters.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description: 'The same key and request get the same answer for a day.',
      schema: { type: 'string', maxLength: 255 },
    });
  }
  const body = printBody(route);
  return {
    operationId: `${part}.${name}`,
    tags: [part],
    summary: route.summary,
    ...(route.scope === null ? { security: [] } : { 'x-scope': route.scope }),
    parameters,
    ...(body ? { requestBody: body } : {}),
    responses: { [route.status]: { description: 'Done.', content: printReply(route) }, default: { $ref: '#/components/responses/Problem' } },
  };
}

function printReply(route: Route): Json {
  if (route.sends === 'file') return { '*/*': { schema: {} } };
  const schema = printSchema(route.reply, 'output');
  return route.sends === 'events' ? { 'text/event-stream': { schema } } : { 'application/json': { schema } };
}

function printBody(route: Route): Json | undefined {
  if (route.upload) {
    const schema = { type: 'object', required: ['file'], properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } } };
    return { required: true, content: { 'multipart/form-data': { schema } } };
  }
  if (route.method === 'GET' || route.method === 'DELETE' || isEmpty(route.body)) return undefined;
  return { required: true, content: { 'application/json': { schema: printSchema(route.body, 'input') } } };
}

function printParameters(place: 'path' | 'query', schema: z.ZodType): Json[] {
  if (!(schema instanceof z.ZodObject)) return [];
  const printed = z
    .object({ properties: z.record(z.string(), z.unknown()).default({}), required: z.array(z.string()).default([]) })
    .parse(printSchema(schema, 'input'));
  return Object.entries(printed.properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || printed.required.includes(name),
    schema: property,
  }));
}

function isEmpty(schema: z.ZodType): boolean {
  return schema instanceof z.ZodObject && Object.keys(schema.shape).length === 0;
}

function printSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, '~standard': _standard, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any', reused: 'inline' });
  return rest;
}

/**
 * Moves the definitions that zod puts beside each schema to where a reference finds them: in OpenAPI `#` is the whole
 * document, not the schema.
 */
function hoistDefinitions(value: unknown, schemas: Json): unknown {
  if (Array.isArray(value)) return value.map((part) => hoistDefinitions(part, schemas));
  if (typeof value !== 'object' || value === null) return value;
  const hoisted: Json = {};
  for (const [key, part] of Object.entries(value)) {
    if (key === '$defs') for (const [name, schema] of Object.entries(part)) schemas[nameOf(name)] = hoistDefinitions(schema, schemas);
    else hoisted[key] = key === '$ref' && typeof part === 'string' ? part.replace('#/$defs/', '#/components/schemas/') : hoistDefinitions(part, schemas);
  }
  return hoisted;
}

/** Names that zod makes up begin anew in each schema, so two of them may mean different things. */
function nameOf(name: string): string {
  if (name.startsWith('__')) throw new Error('a shape of the contract that refers to itself has no name: give it .meta({ id })');
  return name;
}
