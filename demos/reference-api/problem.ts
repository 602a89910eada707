// Every refusal has one of these codes; RFC 9457 problem details. The text never repeats what was sent, and never holds a token.
import type { Answer } from './answer.ts';

interface Kind {
  readonly status: number;
  readonly title: string;
}

export const problems = {
  'malformed-request': { status: 400, title: 'The request could not be read.' },
  'invalid-input': { status: 400, title: 'The input does not match the contract.' },
  'idempotency-key-missing': { status: 400, title: 'This call needs an Idempotency-Key header.' },
  'not-authenticated': { status: 401, title: 'No valid access token.' },
  'sign-in-failed': { status: 401, title: 'Address or password is wrong.' },
  'session-ended': { status: 401, title: 'This session has ended. Sign in again.' },
  forbidden: { status: 403, title: 'Not allowed.' },
  'not-through-the-edge': { status: 403, title: 'Requests come through the edge.' },
  'address-not-allowed': { status: 403, title: 'This address may not call.' },
  'request-screened': { status: 403, title: 'The request matches a screening rule.' },
  'cross-site': { status: 403, title: 'This call comes from another site.' },
  'tls-required': { status: 403, title: 'Only TLS connections are served.' },
  'not-found': { status: 404, title: 'There is nothing here.' },
  'method-not-allowed': { status: 405, title: 'This path does not have that method.' },
  'already-exists': { status: 409, title: 'It exists already.' },
  'still-running': { status: 409, title: 'The first call with this Idempotency-Key is still running.' },
  conflict: { status: 409, title: 'It was changed in the meantime. Read it again.' },
  'too-large': { status: 413, title: 'The request is too large.' },
  'address-too-long': { status: 414, title: 'The address is too long.' },
  'media-type': { status: 415, title: 'Send application/json in UTF-8, uncompressed.' },
  'other-payload': { status: 422, title: 'This Idempotency-Key was used with another payload.' },
  'proof-refused': { status: 422, title: 'The proof of work is wrong, old or used. Fetch a new one.' },
  'looks-automated': { status: 422, title: 'This looks like a program and not like a person.' },
  'quota-exceeded': { status: 429, title: 'Too many requests.' },
  'headers-too-large': { status: 431, title: 'The headers are too large.' },
  internal: { status: 500, title: 'Something went wrong on our side.' },
  unavailable: { status: 503, title: 'Try again shortly.' },
} as const satisfies Record<string, Kind>;

export type ProblemCode = keyof typeof problems;

/** An issue in the input: where (JSON Pointer, RFC 6901) and what was expected; never the value. */
export interface InputIssue {
  readonly pointer: string;
  readonly detail: string;
}

export interface ProblemExtra {
  readonly errors?: readonly InputIssue[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly violated?: readonly string[];
  /** Which layer refused: L1 to L6. For the log and the audit trail; on the wire in sandbox and test builds only. */
  readonly layer?: string;
  /** The rule that decided, e.g. "documents.read.other-tenant". Same visibility as `layer`. */
  readonly rule?: string;
}

export class Problem extends Error {
  override name = 'Problem';
  readonly code: ProblemCode;
  readonly extra: ProblemExtra;

  constructor(code: ProblemCode, extra: ProblemExtra = {}) {
    super(code);
    this.code = code;
    this.extra = extra;
  }
}

/** `application/problem+json`; `instance` is the trace id. */
export function problemAnswer(problem: Problem, instance: string, reveal: boolean): Answer {
  const { status, title } = problems[problem.code];
  const { errors, violated, layer, rule, headers } = problem.extra;
  const body = {
    type: `/problems/${problem.code}`,
    title,
    status,
    instance: `urn:trace:${instance}`,
    ...(errors && { errors }),
    ...(violated && { 'violated-policies': violated }),
    ...(reveal && layer && { layer }),
    ...(reveal && rule && { rule }),
  };
  return {
    status,
    text: JSON.stringify(body),
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  };
}
