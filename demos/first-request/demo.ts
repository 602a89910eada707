// "Send a request to the real service": who asks, and what. Data only; the people and documents are the service's own.
import { documents, type SeedUserName, users } from '#api/storage/examples.ts';

export const about = {
  id: 'first-request',
  figure: 'Demo 1.A',
  title: 'Send a request to the real service',
  text: 'Four people of two organisations, seven requests. Each answer says which layer and which rule decided; it is a recorded one until the service is booted in the tab.',
} as const;

/** Words for what decides beside the rules of `access/policy.ts`. */
export const otherReasons: Readonly<Record<string, string>> = {
  'nothing-there': 'PostgreSQL’s row security gave no such row: for this organisation it does not exist.',
  'access-token': 'The call brings no token that this service signed and that still stands.',
  'contract.body': 'The body does not fit the contract; the answer names each field.',
};

export const people = ['vera', 'carl', 'ada', 'abel'] as const satisfies readonly SeedUserName[];
export type PersonId = (typeof people)[number];

/** "Vera Lind, viewer at Aster Logistics": short, for a button. */
export const who: Readonly<Record<PersonId, { readonly name: string; readonly is: string }>> = {
  vera: { name: 'Vera', is: 'viewer, Aster' },
  carl: { name: 'Carl', is: 'contributor, Aster' },
  ada: { name: 'Ada', is: 'admin, Aster' },
  abel: { name: 'Abel', is: 'admin, Brook' },
};
export const emailOf = (person: PersonId): string => users[person].email;

export interface Sample {
  readonly title: string;
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Sent without saying who asks. */
  readonly anonymous?: true;
}

export const requests = ['list', 'read', 'foreign', 'hidden', 'locked', 'wrong', 'anonymous'] as const;
export type RequestId = (typeof requests)[number];

export const samples: Readonly<Record<RequestId, Sample>> = {
  list: { title: 'List the documents', method: 'GET', path: '/v1/documents?limit=3' },
  read: { title: 'Read Carl’s handbook', method: 'GET', path: `/v1/documents/${documents.handbook.id}` },
  foreign: {
    title: 'Read Brook’s ward rota',
    method: 'GET',
    path: `/v1/documents/${documents.ward.id}`,
  },
  hidden: {
    title: 'Read Aster’s salaries',
    method: 'GET',
    path: `/v1/documents/${documents.salaries.id}`,
  },
  locked: {
    title: 'Change Carl’s locked plan',
    method: 'PATCH',
    path: `/v1/documents/${documents.sealedPlan.id}`,
    body: { version: 1, title: 'Plan for the summer' },
  },
  wrong: {
    title: 'Send a body that is wrong',
    method: 'POST',
    path: '/v1/documents',
    headers: { 'idempotency-key': 'first-request-1' },
    body: { title: '', department: 'operations', owner: 'me' },
  },
  anonymous: { title: 'Ask without a token', method: 'GET', path: '/v1/documents', anonymous: true },
};

export const first = { person: 'vera', request: 'foreign' } as const satisfies {
  person: PersonId;
  request: RequestId;
};

/** What goes on the wire. `token` null: nobody. */
export function askedOf(request: RequestId, token: string | null) {
  const { method, path, headers, body, anonymous } = samples[request];
  return {
    method,
    path,
    headers: {
      ...(token === null || anonymous ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}
