import type { Endpoint } from '#contract/endpoint.ts';
import type { ENDPOINT_GROUPS } from '#contract/endpoints.ts';
import { z } from 'zod';
import { PROBLEMS } from './error-response.ts';

type Json = Record<string, unknown>;

const ABOUT = 'About';

const COMMON_ERRORS = [
  'invalid_input',
  'not_signed_in',
  'not_allowed',
  'desk_unknown',
  'rate_limited',
  'unexpected',
  'store_down',
] as const;

/** The OpenAPI 3.1 document, made from the definitions that validate requests: what is not defined is neither served nor described. */
export function openApiDocument(
  groups: typeof ENDPOINT_GROUPS,
  options: { readonly publicUrl: string; readonly version: string },
): Json {
  const paths: Record<string, Json> = {};
  for (const { name, endpoints } of groups) {
    for (const endpoint of endpoints) {
      const path = (paths[endpoint.path] ??= {});
      path[endpoint.method.toLowerCase()] = { ...operationOf(endpoint), tags: [name] };
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rollcall public API',
      version: options.version,
      description:
        'Availability of technicians, their mapping to Microsoft users, and who takes a ticket. Errors are problem+json (RFC 9457) with a stable `code`.',
    },
    servers: [{ url: options.publicUrl }],
    security: [{ key: [] }],
    tags: [
      ...groups.map(({ name, description }) => ({ name, description })),
      { name: ABOUT, description: 'What describes all of the above.' },
    ],
    paths: { ...paths, '/public-api/openapi.json': { get: openApiOperation() } },
    components: {
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'A key of the desk: rk_… Scopes are named per operation.',
        },
      },
      schemas: { ...namedSchemas(), Problem: problemSchema() },
    },
  };
}

function operationOf(endpoint: Endpoint): Json {
  const codes = [...COMMON_ERRORS, ...endpoint.errors];
  const statuses = [...new Set(codes.map((code) => PROBLEMS[code].status))].toSorted((a, b) => a - b);
  const answers: Json = { [isEmpty(endpoint) ? '204' : '200']: successOf(endpoint) };
  for (const status of statuses) {
    const here = codes.filter((code) => PROBLEMS[code].status === status);
    answers[String(status)] = {
      description: here.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join('\n\n'),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
  }
  return {
    operationId: endpoint.id,
    summary: endpoint.summary,
    description: `${endpoint.description}\n\nScope: \`${endpoint.scope}\`.`,
    parameters: [
      ...parametersOf(endpoint.params, 'path'),
      ...parametersOf(endpoint.query, 'query'),
      ...headersOf(endpoint),
    ],
    ...(endpoint.body ? { requestBody: bodyOf(endpoint.body) } : {}),
    responses: answers,
  };
}

function isEmpty(endpoint: Endpoint): boolean {
  return endpoint.answer instanceof z.ZodNull;
}

function successOf(endpoint: Endpoint): Json {
  if (isEmpty(endpoint)) return { description: 'Done; there is nothing to show.' };
  return {
    description: endpoint.summary,
    content: { 'application/json': { schema: refTo(endpoint.answer) } },
  };
}

function bodyOf(schema: z.ZodType): Json {
  return { required: true, content: { 'application/json': { schema: refTo(schema) } } };
}

function refTo(schema: z.ZodType): Json {
  return { $ref: `#/components/schemas/${String(z.globalRegistry.get(schema)?.id)}` };
}

function parametersOf(schema: z.ZodType, place: 'path' | 'query'): readonly Json[] {
  const shape = z.toJSONSchema(schema, { io: 'input' });
  const needed = shape.required ?? [];
  return Object.entries(shape.properties ?? {}).map(([name, value]) => ({
    name,
    in: place,
    required: place === 'path' || needed.includes(name),
    schema: value,
  }));
}

function headersOf(endpoint: Endpoint): readonly Json[] {
  if (!endpoint.idempotent) return [];
  const description =
    'Repeating a request with the same key and body within 24 hours, and 20 other keys, gives the first answer again.';
  return [
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description,
      schema: { type: 'string', maxLength: 200 },
    },
  ];
}

/** Every schema of the contract that has a name. */
function namedSchemas(): Json {
  const { schemas } = z.toJSONSchema(z.globalRegistry, {
    io: 'input',
    uri: (id) => `#/components/schemas/${id}`,
  });
  const named: Json = {};
  for (const [name, schema] of Object.entries(schemas)) {
    const { $schema: _dialect, $id: _id, ...rest } = schema as Json;
    named[name] = rest;
  }
  return named;
}

function problemSchema(): Json {
  return {
    type: 'object',
    required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
    properties: {
      type: { type: 'string' },
      title: { type: 'string' },
      status: { type: 'integer' },
      code: { type: 'string', enum: Object.keys(PROBLEMS), description: 'Stable; match on this.' },
      detail: { type: 'string' },
      remedy: { type: ['string', 'null'] },
      requestId: { type: 'string' },
      retryAfterSeconds: { type: 'number' },
      faults: {
        type: 'array',
        description: 'For invalid_input: every field that cannot be used.',
        items: {
          type: 'object',
          required: ['field', 'problem', 'remedy'],
          properties: { field: { type: 'string' }, problem: { type: 'string' }, remedy: { type: 'string' } },
        },
      },
    },
  };
}

function openApiOperation(): Json {
  return {
    operationId: 'getOpenApi',
    tags: [ABOUT],
    summary: 'This document',
    security: [],
    responses: {
      '200': { description: 'OpenAPI 3.1', content: { 'application/json': { schema: { type: 'object' } } } },
    },
  };
}
