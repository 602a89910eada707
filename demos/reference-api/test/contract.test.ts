// Walks the route table of the whole app (EDGE-15, INPUT-10): what it must have, and that the OpenAPI document is the same table.

import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createApp } from '../app.ts';
import { route } from '../route.ts';
import { bareDeps } from './bare-deps.ts';

const app = createApp(bareDeps());
const withBody = new Set(['POST', 'PUT', 'PATCH']);

type Document = {
  openapi: string;
  paths: Record<
    string,
    Record<
      string,
      {
        operationId: string;
        requestBody?: unknown;
        parameters: { name: string; in: string }[];
        responses: Record<string, unknown>;
        security: unknown[];
      }
    >
  >;
};
const read = async (one = app): Promise<Document> =>
  (await one(new Request('http://api/openapi.json'))).json() as Promise<Document>;

/** What is missing from a route, by name; the test below shows that it finds each. */
function gaps({ id, method, path, contract, creates, access }: (typeof app.routes)[number]): string[] {
  const { params, query, body, replies } = contract;
  const named = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name);
  const found: string[] = [];
  if (named.join() !== Object.keys(params?.shape ?? {}).join()) found.push('params');
  for (const [part, schema] of Object.entries({ params, query, body }))
    if (schema !== undefined && !refusesMore(schema)) found.push(`${part} is not strict`);
  if (!withBody.has(method) && body !== undefined) found.push('body on a method without one');
  if (Object.keys(replies).length === 0) found.push('replies');
  if (Object.keys(replies).some((status) => Number(status) >= 400 && id !== 'health.ready'))
    found.push('refusal as a reply');
  if (creates && (method !== 'POST' || access === 'public')) found.push('creates');
  if (!/^[a-z-]+\.[a-z-]+$/.test(id)) found.push('id');
  return found;
}

const refusesMore = (schema: z.ZodType): boolean => {
  const result = schema.safeParse({ 'not-a-key-of-any-contract': 1 });
  return !result.success && result.error.issues.some(({ code }) => code === 'unrecognized_keys');
};

describe('every route', () => {
  it('has what a route must have', () => {
    expect(app.routes.flatMap((one) => gaps(one).map((gap) => `${one.id}: ${gap}`))).toEqual([]);
    expect(app.routes.length).toBeGreaterThan(20);
  });

  it('control: one without is found', () => {
    const weak = route({
      id: 'Weak',
      method: 'GET',
      path: '/weak/:id',
      summary: '',
      access: 'public',
      part: '',
      creates: true,
      limit: 'none',
      contract: { query: z.object({}) as never, body: z.strictObject({}), replies: {} },
      handle: async () => ({ status: 200 }),
    });
    expect(gaps(weak)).toEqual([
      'params',
      'query is not strict',
      'body on a method without one',
      'replies',
      'creates',
      'id',
    ]);
  });
});

describe('the OpenAPI document', () => {
  it('is the route table, no more and no less', async () => {
    const { paths, openapi } = await read();
    const documented = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, { operationId }]) => `${method.toUpperCase()} ${path} ${operationId}`,
      ),
    );
    const table = app.routes.map(
      ({ method, path, id }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')} ${id}`,
    );
    expect(openapi).toBe('3.1.0');
    expect(documented.sort()).toEqual(table.sort());
  });

  it('has body, parameters, answers and security of each route', async () => {
    const { paths } = await read();
    for (const { method, path, contract, creates, access } of app.routes) {
      const one = paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
      const names = [
        ...Object.keys(contract.params?.shape ?? {}),
        ...Object.keys(contract.query?.shape ?? {}),
        ...(creates ? ['Idempotency-Key'] : []),
      ];
      expect(one?.parameters.map(({ name }) => name)).toEqual(names);
      expect(one?.requestBody !== undefined).toBe(contract.body !== undefined);
      expect(Object.keys(one?.responses ?? {})).toEqual([...Object.keys(contract.replies), 'default']);
      expect(one?.security).toEqual(access === 'signed-in' ? [{ accessToken: [] }] : []);
    }
  });
});
