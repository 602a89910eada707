// What happens to a request once its route is known, in order: quota (L2), who (L3), contract (L5), idempotency, the handler
// (which decides, L4), and the contract of the answer (L5). One closure a route, made at boot; awaits only where there is
// something to wait for.
import type * as z from 'zod';
import type { Answer } from './answer.ts';
import type { Deps } from './deps.ts';
import type { Admitted } from './edge/admit.ts';
import { noQuery } from './edge/query.ts';
import type { Gateway } from './gateway/gateway.ts';
import { fingerprintOf, once, readKey, type Sealing } from './idempotency.ts';
import type { Authenticate } from './identity/authenticate.ts';
import { mark, type Trace } from './observe/trace.ts';
import { type InputIssue, Problem } from './problem.ts';
import type { Call, Principal, Reply, Route } from './route.ts';
import { forget } from './storage/read-through.ts';

/** A request on its way. */
export interface Passage {
  readonly request: Request;
  readonly trace: Trace;
  readonly admitted: Admitted;
  /** The caller's rate-limit bucket. */
  readonly client: string;
  /** Headers that the answer will have whatever happens, e.g. RateLimit. */
  readonly headers: Record<string, string>;
}

/** The layers as this file needs them; app.ts joins them to their folders. */
export interface Layers extends Pick<Gateway, 'takeClient' | 'takeAccount' | 'takeBoth'> {
  readonly deps: Deps;
  /** L3. @throws Problem 'not-authenticated' */
  readonly authenticate: Authenticate;
  /** L6, for kept answers. */
  readonly sealing: Sealing;
}

export type Serve = (passage: Passage, params: Readonly<Record<string, string>>) => Promise<Answer>;

export function pipeline(one: Route, layers: Layers): Serve {
  const { deps } = layers;
  const { params, query, body, replies } = one.contract;
  const checked = !deps.config.layersOff.includes('L5');
  const named = one.path.includes(':');
  const accounted = one.access === 'signed-in' && one.limit === 'account';
  if (one.creates && one.access === 'public') throw new Error(`${one.id}: a creating route knows its caller`);
  if (one.outdates && !one.creates) throw new Error(`${one.id}: only a creating route outdates what is kept`);

  return async (passage, rawParams) => {
    const { request, admitted, trace, client, headers } = passage;
    // Probes of the load balancer have no bucket. A caller whose token was verified before is counted once for both quotas;
    // everybody else is counted as a client first, because a verification costs more than a count.
    let principal: Principal | undefined;
    const known = accounted && client !== '' ? layers.authenticate.known(request) : null;
    if (known !== null) {
      principal = known;
      mark(trace, 'identity', 'auth-middleware');
      const both = layers.takeBoth(client, known, headers);
      if (both !== undefined) await both;
      mark(trace, 'quota', 'api-gateway');
    } else {
      const quota = client === '' ? undefined : layers.takeClient(one.limit, client, headers);
      if (quota !== undefined) await quota;
      mark(trace, 'quota', 'api-gateway');
      if (one.access === 'signed-in') {
        const found = layers.authenticate(request);
        principal = found instanceof Promise ? await found : found;
        mark(trace, 'identity', 'auth-middleware');
        const account = layers.takeAccount(one.limit, principal, headers);
        if (account !== undefined) await account;
        mark(trace, 'account', 'api-gateway');
      }
    }

    const asked = admitted.query;
    const call = new Passing(
      deps,
      passage,
      one.id,
      checked && named ? parse(params, rawParams, '/path') : rawParams,
      checked ? parse(query, asked, '/query') : asked,
      checked ? parse(body, admitted.json, '') : admitted.json,
      principal,
    );
    mark(trace, 'contract', 'input-validation');
    if (one.creates && principal !== undefined) {
      const answer = await creating(one, layers, passage, call, principal, (reply) =>
        finish(one, replies, reply, checked),
      );
      mark(trace, 'handler', one.part);
      return answer;
    }
    const reply = await one.handle(call as unknown as Call);
    const answer = finish(one, replies, reply, checked);
    if (reply.cached) mark(trace, 'cache', 'redis');
    else mark(trace, 'handler', one.part);
    return answer;
  };
}

/** One shape for every request, so that handlers stay monomorphic. */
class Passing {
  readonly deps: Deps;
  readonly request: Request;
  readonly trace: string;
  readonly client: string;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly #route: string;
  readonly #principal: Principal | undefined;

  constructor(
    deps: Deps,
    { request, trace, client }: Passage,
    route: string,
    params: unknown,
    query: unknown,
    body: unknown,
    principal: Principal | undefined,
  ) {
    this.deps = deps;
    this.request = request;
    this.trace = trace.id;
    this.client = client;
    this.params = params;
    this.query = query;
    this.body = body;
    this.#route = route;
    this.#principal = principal;
  }

  get principal(): Principal {
    if (this.#principal === undefined) throw new Error(`${this.#route} is public and has no principal`);
    return this.#principal;
  }

  on(deps: Deps): Passing {
    const { request, client, params, query, body } = this;
    const trace = { id: this.trace } as Trace;
    return new Passing(
      deps,
      { request, trace, client } as Passage,
      this.#route,
      params,
      query,
      body,
      this.#principal,
    );
  }
}

async function creating(
  one: Route,
  { deps, sealing }: Layers,
  { request, admitted }: Passage,
  call: Passing,
  { organisation, user, role }: Principal,
  done: (reply: Reply) => Answer,
): Promise<Answer> {
  const key = readKey(request.headers.get('idempotency-key'));
  const fingerprint = await fingerprintOf(one.id, admitted.bytes);
  const claim = { scope: { organisation, user, role }, key, fingerprint, at: deps.clock.now() };
  try {
    return await once(deps.database, sealing, claim, async (database) =>
      done(await one.handle(call.on({ ...deps, database }) as unknown as Call)),
    );
  } finally {
    // However it ended: a commit whose answer was lost has taken place too, and to remove once too often costs one read.
    if (one.outdates) await forget(deps.cache, one.outdates, organisation);
  }
}

function parse(schema: z.ZodObject | undefined, input: unknown, at: string): unknown {
  if (schema === undefined) {
    if (input !== undefined && input !== noQuery)
      throw new Problem('invalid-input', {
        layer: 'L5',
        rule: contractRule(at),
        errors: [{ pointer: at, detail: 'takes nothing here' }],
      });
    return undefined;
  }
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new Problem('invalid-input', {
    layer: 'L5',
    rule: contractRule(at),
    errors: issuesOf(result.error, at),
  });
}

const contractRule = (at: string): string => `contract.${at === '' ? 'body' : at.slice(1)}`;

/** Where and what, never the value; keys that the caller made up are not repeated either. */
function issuesOf(error: z.ZodError, at: string): InputIssue[] {
  return error.issues.slice(0, 20).map((issue) => ({
    pointer:
      at + issue.path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    detail: issue.code === 'unrecognized_keys' ? 'has keys that the contract does not know' : issue.message,
  }));
}

/** What the contract does not name never leaves; an answer that does not fit is our fault (500). */
function finish(one: Route, replies: Route['contract']['replies'], reply: Reply, checked: boolean): Answer {
  const { status, headers } = reply;
  if (!checked)
    return { status, headers, text: reply.body === undefined ? null : JSON.stringify(reply.body) };
  const schema = replies[status];
  if (schema === undefined) throw new OutsideContract(one.id, status);
  if (schema === null) return { status, headers, text: null };
  const result = schema.safeParse(reply.body);
  if (!result.success) throw new OutsideContract(one.id, status);
  return { status, headers, text: JSON.stringify(result.data) };
}

class OutsideContract extends Error {
  override name = 'OutsideContract';

  constructor(route: string, status: number) {
    super(`${route} answered ${status} outside its contract`);
  }
}
