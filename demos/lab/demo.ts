// The lab as data: its plate, what can be asked, and three edits whose effect is worth seeing. A test makes each of them.
import { documents, type SeedUserName, users } from '#api/storage/examples.ts';

export const about = {
  id: 'lab',
  figure: 'Lab',
  title: 'The reference API on Node, with its files',
  text: 'The reference API in a WebContainer: its files, an editor, a terminal and a console for requests; where no container can be had, the same console with the service in this tab.',
} as const;

/** Megabytes that a first start loads from this site, and that the zip has. `lab.json` of the build must agree. */
export const sizes = { start: 4.8, zip: 7.4 } as const;

export const people = ['vera', 'carl', 'rita', 'ada', 'abel'] as const satisfies readonly SeedUserName[];
export type PersonId = (typeof people)[number];

const places: Readonly<Record<string, string>> = { aster: 'Aster', brook: 'Brook' };
/** "Vera, viewer at Aster" */
export const nameOf = (person: PersonId): string => {
  const { name, role, email } = users[person];
  return `${name.split(' ')[0]}, ${role} at ${places[/@(\w+)/.exec(email)?.[1] ?? ''] ?? ''}`;
};

export interface Ask {
  readonly person: PersonId | 'nobody';
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** JSON text; empty: none. */
  readonly body: string;
}

export const first: Ask = { person: 'vera', method: 'GET', path: '/v1/documents?limit=3', body: '' };

export interface Edit {
  readonly id: string;
  /** What it does, as a button says it. */
  readonly title: string;
  readonly path: string;
  /** Stands in the file once. */
  readonly find: string;
  readonly put: string;
  /** What to ask before and after, and what to look for. */
  readonly ask: Ask;
  readonly before: string;
  readonly after: string;
}

export const edits: readonly Edit[] = [
  {
    id: 'open-accounts',
    title: 'Let viewers manage accounts',
    path: 'reference-api/access/policy.js',
    find: "actions: ['users.list', 'users.add', 'users.change'],\n    roles: ['admin'],",
    put: "actions: ['users.list', 'users.add', 'users.change'],\n    roles: ['admin', 'viewer'],",
    ask: { person: 'vera', method: 'GET', path: '/v1/users', body: '' },
    before: 'As Vera, the list of accounts is refused (403).',
    after: 'After it, she gets the list (200): for this route, the policy is the only guard.',
  },
  {
    id: 'no-lock',
    title: 'Take the lock rule away',
    path: 'reference-api/access/policy.js',
    find: "    roles: everyone,\n    when: ['locked'],",
    put: "    roles: [],\n    when: ['locked'],",
    ask: {
      person: 'carl',
      method: 'PATCH',
      path: `/v1/documents/${documents.sealedPlan.id}`,
      body: '{ "version": 1, "title": "Plan for the summer" }',
    },
    before: 'As Carl, changing his locked plan is refused by the rule documents.locked (403).',
    after: 'After it, it is still refused, now by row-security: the database says the same once more.',
  },
  {
    id: 'short-addresses',
    title: 'Allow only short addresses',
    path: 'reference-api/edge/limits.js',
    find: 'address: 2_048,',
    put: 'address: 60,',
    ask: { person: 'vera', method: 'GET', path: '/v1/documents?limit=3&classification=internal', body: '' },
    before: 'As Vera, a list with a filter is answered (200).',
    after: 'After it, the edge refuses the same address (414), before anybody looks at who asks.',
  },
];
