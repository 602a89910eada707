// One HTTP exchange as the demos show it: what was asked, what came back, who decided, how long each part took.
import type { CallInit, Client, HostLabel, Told } from '../runtime/contract.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answered {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

export interface Span {
  readonly name: string;
  /** Id of a part of the architecture model. */
  readonly part: string;
  /** Milliseconds since the request arrived. */
  readonly start: number;
  readonly end: number;
}

export interface HttpExchange {
  readonly asked: Asked;
  readonly answered: Answered;
  /** As the page saw it, the way to the host included. */
  readonly milliseconds: number;
  readonly host: HostLabel;
  /** Empty where the host tells nothing of its inside. */
  readonly spans: readonly Span[];
}

/** What `exchange` needs of a runtime's `Running`. */
interface Answering {
  readonly client: Client;
  listen?(hear: (told: Told) => void): () => void;
}

/**
 * Sends one request and gives all there is to show of it. The trace id goes along as `traceparent` (W3C Trace Context), so
 * the spans are this request's own. @throws RuntimeFault when the host is gone, or the signal's reason
 */
export async function exchange(
  running: Answering,
  asked: Asked,
  signal?: AbortSignal,
): Promise<HttpExchange> {
  const { client } = running;
  const trace = hex(16);
  let spans: readonly Span[] = [];
  const deaf = running.listen?.((told) => {
    if (told.kind === 'trace' && told.id === trace) spans = told.spans;
  });
  const init: CallInit = {
    method: asked.method,
    headers: { ...asked.headers, traceparent: `00-${trace}-${hex(8)}-01` },
    ...(asked.body === undefined ? {} : { body: asked.body }),
    ...(signal ? { signal } : {}),
  };
  const start = performance.now();
  try {
    const response = await client.fetch(asked.path, init);
    const body = await response.text();
    const milliseconds = performance.now() - start;
    const headers = [...response.headers];
    if (spans.length === 0) spans = spansIn(response.headers.get('server-timing'));
    return {
      asked,
      answered: { status: response.status, headers, body },
      milliseconds,
      host: client.label,
      spans,
    };
  } finally {
    deaf?.();
  }
}

function hex(bytes: number): string {
  return [...crypto.getRandomValues(new Uint8Array(bytes))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

/** The steps of the service's pipeline, in its order, and the part of the architecture that each belongs to. */
const steps: Readonly<Record<string, string>> = {
  edge: 'waf',
  quota: 'api-gateway',
  identity: 'auth-middleware',
  account: 'api-gateway',
  contract: 'input-validation',
  handler: 'node-service',
};

/** Spans out of `Server-Timing`, whose entries follow upon one another. Unknown names are left out. */
export function spansIn(header: string | null): readonly Span[] {
  let at = 0;
  const spans: Span[] = [];
  for (const entry of (header ?? '').split(',')) {
    const [, name, duration] = /^\s*([\w-]+)\s*;\s*dur=([\d.]+)/.exec(entry) ?? [];
    const part = steps[name ?? ''];
    const length = Number(duration);
    if (name === undefined || part === undefined || !Number.isFinite(length)) continue;
    spans.push({ name, part, start: at, end: at + length });
    at += length;
  }
  return spans;
}

export interface Decision {
  readonly title: string;
  /** "L4", and the rule's id where the service says it (sandbox and test builds only). */
  readonly layer: string | null;
  readonly rule: string | null;
}

/** What a problem (RFC 9457) says about who refused. Null for any other answer. */
export function decisionIn({ headers, body }: Answered): Decision | null {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  if (!type.startsWith('application/problem+json')) return null;
  const said = parsed(body);
  if (typeof said !== 'object' || said === null) return null;
  const read = (name: string): string | null => {
    const value = (said as Record<string, unknown>)[name];
    return typeof value === 'string' ? value : null;
  };
  return { title: read('title') ?? 'Refused.', layer: read('layer'), rule: read('rule') };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const phrases: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  414: 'URI Too Long',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** "404 Not Found" (RFC 9110) */
export const statusText = (status: number): string => `${status} ${phrases[status] ?? ''}`.trim();

export type Tone = 'pass' | 'warn' | 'fail';

/** A refusal is `fail` in colour only: its word says what happened. */
export const toneOf = (status: number): Tone => (status < 300 ? 'pass' : status < 400 ? 'warn' : 'fail');

/** JSON over several lines, anything else as it came; cut after `most` characters, and how many are missing. */
export function pretty(body: string, most = 20_000): { readonly text: string; readonly missing: number } {
  const value = parsed(body);
  const text = value === undefined ? body : JSON.stringify(value, null, 2);
  return { text: text.slice(0, most), missing: Math.max(0, text.length - most) };
}

/** A header's value as it may be shown: of a bearer token only its beginning and length. */
export function shown(name: string, value: string): string {
  const [, token = ''] = name.toLowerCase() === 'authorization' ? (/^Bearer (\S+)$/.exec(value) ?? []) : [];
  return token === '' ? value : `Bearer ${token.slice(0, 12)}… (${token.length} characters)`;
}
