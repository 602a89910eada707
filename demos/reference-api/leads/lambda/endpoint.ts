// /api/* as a Lambda behind CloudFront: the same edge, contract and handler as in the reference API, on DynamoDB. From the event of
// a function URL to its answer; what it needs comes in.
import { answerHeaders } from '../../answer-headers.ts';
import type { Config, Deps } from '../../deps.ts';
import { createEdge } from '../../edge/admit.ts';
import { bucketOf, clientAddress } from '../../gateway/address.ts';
import { startTrace } from '../../observe/trace.ts';
import { type Layers, pipeline } from '../../pipeline.ts';
import { Problem, problemAnswer } from '../../problem.ts';
import type { Leads } from '../leads.ts';
import type { TakeQuota } from '../ports.ts';
import { leadRoutes } from '../routes.ts';
import type { LeadSettings } from '../settings.ts';
import type { LeadParts } from './opened.ts';

/** Payload format 2.0 of Lambda function URLs, as far as it is read. */
export interface UrlEvent {
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly requestContext: { readonly http: { readonly method: string } };
  readonly body?: string;
  readonly isBase64Encoded: boolean;
}

export interface UrlAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface EndpointParts {
  readonly parts: () => Promise<LeadParts>;
  readonly settings: LeadSettings;
  readonly quota: (parts: LeadParts) => TakeQuota;
  readonly deps: Pick<Deps, 'clock' | 'ids' | 'log' | 'secrets'>;
}

const prefix = '/api';
const viewer = 'cloudfront-viewer-address';

export function createEndpoint({ parts, settings, quota, deps }: EndpointParts) {
  const whole: Deps = { ...deps, config: configOf(settings), ...without };
  const { clock, ids, log } = deps;
  const edge = createEdge(whole);
  const leads: Leads = {
    settings,
    get store(): never {
      throw new Error('the routes that are served here ask for accepting() only');
    },
    get sealing(): never {
      throw new Error('the routes that are served here ask for accepting() only');
    },
    keys: async () => (await parts()).keys,
    async accepting() {
      const opened = await parts();
      const { store, sealing, keys } = opened;
      return {
        store,
        sealing,
        challengeSecret: keys.challenge,
        person: keys.person,
        uuid: ids.uuid,
        bytes: ids.bytes,
        now: clock.now,
        takeQuota: quota(opened),
      };
    },
  };
  const layers: Layers = {
    deps: whole,
    // The handler counts leads itself, after the proof; requests are bounded by the function's concurrency.
    takeClient: () => undefined,
    takeAccount: () => undefined,
    takeBoth: () => undefined,
    authenticate: Object.assign(
      () => {
        throw new Problem('not-authenticated');
      },
      { known: () => null },
    ),
    sealing: { ready: async () => {}, seal: noDatabase, open: noDatabase },
  };
  // The list needs accounts, which the reference API has and this does not.
  const served = leadRoutes(leads).filter(({ access }) => access === 'public');
  const table = new Map(served.map((one) => [`${one.method} ${one.path}`, pipeline(one, layers)]));

  return async (event: UrlEvent): Promise<UrlAnswer> => {
    const request = requestOf(event);
    const trace = startTrace(null, ids.bytes);
    const { method } = request;
    const path = new URL(request.url).pathname;
    let refusal = '';
    let answered: UrlAnswer;
    try {
      const admitted = await edge(request);
      const serve = table.get(`${method} ${path}`);
      if (serve === undefined) throw unmatched(path, served);
      const client = clientOf(event.headers[viewer]);
      const { status, text, headers } = await serve({ request, trace, admitted, client, headers: {} }, {});
      answered = {
        statusCode: status,
        headers: { 'content-type': 'application/json; charset=utf-8', ...answerHeaders, ...headers },
        body: text ?? '',
      };
    } catch (error) {
      if (!(error instanceof Problem))
        log.write('error', 'fault', { error: error instanceof Error ? error.name : typeof error });
      const { code, extra } = error instanceof Problem ? error : new Problem('internal');
      refusal = code;
      const headers = { ...answerHeaders, ...extra.headers };
      const refused = problemAnswer(new Problem(code, { ...extra, headers }), trace.id, false);
      answered = { statusCode: refused.status, headers: refused.headers ?? {}, body: refused.text ?? '' };
    }
    log.write('info', 'answered', { trace: trace.id, method, status: answered.statusCode, refusal });
    return answered;
  };
}

function requestOf({ rawPath, rawQueryString, headers, requestContext, body, isBase64Encoded }: UrlEvent) {
  const { method } = requestContext.http;
  const given = new Headers();
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) given.set(name, value);
  const path = rawPath.startsWith(`${prefix}/`) ? rawPath.slice(prefix.length) : '/';
  const query = rawQueryString === '' ? '' : `?${rawQueryString}`;
  const bytes = body === undefined ? null : Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  return new Request(`https://leads.invalid${path}${query}`, {
    method,
    headers: given,
    ...(method !== 'GET' && method !== 'HEAD' && bytes !== null && { body: bytes }),
  });
}

/** CloudFront writes "address:port" over whatever a caller sent under this name. @throws Problem when it is not there */
function clientOf(header: string | undefined): string {
  const address = clientAddress(null, (header ?? '').replace(/:\d{1,5}$/, ''), 0);
  if (address === null) throw new Problem('address-not-allowed', { layer: 'L2', rule: 'gateway.address' });
  return bucketOf(address);
}

function unmatched(
  path: string,
  served: readonly { readonly path: string; readonly method: string }[],
): Problem {
  const allow = served.filter((one) => one.path === path).map(({ method }) => method);
  return allow.length === 0
    ? new Problem('not-found')
    : new Problem('method-not-allowed', { headers: { allow: allow.join(', ') } });
}

const noDatabase = async (): Promise<never> => {
  throw new Error('the lead endpoint has no database');
};

/** What the reference API has and this function has not. */
const without = {
  database: { query: noDatabase, transaction: noDatabase, ping: noDatabase, close: async () => {} },
  cache: {
    take: noDatabase,
    get: noDatabase,
    set: noDatabase,
    hold: noDatabase,
    fill: noDatabase,
    delete: noDatabase,
    ping: noDatabase,
    close: async () => {},
  },
  objects: undefined as never,
  passwords: { hash: noDatabase, verify: noDatabase },
} satisfies Partial<Deps>;

const unlimited = { limit: Number.MAX_SAFE_INTEGER, seconds: 60 };

const configOf = (leads: LeadSettings): Config => ({
  mode: 'production',
  issuer: 'https://leads.invalid',
  audience: 'https://leads.invalid',
  trustedHops: 0,
  allowlist: [],
  requireTls: true,
  // CloudFront signs what it sends, and the function URL takes nothing else.
  requireOriginSecret: false,
  limits: { client: unlimited, account: unlimited, signIn: unlimited, bodyBytes: 32 * 1_024 },
  layersOff: [],
  leads,
});
