import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { rig } from '../../test/support/http.js';
import { openApi } from './index.js';
import { openApiPath, routes } from './routes/index.js';

type Json = Record<string, unknown>;
const document = openApi('/api') as Json;

/** Every object in the document with its JSON path. */
function* nodes(value: unknown, path = '#'): Generator<[string, Json]> {
  if (typeof value !== 'object' || value === null) return;
  yield [path, value as Json];
  for (const [key, inner] of Object.entries(value))
    yield* nodes(inner, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
}

const at = (pointer: string) =>
  pointer
    .slice(2)
    .split('/')
    .reduce<unknown>(
      (value, key) => (value as Json | undefined)?.[key.replaceAll('~1', '/').replaceAll('~0', '~')],
      document,
    );

describe('the OpenAPI document', () => {
  it('is served, with a tag', async () => {
    const { get } = rig();
    const response = await get('/openapi.json');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ openapi: '3.1.0', servers: [{ url: '/' }] });
    expect((await get('/openapi.json', { 'if-none-match': response.headers.get('etag') ?? '' })).status).toBe(
      304,
    );
  });

  it('has every operation once, and nothing else', () => {
    const paths = document['paths'] as Record<string, Json>;
    const told = Object.entries(paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path}`),
    );
    expect(told.sort()).toEqual(routes.map((r) => `${r.method.toLowerCase()} ${openApiPath(r.path)}`).sort());
    const ids = routes.map((r) => r.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has no reference that leads nowhere', () => {
    const refs = [...nodes(document)].filter(([, node]) => typeof node['$ref'] === 'string');
    expect(refs.length).toBeGreaterThan(100);
    for (const [path, node] of refs)
      expect(at(node['$ref'] as string), `${path} → ${node['$ref']}`).toBeTypeOf('object');
  });

  it('declares each path parameter, each key, each sign-in', () => {
    for (const route of routes) {
      const operation = (document['paths'] as Record<string, Record<string, Json>>)[
        openApiPath(route.path)
      ]?.[route.method.toLowerCase()] as Json;
      const parameters = operation['parameters'] as Json[];
      for (const [, name] of openApiPath(route.path).matchAll(/\{(\w+)\}/g)) {
        expect(parameters).toContainEqual(expect.objectContaining({ name, in: 'path', required: true }));
      }
      const key = parameters.some((p) => p['$ref'] === '#/components/parameters/IdempotencyKey');
      expect(key, route.id).toBe(route.write);
      expect(operation['security'], route.id).toEqual(route.who === 'public' ? [] : [{ staff: [] }]);
      const responses = operation['responses'] as Json;
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['200', '400', '429', '500', '503']));
      expect('401' in responses, route.id).toBe(route.who !== 'public');
    }
  });

  it('describes query parameters with their schemas', () => {
    const why = at('#/paths/~1v1~1services~1{service}~1why/get') as { parameters: Json[] };
    expect(why.parameters.filter((p) => p['in'] === 'query').map((p) => [p['name'], p['required']])).toEqual([
      ['office', true],
      ['start', true],
      ['channel', false],
    ]);
    expect(why.parameters[1]?.['schema']).toEqual({ $ref: '#/components/schemas/Id' });
  });

  it('allows no unknown fields in requests', () => {
    expect(at('#/components/schemas/HoldRequest')).toMatchObject({
      type: 'object',
      additionalProperties: false,
      required: ['service', 'office', 'start', 'holder'],
    });
  });

  it('has examples that fit the schemas', () => {
    for (const route of routes) {
      const { query, body, answer } = route.example;
      if (route.query) expect(v.safeParse(route.query, query).issues, `${route.id} query`).toBeUndefined();
      if (route.body) expect(v.safeParse(route.body, body).issues, `${route.id} body`).toBeUndefined();
      if (route.answer !== 'calendar')
        expect(v.safeParse(route.answer, answer).issues, `${route.id} answer`).toBeUndefined();
    }
  });

  it('uses only get and post', () => {
    const methods = Object.values(document['paths'] as Record<string, Json>).flatMap(Object.keys);
    expect(new Set(methods)).toEqual(new Set(['get', 'post']));
  });
});
