// The OpenAPI 3.1 document, made from the route table and the same Zod contracts that requests are parsed with.
import * as z from 'zod';
import { problems } from './problem.ts';
import { type Route, route } from './route.ts';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return rest;
};

const asTemplate = (path: string): string => path.replaceAll(/:(\w+)/g, '{$1}');

function parameters(schema: z.ZodObject | undefined, place: 'path' | 'query'): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, one]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: one,
  }));
}

const keyHeader = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  schema: { type: 'string', minLength: 8, maxLength: 128 },
};

function operation({ id, summary, access, creates, part, contract }: Route): Json {
  const { params, query, body, replies } = contract;
  const answers = Object.entries(replies).map(([status, schema]) => [
    status,
    {
      description: summary,
      ...(schema && { content: { 'application/json': { schema: schemaOf(schema, 'output') } } }),
    },
  ]);
  return {
    operationId: id,
    summary,
    'x-architecture-part': part,
    parameters: [
      ...parameters(params, 'path'),
      ...parameters(query, 'query'),
      ...(creates ? [keyHeader] : []),
    ],
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } },
    }),
    security: access === 'signed-in' ? [{ accessToken: [] }] : [],
    responses: { ...Object.fromEntries(answers), default: { $ref: '#/components/responses/Problem' } },
  };
}

export function openapi(routes: readonly Route[]): Json {
  const paths: Record<string, Json> = {};
  for (const one of routes) {
    const path = asTemplate(one.path);
    paths[path] = { ...paths[path], [one.method.toLowerCase()]: operation(one) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'LavBytes reference API', version: '1', license: { name: 'MIT', identifier: 'MIT' } },
    paths,
    components: {
      securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'at+jwt' } },
      responses: {
        Problem: {
          description: 'Problem details (RFC 9457).',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      schemas: { Problem: problemSchema },
    },
  };
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'instance'],
  properties: {
    type: { enum: Object.keys(problems).map((code) => `/problems/${code}`) },
    title: { type: 'string' },
    status: { type: 'integer' },
    instance: { type: 'string', pattern: '^urn:trace:[0-9a-f]{32}$' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'detail'],
        properties: { pointer: { type: 'string' }, detail: { type: 'string' } },
      },
    },
    'violated-policies': { type: 'array', items: { type: 'string' } },
  },
};

/** The document as a route of the table that it describes, itself included. Made once, at the first question. */
export function openapiRoute(table: () => readonly Route[]): Route {
  let made: Json | undefined;
  return route({
    id: 'openapi.read',
    method: 'GET',
    path: '/openapi.json',
    summary: 'This document.',
    access: 'public',
    part: 'node-service',
    creates: false,
    limit: 'none',
    contract: {
      replies: {
        200: z.strictObject({
          openapi: z.literal('3.1.0'),
          info: z.record(z.string(), z.unknown()),
          paths: z.record(z.string(), z.unknown()),
          components: z.record(z.string(), z.unknown()),
        }),
      },
    },
    handle: async () => {
      made ??= openapi(table());
      return { status: 200, body: made, headers: { 'cache-control': 'public, max-age=300' } };
    },
  });
}
