// createApp: the one function that is the service. (Request) → Response, on any host that has the web's standard classes.
//
// How the layers are called (each lives in its own folder):
//   edge/admit.ts          admit(request: Request, config: Config, secret: Secrets): Admitted | Promise<Admitted>     throws Problem
//   gateway/gateway.ts     createGateway(deps): { client(headers: Headers, peer: Peer): string | null; take(...) }     throws Problem
//   identity/identity.ts   createIdentity(deps): Identity { authenticate(request: Request): Principal | Promise<Principal>; routes: Route[] }
//   vault/vault.ts         createVault(deps): Vault { seal, open }
//   documents/routes.ts    documentRoutes(services: { vault: Vault }): Route[]          audit/routes.ts  auditRoutes(): Route[]
// A handler reaches the database by `call.deps.database` only: on creating routes that one is bound to the transaction
// which also keeps the answer under the Idempotency-Key.
import { Hono } from 'hono';
import type * as z from 'zod';
import type { Config, Deps, Layer } from './deps.ts';
import { healthRoutes } from './health/routes.ts';
import { serverTiming, startTrace, type Trace } from './observe/trace.ts';
import { type InputIssue, Problem, toResponse } from './problem.ts';
import type { Call, Principal, Reply, Route } from './route.ts';

/** The other end of the connection, as the host sees it. */
export interface Peer {
  readonly address: string;
  readonly encrypted: boolean;
}

/** What L1 lets through: the body read whole, decoded and parsed, within the limits. */
export interface Admitted {
  readonly bytes: Uint8Array | null;
  readonly json: unknown;
}

export interface App {
  /** @param peer the connection's other end; in process it is this machine. */
  (request: Request, peer?: Peer): Promise<Response>;
  readonly routes: readonly Route[];
}

export interface Switches {
  readonly draining?: () => boolean;
}

const inProcess: Peer = { address: '127.0.0.1', encrypted: true };

interface Passage {
  readonly trace: Trace;
  readonly request: Request;
  readonly admitted: Admitted;
  readonly client: string;
}

export function createApp(deps: Deps, switches: Switches = {}): App {
  const { config } = deps;
  refuseSwitches(config);
  const reveal = config.mode !== 'production';
  const routes: Route[] = [...healthRoutes(switches.draining ?? (() => false))];

  const router = new Hono<{ Bindings: Passage }>();
  for (const one of routes) {
    const serve = pipeline(one, deps);
    router.on(one.method, one.path, async (c) => {
      const reply = await serve(c.env, c.req.param());
      return toReply(reply, c.env.trace, reveal);
    });
  }
  router.notFound((c) => refuse(unmatched(routes, router, c.req.path), c.env.trace));
  router.onError((error, c) => refuse(error, c.env.trace));

  function refuse(error: unknown, trace: Trace): Response {
    if (error instanceof Problem) return toResponse(error, trace.id, reveal);
    deps.log.write('error', 'unhandled', {
      trace: trace.id,
      error: error instanceof Error ? error.name : 'unknown',
    });
    return toResponse(new Problem('internal'), trace.id, reveal);
  }

  async function app(request: Request, _peer: Peer = inProcess): Promise<Response> {
    const trace = startTrace(request.headers.get('traceparent'), deps.ids.bytes);
    try {
      const admitted = await admitBare(request, config);
      return await router.fetch(request, { trace, request, admitted, client: '' });
    } catch (error) {
      return refuse(error, trace);
    }
  }
  return Object.assign(app, { routes });
}

/** Layers can be switched off where attacks are shown, and nowhere else. */
function refuseSwitches(config: Config): void {
  if (config.layersOff.length > 0 && config.mode !== 'sandbox' && config.mode !== 'test')
    throw new Error(
      `Layers ${config.layersOff.join(', ')} are switched off in mode "${config.mode}". Why this stops the start: ` +
        'only sandbox and test builds may run without a layer. What to do: remove the switch.',
    );
}

/** One closure a route, made at boot: what does not depend on the request is decided here. */
function pipeline(
  one: Route,
  deps: Deps,
): (passage: Passage, params: Record<string, string>) => Promise<Reply> {
  const off = (layer: Layer) => deps.config.layersOff.includes(layer);
  const { params, query, body, replies } = one.contract;
  const checked = !off('L5');
  return async (passage, rawParams) => {
    const { request, admitted, trace, client } = passage;
    const principal = one.access === 'signed-in' ? notYet() : undefined;
    const call: Call = {
      deps,
      request,
      trace: trace.id,
      client,
      params: (checked ? parse(params, rawParams, '/path') : rawParams) as never,
      query: (checked ? parse(query, queryOf(request.url), '/query') : queryOf(request.url)) as never,
      body: (checked ? parse(body, admitted.json, '') : admitted.json) as never,
      get principal() {
        if (principal === undefined) throw new Error(`${one.id} is public and has no principal`);
        return principal;
      },
    };
    const start = performance.now();
    const reply = await one.handle(call);
    trace.marks.push({ name: 'handler', part: one.part, start, end: performance.now() });
    return checked ? checkReply(one, replies, reply) : reply;
  };
}

function notYet(): Principal {
  throw new Problem('not-authenticated');
}

function parse(schema: z.ZodObject | undefined, input: unknown, at: string): unknown {
  if (schema === undefined) return undefined;
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new Problem('invalid-input', { layer: 'L5', errors: issuesOf(result.error, at) });
}

/** Where and what, never the value. */
function issuesOf(error: z.ZodError, at: string): InputIssue[] {
  return error.issues.slice(0, 20).map((issue) => ({
    pointer:
      at + issue.path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    detail: issue.code === 'unrecognized_keys' ? 'has keys that the contract does not know' : issue.message,
  }));
}

const none: Readonly<Record<string, string>> = {};

function queryOf(url: string): Record<string, string> {
  const mark = url.indexOf('?');
  if (mark === -1) return none;
  const found: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(url.slice(mark + 1))) {
    if (name in found)
      throw new Problem('invalid-input', {
        errors: [{ pointer: '/query', detail: 'names a parameter twice' }],
      });
    found[name] = value;
  }
  return found;
}

/** L5 on the way out: what the contract does not name never leaves; a reply that does not fit is our fault. */
function checkReply(one: Route, replies: Route['contract']['replies'], reply: Reply): Reply {
  const schema = replies[reply.status];
  if (schema === undefined)
    throw new Error(`${one.id} answered ${reply.status}, which its contract does not name`);
  if (schema === null) return reply.body === undefined ? reply : { ...reply, body: undefined };
  const result = schema.safeParse(reply.body);
  if (!result.success) throw new Error(`${one.id} answered outside its contract`);
  return { ...reply, body: result.data };
}

function toReply(reply: Reply, trace: Trace, reveal: boolean): Response {
  const headers: Record<string, string> = {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...reply.headers,
  };
  if (reveal) headers['server-timing'] = serverTiming(trace);
  if (reply.body === undefined) {
    delete headers['content-type'];
    return new Response(null, { status: reply.status, headers });
  }
  return new Response(JSON.stringify(reply.body), { status: reply.status, headers });
}

/** 405 with Allow where the path exists under another method, else 404. */
function unmatched(routes: readonly Route[], router: Hono<{ Bindings: Passage }>, path: string): Problem {
  const methods = [...new Set(routes.map(({ method }) => method))];
  const allow = methods.filter((method) => router.router.match(method, path)[0].length > 0);
  if (allow.length === 0) return new Problem('not-found');
  if (allow.includes('GET')) allow.push('HEAD' as never);
  return new Problem('method-not-allowed', { headers: { allow: allow.join(', ') } });
}

/** Stands in until edge/ lands: the body within the limit, as JSON. */
async function admitBare(request: Request, config: Config): Promise<Admitted> {
  if (request.body === null) return { bytes: null, json: undefined };
  const bytes = new Uint8Array(await request.arrayBuffer());
  if (bytes.length > config.limits.bodyBytes) throw new Problem('too-large');
  try {
    return { bytes, json: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
  } catch {
    throw new Problem('malformed-request');
  }
}
