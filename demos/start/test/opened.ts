// The form's engine with answers that a test gives, one for each request in order.
import { expect } from 'vitest';
import type { Shelf } from '../draft.ts';
import { createProofs } from '../proof.ts';
import { createSession } from '../session.ts';
import type { Arrived } from '../shown.ts';
import type { Typed } from '../typed.ts';

export const typed: Typed = {
  building: 'A marketplace.',
  stage: 'idea',
  matters: '',
  name: 'Zoë',
  email: 'zoe@example.com',
  company: '',
  budget: 'unknown',
  time: 'open',
  nda: false,
};

export const problem =
  (type: string, status: number, more: object = {}, headers: Record<string, string> = {}) =>
  () =>
    new Response(JSON.stringify({ type: `/problems/${type}`, status, ...more }), { status, headers });
export const taken = () =>
  new Response(JSON.stringify({ reference: 'LB-0000-0001', at: '2026-01-01T00:00:00.000Z' }), {
    status: 202,
  });
export const broken = () => {
  throw new TypeError('Failed to fetch');
};

/** What this browser keeps. */
interface Kept {
  text: string | null;
  arrived: Arrived | null;
}

let uuid = 0;

/** @param kept what a page that was open before has left */
export function opened(
  answers: (() => Response | Promise<Response>)[],
  kept: Kept = { text: null, arrived: null },
) {
  const shelf: Shelf = {
    read: () => kept.text,
    write(text) {
      kept.text = text;
    },
    clear() {
      kept.text = null;
    },
  };
  const keys: string[] = [];
  const waits: { milliseconds: number; ring: () => void }[] = [];
  let online: (() => void) | null = null;
  let works = 0;
  let line = true;
  const wire = {
    online: () => line,
    async fetch(_path: string, init?: RequestInit) {
      keys.push(new Headers(init?.headers).get('idempotency-key') ?? '');
      const answer = answers.shift();
      if (!answer) throw new Error('nothing more was expected');
      return answer();
    },
  };
  const session = createSession({
    shelf,
    wire,
    proofs: createProofs({
      challenge: async () => ({}),
      async work() {
        works += 1;
        return 'AAAA';
      },
      steady: () => 0,
    }),
    entry: {
      read: () => kept.arrived,
      write(arrived) {
        kept.arrived = arrived;
      },
    },
    uuid: () => `00000000-0000-4000-8000-${String(uuid++).padStart(12, '0')}`,
    now: () => 0,
    after(milliseconds, then) {
      const one = { milliseconds, ring: then };
      waits.push(one);
      return () => {
        one.ring = () => {};
      };
    },
    onOnline(hear) {
      online = hear;
      return () => {
        online = null;
      };
    },
  });
  const settled = async (kind: string) => {
    for (let turn = 0; turn < 50 && session.state.phase.kind !== kind; turn++) await Promise.resolve();
    expect(session.state.phase.kind).toBe(kind);
  };
  /** The first request is on its way. */
  const leaves = async () => {
    for (let turn = 0; turn < 50 && keys.length === 0; turn++) await Promise.resolve();
    expect(keys).toHaveLength(1);
  };
  return {
    session,
    leaves,
    kept,
    keys,
    waits,
    settled,
    works: () => works,
    offline() {
      line = false;
    },
    back() {
      line = true;
      online?.();
    },
  };
}

/** Sends, and lets the answer come when what is done meanwhile is done. */
export async function sentWhile(
  meanwhile: (session: ReturnType<typeof opened>['session']) => unknown,
  answer: () => Response,
  ...later: (() => Response)[]
) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const at = opened([() => promise.then(answer), ...later]);
  const sending = at.session.send(typed, '');
  await at.leaves();
  meanwhile(at.session);
  resolve();
  await sending;
  return at;
}
