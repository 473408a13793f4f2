import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { contract } from '#core/contract/contract.ts';
import { printDocument } from './openapi.ts';

const Document = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(
    z.string(),
    z.record(z.string(), z.looseObject({ operationId: z.string(), parameters: z.array(z.looseObject({ name: z.string(), in: z.string() })) })),
  ),
});

test('every route is an operation, with a parameter for each place in its path', () => {
  const document = Document.parse(JSON.parse(printDocument()));

  for (const [part, routes] of Object.entries(contract)) {
    for (const [name, route] of Object.entries(routes)) {
      const operation = document.paths[route.path]?.[route.method.toLowerCase()];
      assert.equal(operation?.operationId, `${part}.${name}`);
      const places = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      assert.deepEqual(
        operation.parameters.filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name),
        places,
      );
    }
  }
});

test('every reference leads to something', () => {
  const text = printDocument();
  const { schemas, responses } = z
    .object({ components: z.object({ schemas: z.record(z.string(), z.unknown()), responses: z.record(z.string(), z.unknown()) }) })
    .parse(JSON.parse(text)).components;
  const known = [
    ...Object.keys(schemas).map((name) => `#/components/schemas/${name}`),
    ...Object.keys(responses).map((name) => `#/components/responses/${name}`),
  ];
  const references = [...text.matchAll(/"\$ref":\s*"([^"]+)"/g)].map((match) => match[1] ?? '');

  assert.ok(references.includes('#/components/schemas/SegmentDefinition'));
  assert.deepEqual(
    references.filter((reference) => !known.includes(reference)),
    [],
  );
});
