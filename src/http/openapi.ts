/** The OpenAPI 3.1 document, made from the table of routes and the wire's schemas. */
import { toJsonSchemaDefs } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { schema as wire } from '../app/wire/index.js';
import type { ProblemCode } from '../problem.js';
import { problemTable, problemType } from './problems.js';
import * as answers from './routes/answers.js';
import { openApiPath, type Route, routes } from './routes/index.js';
import type { WireSchema } from './validate.js';

type Json = Readonly<Record<string, unknown>>;

const nameOf = (key: string) => key.replace(/Schema$/, '');
const named: Readonly<Record<string, GenericSchema>> = Object.fromEntries(
  Object.entries({ ...wire, ...answers }).map(([key, schema]) => [nameOf(key), schema as GenericSchema]),
);
const names: ReadonlyMap<unknown, string> = new Map(
  Object.entries(named).map(([name, schema]) => [schema, name]),
);

const ref = (schema: WireSchema) => ({ $ref: `#/components/schemas/${names.get(schema)}` });

function makeSchemas(): Record<string, Json> {
  return toJsonSchemaDefs(named as never, {
    target: 'draft-2020-12',
    errorMode: 'ignore',
    overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
  }) as Record<string, Json>;
}

/** Query and path parameters, `Idempotency-Key` where something changes. */
function parametersOf(route: Route, schemas: Record<string, Json>): Json[] {
  const path = [...route.path.matchAll(/:([a-z]+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { $ref: '#/components/schemas/Id' },
  }));
  const object = (route.query && schemas[names.get(route.query) ?? '']) ?? {};
  const required = new Set((object['required'] ?? []) as string[]);
  const query = Object.entries((object['properties'] ?? {}) as Record<string, Json>).map(
    ([name, schema]) => ({
      name,
      in: 'query',
      required: required.has(name),
      schema,
      ...(route.example.query?.[name] !== undefined && { example: route.example.query[name] }),
    }),
  );
  return [...path, ...query, ...(route.write ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : [])];
}

/** Every refusal an operation may give: its own and those of its kind. */
function refusalsOf(route: Route): ProblemCode[] {
  const all: ProblemCode[] = ['bad_input', ...route.refusals, 'rate_limited', 'store_busy', 'internal'];
  if (route.body) all.push('too_large', 'media_type_unsupported');
  if (route.write) all.push('idempotency_key_missing', 'idempotency_key_reused', 'idempotency_in_flight');
  if (route.who !== 'public') all.push('unauthorised', 'forbidden', 'auth_unavailable');
  return [...new Set(all)];
}

const isRow = (code: ProblemCode): code is keyof typeof problemTable => code in problemTable;

function problemsOf(route: Route): Json {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of refusalsOf(route).filter(isRow)) {
    const { status } = problemTable[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const example = (status: number) => (code: ProblemCode) => [
    code,
    {
      value: {
        type: problemType(code),
        title: isRow(code) ? problemTable[code].title : code,
        status,
        detail: 'What happened this time.',
        code,
      },
    },
  ];
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, codes]) => [
        String(status),
        {
          description: `Refused: ${codes.join(', ')}.`,
          ...(status === 429 || status === 503
            ? { headers: { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds.' } } }
            : {}),
          content: {
            'application/problem+json': {
              schema: { $ref: '#/components/schemas/ProblemDocument' },
              examples: Object.fromEntries(codes.map(example(status))),
            },
          },
        },
      ]),
  );
}

function successOf(route: Route): Json {
  if (route.answer === 'calendar') {
    return {
      '200': {
        description: 'The appointment.',
        content: { 'text/calendar': { schema: { type: 'string' } } },
      },
    };
  }
  const cached = route.cache !== 'none';
  const content = {
    'application/json': {
      schema: ref(route.answer),
      ...(route.example.answer !== undefined && { example: route.example.answer }),
    },
  };
  return {
    '200': {
      description: 'Done.',
      content,
      ...(cached && { headers: { ETag: { schema: { type: 'string' } } } }),
    },
    ...(cached && { '304': { description: 'As in the cached answer.' } }),
  };
}

function operationOf(route: Route, schemas: Record<string, Json>): Json {
  return {
    operationId: route.id,
    summary: route.summary,
    tags: [route.who === 'public' ? 'public' : 'staff'],
    security: route.who === 'public' ? [] : [{ staff: [] }],
    ...(route.who !== 'public' && { description: `Roles: ${route.who.join(', ')}.` }),
    parameters: parametersOf(route, schemas),
    ...(route.body && {
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: ref(route.body),
            ...(route.example.body !== undefined && { example: route.example.body }),
          },
        },
      },
    }),
    responses: { ...successOf(route), ...problemsOf(route) },
  };
}

const components = (schemas: Record<string, Json>): Json => ({
  schemas: Object.fromEntries(Object.entries(schemas).filter(([name]) => !name.endsWith('Query'))),
  parameters: {
    IdempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      description:
        'A new random key for each act; the same key again gives the same answer and does nothing twice.',
      schema: { type: 'string', pattern: '^[A-Za-z0-9._~:+/=-]{8,128}$' },
      example: '8e03978e-40d5-43dd-bc93-6894a57f9324',
    },
  },
  securitySchemes: {
    staff: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'OIDC access token; roles clerk, manager, auditor.',
    },
  },
});

const made = new Map<string, Json>();

/** The document for one mount point, kept once made; `server` is its path, e.g. `/api/t/shangyu` or `/`. */
export function openApi(server: string): Json {
  const document = made.get(server) ?? makeDocument(server);
  made.set(server, document);
  return document;
}

function makeDocument(server: string): Json {
  const schemas = makeSchemas();
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const path = openApiPath(route.path);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, schemas) };
  }
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'bianmin',
      version: '1.0.0',
      summary: 'Appointments with public services.',
      description:
        'Dates are YYYY-MM-DD; starts YYYY-MM-DDTHH:MM by the office clock; instants ISO 8601 UTC. Only GET and POST.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: server }],
    tags: [{ name: 'public' }, { name: 'staff' }],
    paths,
    components: components(schemas),
  };
}
