// What is sent while the switches are turned, and when: one call after the other, so that nothing queues. Pure.
import { documents, examplePassword, users } from '#api/storage/examples.ts';

export const kinds = ['ready', 'read', 'write', 'sign-in'] as const;
export type Kind = (typeof kinds)[number];

export const kindWords: Readonly<Record<Kind, { readonly name: string; readonly call: string }>> = {
  ready: { name: 'Ready?', call: 'GET /readyz' },
  read: { name: 'Read', call: 'GET /v1/documents/{id}' },
  write: { name: 'Write', call: 'POST /v1/documents' },
  'sign-in': { name: 'Sign in', call: 'POST /v1/sessions' },
};

interface Asked {
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const json = { 'content-type': 'application/json' };

/** @param once an id that no other call has */
export function askedOf(kind: Kind, token: string, once: string): Asked {
  const authorization = `Bearer ${token}`;
  switch (kind) {
    case 'ready':
      return { method: 'GET', path: '/readyz', headers: {} };
    case 'read':
      return { method: 'GET', path: `/v1/documents/${documents.handbook.id}`, headers: { authorization } };
    case 'write':
      return {
        method: 'POST',
        path: '/v1/documents',
        headers: { ...json, authorization, 'idempotency-key': once },
        body: JSON.stringify({ title: 'Written by the switchboard', body: '', department: 'operations' }),
      };
    case 'sign-in':
      return {
        method: 'POST',
        path: '/v1/sessions',
        headers: json,
        body: JSON.stringify({ email: users.carl.email, password: examplePassword }),
      };
  }
}

/** Milliseconds between calls. */
export const pause = 250;
const steady: readonly Kind[] = ['read', 'write', 'read', 'ready'];

/** The gateway lets ten sign-ins a minute through; two are left for whoever else is on the page. */
const most = 8;
const minute = 61_000;
const apart = 8_000;

export interface Tries {
  /** When a sign-in was sent that the gateway counted. */
  readonly counted: readonly number[];
  /** When the last one was sent at all. */
  readonly last: number | null;
  /** A switch was turned since then. */
  readonly turned: boolean;
}

/** Whether it is time to sign in: soon after a switch was turned, else now and then, and never past the gateway's limit. */
export function signInDue({ counted, last, turned }: Tries, now: number): boolean {
  if (counted.filter((at) => now - at < minute).length >= most) return false;
  return last === null || turned || now - last >= apart;
}

export const kindAt = (turn: number): Kind => steady[turn % steady.length] as Kind;
