import { z } from 'zod';

import { controlVersion } from './reports.ts';
import type { Route } from './route.ts';
import { ErrorShape } from './shapes.ts';

type Json = Record<string, unknown>;

/** Prints the routes as OpenAPI 3.1: every one with what it reads, what it answers and an example of both. */
export function printOpenApi(routes: readonly Route[], root: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = `/${route.path}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Parley emulator: control API',
      version: controlVersion,
      description: 'Makes people, acts as them, turns settings, moves the clock, reads the ledger. Nothing of it exists at Meta.',
    },
    servers: [{ url: root }],
    paths,
    components: { schemas: { Error: schemaOf(ErrorShape, 'output') } },
  };
}

function describeRoute(route: Route): Json {
  const { body, example } = route;
  const parameters = [...pathParameters(route), ...queryParameters(route)];
  const answer = route.answer === null ? { schema: { type: 'string' } } : { schema: schemaOf(route.answer, 'output') };
  return {
    operationId: `${route.method.toLowerCase()}_${route.path.replaceAll(/[{}]/g, '').replaceAll(/[/.]/g, '_')}`,
    summary: route.about,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === null
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input'), example: example.request } } } }),
    responses: {
      200: { description: 'Done.', content: { [route.type]: { ...answer, example: example.answer } } },
      default: {
        description: 'It cannot be done: 400 wrong, 404 not there, 405 another method, 409 not now, 413 too large.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  };
}

function pathParameters(route: Route): Json[] {
  return [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
}

function queryParameters(route: Route): Json[] {
  if (!(route.query instanceof z.ZodObject)) return [];
  return Object.entries(route.query.shape).map(([name, schema]) => ({ name, in: 'query', required: false, schema: schemaOf(schema, 'input') }));
}

/** What JSON cannot say (a transformed flag) becomes anything. */
function schemaOf(schema: unknown, io: 'input' | 'output'): Json {
  if (!(schema instanceof z.ZodType)) return {};
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' });
  return described;
}
