// One try to send, as the person must know it: taken, refused for a reason they can do something about, or not known.
import * as z from 'zod/mini';
import type { Lead } from '#api/leads/contract.ts';
import { type FieldName, fieldWords } from './demo.ts';
import type { Fault } from './values.ts';

export type Tried =
  | { readonly kind: 'taken'; readonly reference: string; readonly at: string }
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] }
  /** The work is too old, or was used: do it anew. */
  | { readonly kind: 'proof' }
  /** Faster than a person types, or too many: come again in so many seconds. */
  | { readonly kind: 'later'; readonly seconds: number; readonly why: 'quick' | 'many' }
  | { readonly kind: 'hidden-field' }
  /** This key was used for another text: an earlier version was taken. */
  | { readonly kind: 'earlier-taken' }
  /** It says no and will go on saying no. */
  | { readonly kind: 'refused'; readonly status: number }
  /** No answer, or a broken one: it may have been taken, and the same key makes another try harmless. */
  | { readonly kind: 'unknown'; readonly why: 'offline' | 'time' | 'server' | 'network' };

export interface Sending {
  readonly key: string;
  readonly lead: Lead;
  readonly proof: string;
  readonly website: string;
}

/** fetch, with the browser's word on whether it is online. */
export interface Wire {
  fetch(path: string, init?: RequestInit): Promise<Response>;
  online(): boolean;
}

const path = '/api/v1/leads';
/** Longer than the service takes on its worst day. */
const patience = 20_000;

const taken = z.object({ reference: z.string(), at: z.string() });
const problem = z.object({
  type: z.string(),
  errors: z.optional(z.array(z.object({ pointer: z.string(), detail: z.string() }))),
});

export async function trySending(wire: Wire, { key, lead, proof, website }: Sending): Promise<Tried> {
  let answer: Response;
  let body: unknown;
  try {
    answer = await wire.fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ lead, proof, website }),
      signal: AbortSignal.timeout(patience),
      redirect: 'error',
    });
    body = await answer.json();
  } catch (error) {
    return { kind: 'unknown', why: whyNot(wire, error) };
  }
  const { status } = answer;
  if (status === 202) {
    const parsed = taken.safeParse(body);
    return parsed.success ? { kind: 'taken', ...parsed.data } : { kind: 'unknown', why: 'server' };
  }
  if (status >= 500) return { kind: 'unknown', why: 'server' };
  const { type, errors } = problem.safeParse(body).data ?? { type: '' };
  const wait = Number(answer.headers.get('retry-after') ?? Number.NaN);
  switch (type) {
    case '/problems/invalid-input':
      return faultsOf(errors ?? [], status);
    case '/problems/proof-refused':
      return { kind: 'proof' };
    case '/problems/looks-automated':
      return Number.isFinite(wait)
        ? { kind: 'later', seconds: wait, why: 'quick' }
        : { kind: 'hidden-field' };
    case '/problems/other-payload':
      return { kind: 'earlier-taken' };
    case '/problems/quota-exceeded':
      return { kind: 'later', seconds: Number.isFinite(wait) ? wait : 60, why: 'many' };
    default:
      return { kind: 'refused', status };
  }
}

/** @returns the challenge, for the worker */
export async function fetchChallenge(wire: Wire, signal: AbortSignal): Promise<unknown> {
  const answer = await wire.fetch(`${path}/challenge`, {
    signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    redirect: 'error',
  });
  if (answer.status !== 200) throw new Error(`no challenge: ${answer.status}`);
  return z.object({ challenge: z.unknown() }).parse(await answer.json()).challenge;
}

export function whyNot(wire: Wire, error: unknown): 'offline' | 'time' | 'server' | 'network' {
  if (!wire.online()) return 'offline';
  const name = error instanceof Error ? error.name : '';
  if (name === 'TimeoutError') return 'time';
  return error instanceof SyntaxError ? 'server' : 'network';
}

function faultsOf(errors: readonly { pointer: string; detail: string }[], status: number): Tried {
  const faults = errors.flatMap(({ pointer, detail }) => {
    const field = /^\/lead\/(\w+)/.exec(pointer)?.[1] ?? '';
    return Object.hasOwn(fieldWords, field) ? [{ field: field as FieldName, text: detail }] : [];
  });
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'refused', status };
}
