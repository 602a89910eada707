// Routes behind the real pipeline, with the caller given instead of a token: for tests of what comes after L3.
// L1 is left out too: its screening would stop attacks before they reach what these tests look at.
import { Hono } from 'hono';
import { toResponse } from '../answer.ts';
import type { Deps } from '../deps.ts';
import { noQuery, readQuery } from '../edge/query.ts';
import { startTrace } from '../observe/trace.ts';
import { type Passage, pipeline } from '../pipeline.ts';
import { Problem, problemAnswer } from '../problem.ts';
import type { Principal, Route } from '../route.ts';

export interface Heard {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers of many routes, looked into by tests
  readonly body: any;
  readonly headers: Headers;
}

export type Ask = (
  who: Principal,
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Heard>;

export function direct(deps: Deps, routes: readonly Route[]): Ask {
  const router = new Hono<{ Bindings: Passage }>();
  const encoder = new TextEncoder();
  const callers = new WeakMap<Request, Principal>();
  for (const one of routes) {
    const serve = pipeline(one, {
      deps,
      takeClient: () => undefined,
      takeAccount: () => undefined,
      takeBoth: () => undefined,
      authenticate: Object.assign((request: Request) => callers.get(request) as Principal, {
        known: () => null,
      }),
      sealing: {
        ready: async () => {},
        seal: async (_row, text) => encoder.encode(text),
        open: async (_row, sealed) => new TextDecoder().decode(sealed),
      },
    });
    router.on(one.method, one.path, async (c) => {
      try {
        const { search } = new URL(c.env.request.url);
        const query = search === '' ? noQuery : readQuery(search.slice(1), 1_000);
        const passage = { ...c.env, admitted: { ...c.env.admitted, query } };
        return toResponse(await serve(passage, c.req.param()));
      } catch (error) {
        if (!(error instanceof Problem)) console.error(error);
        const problem = error instanceof Problem ? error : new Problem('internal');
        return toResponse(problemAnswer(problem, '', true));
      }
    });
  }

  return async (who, method, path, body, headers = {}) => {
    const text = body === undefined ? null : JSON.stringify(body);
    const bytes = text === null ? null : encoder.encode(text);
    const creating = method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {};
    const request = new Request(`http://api${path}`, {
      method,
      body: text,
      headers: { ...creating, ...headers },
    });
    callers.set(request, who);
    const response = await router.fetch(request, {
      request,
      trace: startTrace(null, deps.ids.bytes),
      admitted: { bytes, json: text === null ? undefined : JSON.parse(text), query: noQuery },
      client: '',
      headers: {},
    });
    const answer = await response.text();
    return {
      status: response.status,
      body: answer === '' ? undefined : JSON.parse(answer),
      headers: response.headers,
    };
  };
}
