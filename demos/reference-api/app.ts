// createApp: the one function that is the service. (Request) → Response, on any host that has the web's standard classes.
import { Hono } from 'hono';
import { type Answer, toResponse } from './answer.ts';
import { answerHeaders as bare } from './answer-headers.ts';
import { record } from './audit/append.ts';
import { auditRoutes } from './audit/routes.ts';
import { createTrail } from './audit/trail.ts';
import type { Config, Deps } from './deps.ts';
import { documentRoutes } from './documents/routes.ts';
import { isProbe } from './edge/address.ts';
import { createEdge } from './edge/admit.ts';
import { createGateway, type Peer } from './gateway/gateway.ts';
import { healthRoutes } from './health/routes.ts';
import { createIdentity, type Identity } from './identity/identity.ts';
import { createIntake, type Intake } from './intake/intake.ts';
import { openLeads } from './leads/leads.ts';
import { leadRoutes } from './leads/routes.ts';
import { errorBudget } from './observe/error-budget.ts';
import { createMetrics, type Metrics } from './observe/metrics.ts';
import { mark, serverTiming, startTrace, type Trace } from './observe/trace.ts';
import { openapiRoute } from './openapi.ts';
import { type Layers, type Passage, pipeline } from './pipeline.ts';
import { Problem, problemAnswer } from './problem.ts';
import type { Route } from './route.ts';
import { createVault, type Vault } from './vault/vault.ts';

export interface App {
  /** @param peer the connection's other end; in process it is this machine. */
  (request: Request, peer?: Peer): Promise<Response>;
  /** The same, for a host that passes the answer on as values: a Response is not made only to be read again. */
  answer(request: Request, peer?: Peer): Promise<Answer>;
  readonly routes: readonly Route[];
  readonly metrics: Metrics;
  readonly identity: Identity;
  readonly vault: Vault;
  readonly intake: Intake;
  /** Resolves when every allowed read answered so far is in the audit trail. Before the process ends, and in tests. */
  settle(): Promise<void>;
}

export interface Options {
  /** Turns readiness to 503 while the process drains. */
  readonly draining?: () => boolean;
  /** Gets every finished trace, e.g. to export it. */
  readonly traced?: (trace: Trace, route: string, status: number) => void;
  /** More routes, for tests and demos. */
  readonly routes?: readonly Route[];
  /** L3 in place of the app's own: for tests that look inside. */
  readonly identity?: Identity;
}

const inProcess: Peer = { address: '127.0.0.1', encrypted: true };

/** @throws when a layer is switched off outside sandbox and test builds, or two routes share an id or a path. */
export function createApp(deps: Deps, options: Options = {}): App {
  const { config } = deps;
  refuseSwitches(config);
  const reveal = config.mode !== 'production';
  const budget = errorBudget(deps.clock);
  const metrics = createMetrics(budget.burns);
  const vault = createVault(deps);
  const trail = createTrail(deps.database);
  const identity = options.identity ?? createIdentity(deps, { vault, record, note: trail.note });
  const probes = healthRoutes(options.draining ?? (() => false));
  const intake = createIntake(deps, { vault, trail });
  // A probe that says "draining" or "not ready" is no fault.
  const unbudgeted = new Set(probes.map(({ id }) => id));
  const routes: Route[] = [
    ...probes,
    openapiRoute(() => routes),
    ...identity.routes,
    ...documentRoutes({ vault, trail }),
    ...auditRoutes(),
    ...intake.routes,
    ...leadRoutes(config.leads && openLeads(deps, vault, config.leads)),
    ...(options.routes ?? []),
  ];
  refuseTwins(routes);
  const partOf = new Map(routes.map(({ id, part }) => [id, part]));

  const edge = createEdge(deps);
  const gateway = createGateway(deps);
  const layers: Layers = {
    deps,
    takeClient: gateway.takeClient,
    takeAccount: gateway.takeAccount,
    takeBoth: gateway.takeBoth,
    authenticate: identity.authenticate,
    sealing: {
      ready: vault.ready,
      seal: (row, text) => vault.seal('idempotency_keys', 'reply', row, text),
      open: (row, sealed) => vault.open('idempotency_keys', 'reply', row, sealed),
    },
  };

  // Hono finds the route; the answer is left in the passage.
  const router = new Hono<{ Bindings: Routed }>();
  for (const one of routes) {
    const serve = pipeline(one, layers);
    router.on(one.method, one.path, async (c) => {
      const { trace, headers } = c.env;
      try {
        c.env.answer = done(one.id, trace, toReply(await serve(c.env, c.req.param()), headers, trace));
      } catch (error) {
        c.env.answer = refuse(error, one.id, trace, headers);
      }
      return routed;
    });
  }
  router.notFound(async (c) => {
    const { client, headers, trace } = c.env;
    try {
      if (client !== '') await gateway.takeClient('none', client, headers);
      throw unmatched(router, c.req.path);
    } catch (error) {
      c.env.answer = refuse(error, 'none', trace, headers);
      return routed;
    }
  });

  function toReply(answer: Answer, passing: Record<string, string>, trace: Trace): Answer {
    const { status, text, headers } = answer;
    const all: Record<string, string> = { ...(text === null ? bare : typed), ...passing, ...headers };
    if (reveal) all['server-timing'] = serverTiming(trace);
    return { status, text, headers: all };
  }

  function refuse(error: unknown, route: string, trace: Trace, headers: Record<string, string>): Answer {
    let problem = error;
    if (!(problem instanceof Problem)) {
      deps.log.write('error', 'fault', { trace: trace.id, ...faultOf(error) });
      problem = new Problem('internal');
    }
    const { code, extra } = problem as Problem;
    metrics.refused(code);
    const at = refusing[extra.layer ?? ''] ?? partOf.get(route);
    if (at !== undefined) mark(trace, extra.layer === undefined ? 'handler' : 'refused', at);
    const answer = problemAnswer(
      new Problem(code, { ...extra, headers: { ...bare, ...headers, ...extra.headers } }),
      trace.id,
      reveal,
    );
    const { layer, rule } = extra;
    return done(route, trace, answer, { problem: code, ...(layer && { layer }), ...(rule && { rule }) });
  }

  /** @param why for a refusal, for the log: codes and names of rules, nothing that was sent. */
  function done(route: string, trace: Trace, answer: Answer, why?: Readonly<Record<string, string>>): Answer {
    const { status } = answer;
    const milliseconds = performance.now() - trace.start;
    metrics.answered(route, status, milliseconds);
    deps.log.write('info', 'answered', {
      trace: trace.id,
      route,
      status,
      ms: Math.round(milliseconds * 100) / 100,
      ...why,
    });
    if (!unbudgeted.has(route))
      for (const { window, burn } of budget.answered(status))
        deps.log.write('error', 'error-budget', { window, burn: Math.round(burn) });
    options.traced?.(trace, route, status);
    return answer;
  }

  async function answer(request: Request, peer: Peer = inProcess): Promise<Answer> {
    const trace = startTrace(request.headers.get('traceparent'), deps.ids.bytes);
    metrics.inFlight(1);
    try {
      const passed = edge(request);
      const admitted = passed instanceof Promise ? await passed : passed;
      const client = isProbe(request.url) ? '' : gateway.arrive(request.headers, peer);
      mark(trace, 'edge', 'waf');
      const passage: Routed = { request, trace, admitted, client, headers: {}, answer: undefined };
      await router.fetch(request, passage);
      if (passage.answer === undefined) throw new Error('a route left no answer');
      return request.method === 'HEAD' ? { ...passage.answer, text: null } : passage.answer;
    } catch (error) {
      return refuse(error, 'none', trace, {});
    } finally {
      metrics.inFlight(-1);
    }
  }
  const app = async (request: Request, peer?: Peer) => toResponse(await answer(request, peer));
  return Object.assign(app, { answer, routes, metrics, identity, vault, intake, settle: trail.flush });
}

/** A request that has its route, and later its answer. */
interface Routed extends Passage {
  answer: Answer | undefined;
}

/** What Hono is given back: it wants a Response from each handler, and nobody reads it. */
const routed = new Response();

const typed = { 'content-type': 'application/json; charset=utf-8', ...bare } as const;

/** Where the time goes that a refusal took: the part of the architecture that is its layer. */
const refusing: Readonly<Record<string, string>> = {
  L1: 'waf',
  L2: 'api-gateway',
  L3: 'auth-middleware',
  L4: 'authorisation',
  L5: 'input-validation',
};

/** Layers can be switched off where attacks are shown, and nowhere else. */
function refuseSwitches({ layersOff, mode }: Config): void {
  if (layersOff.length > 0 && mode !== 'sandbox' && mode !== 'test')
    throw new Error(
      `Layers ${layersOff.join(', ')} are switched off in mode "${mode}". Why this stops the start: ` +
        'only sandbox and test builds may run without a layer. What to do: remove the switch.',
    );
}

function refuseTwins(routes: readonly Route[]): void {
  const seen = new Set<string>();
  for (const { id, method, path } of routes)
    for (const mark of [id, `${method} ${path.replaceAll(/:\w+/g, ':')}`]) {
      if (seen.has(mark)) throw new Error(`Two routes are called "${mark}".`);
      seen.add(mark);
    }
}

/** 405 with Allow where the path exists under another method, else 404. */
function unmatched(router: Hono<{ Bindings: Routed }>, path: string): Problem {
  const allow: string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter(
    (method) => router.router.match(method, path)[0].length > 0,
  );
  if (allow.length === 0) return new Problem('not-found');
  if (allow[0] === 'GET') allow.splice(1, 0, 'HEAD');
  return new Problem('method-not-allowed', { headers: { allow: allow.join(', ') } });
}

/** What the log may have of a fault: its name, its code and where, never its message (a database puts values there). */
function faultOf(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const frames = error.stack?.match(/^\s+at .*$/gm) ?? [];
  return {
    error: error.name,
    ...code,
    where: frames
      .slice(0, 3)
      .map((frame) => frame.trim())
      .join(' | '),
  };
}
