// The API's calls that a queue is worked with, by the person who makes them. Answers are what the contracts say; a refusal is a
// value, because most of them are part of the work.
import type * as z from 'zod';
import type * as contract from '#api/review/contract.ts';
import { type Person, people } from '../proofs/bench.ts';
import { json } from '../runtime/client.ts';
import type { Client } from '../runtime/contract.ts';
import type { Fields } from './typed.ts';

export type { Person } from '../proofs/bench.ts';
export type Item = NonNullable<z.output<(typeof contract.claimReview.replies)[200]>['item']>;
export type Listed = z.output<(typeof contract.listReview.replies)[200]>;
export type Summary = Listed['items'][number];
export type Alike = z.output<(typeof contract.listPatterns.replies)[200]>['patterns'][number];
export type Decided = z.output<(typeof contract.decideReview.replies)[200]>;
type Batched = z.output<(typeof contract.batchReview.replies)[200]>;

export interface Refused {
  readonly kind: 'refused';
  readonly status: number;
  readonly rule: string;
}
export type Answer<T> = { readonly kind: 'done'; readonly body: T } | Refused;

export interface Decision {
  readonly fence: number;
  readonly hash: string;
  readonly action: 'approve' | 'correct' | 'reject' | 'escalate';
  readonly reason?: string;
  readonly fields?: Fields;
}

/** @throws RuntimeFault when the service is gone, Error when a call is refused that never is */
export function callsOf(client: Client) {
  const crowd = people(client);

  async function ask<T>(as: Person, path: string, sent?: unknown, method?: string): Promise<Answer<T>> {
    for (let again = false; ; again = true) {
      const { status, body } = await json(client, path, {
        ...(sent !== undefined && { json: sent }),
        ...(method !== undefined && { method }),
        token: await crowd.token(as),
        headers: { 'idempotency-key': crypto.randomUUID() },
      });
      if (status >= 200 && status < 300) return { kind: 'done', body: body as T };
      // Ten minutes are over, or the clock was moved on: one signs in again.
      if (status === 401 && !again) {
        crowd.forget(as);
        continue;
      }
      const rule = (body as { readonly rule?: unknown } | null)?.rule;
      return { kind: 'refused', status, rule: typeof rule === 'string' ? rule : '' };
    }
  }
  async function sure<T>(answer: Promise<Answer<T>>): Promise<T> {
    const it = await answer;
    if (it.kind === 'refused') throw new Error(`A call was answered with ${it.status} ${it.rule}`.trim());
    return it.body;
  }
  const item = (id: string) => `/v1/review/${id}`;

  return {
    list: (as: Person) => sure(ask<Listed>(as, '/v1/review?limit=100')),
    patterns: async (as: Person) =>
      (await sure(ask<{ patterns: Alike[] }>(as, '/v1/review/patterns'))).patterns,
    /** null: nobody gets it now. */
    claim: async (as: Person, id: string) =>
      (await sure(ask<{ item: Item | null }>(as, '/v1/review/claims', { id }))).item,
    lease: (as: Person, { id, fence }: Item, keep: boolean) =>
      ask<{ leaseUntil: string | null }>(as, `${item(id)}/lease`, { fence, keep }, 'PUT'),
    decide: (as: Person, id: string, decision: Decision) =>
      ask<Decided>(as, `${item(id)}/decision`, decision),
    undo: (as: Person, id: string, decision: string) =>
      ask<{ item: Item }>(as, `${item(id)}/undo`, { decision }),
    batch: (as: Person, { pattern, digest }: Alike, action: 'approve' | 'reject', reason: string) =>
      ask<Batched>(as, '/v1/review/batches', { pattern, digest, action, reason }),
    /** As a file: the edge screens JSON bodies, and would refuse a message with HTML in it as an attack. */
    sendIn: (as: Person, texts: readonly string[], manual = false) =>
      sure(
        ask<{ inputs: { id: string; state: string }[] }>(as, '/v1/intake', {
          file: {
            name: 'messages.json',
            type: 'application/json',
            base64: base64(JSON.stringify(texts.map((text) => ({ text })))),
          },
          ...(manual && { manual: true }),
        }),
      ),
    inputs: async (as: Person) =>
      (await sure(ask<{ inputs: { id: string; state: string }[] }>(as, '/v1/intake?limit=100'))).inputs,
  };
}

const base64 = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
