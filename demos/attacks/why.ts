// Why it was stopped, in words, and which place in the source did it.
import { policy } from '#api/access/policy.ts';
import { type Barrier, barriers } from '../proofs/barriers.ts';
import type { Stop } from '../proofs/matrix.ts';

/** Of layers that answer without a rule, by attack; everything else by the rule that the answer names. */
const silent: Readonly<Record<string, { readonly why: string; readonly place: string }>> = {
  'copied-database L6': {
    why: 'What stands in the table is ciphertext; the text that was looked for is not in it.',
    place: 'sealed',
  },
  'moved-ciphertext L6': {
    why: 'A sealed text is bound to its row. In another row it does not open, and the call ends as a fault that shows nothing.',
    place: 'opened',
  },
  'role-escalation RS': {
    why: 'The database has a guard of its own on accounts: nobody changes their own role. The call ends as a fault without words.',
    place: 'users-guard',
  },
  'refresh-replay beneath': {
    why: 'L3’s switch is about access tokens. That a refresh token works once is a rule of the token’s family, which the database keeps.',
    place: 'refresh.reused',
  },
  'audit-edit beneath': {
    why: 'Each entry’s hash is made from its content and from the hash before it. The verifier made it anew, and it is another.',
    place: 'trail-hash',
  },
  'audit-cut beneath': {
    why: 'What is left of the chain is sound in itself. A head that was kept elsewhere tells of entries that are not there.',
    place: 'trail-cut',
  },
  'sql-in-a-value beneath': {
    why: 'It is a value to the end: it reaches PostgreSQL as a parameter, and no department has that name.',
    place: 'sql-tag',
  },
  'sql-in-a-name beneath': {
    why: 'No text of a request ever becomes SQL. The parameter is not used for anything.',
    place: 'sql-tag',
  },
  'secret-in-an-error beneath': {
    why: 'The database’s error stays in the log. The answer says that it is our fault, and nothing else.',
    place: 'faults',
  },
};

const reasons: Readonly<Record<string, string>> = {
  'access-token': 'The token is not one that this service signed, for itself, and that still stands.',
  'refresh-token': 'The token was spent before. Somebody has a copy, so its whole family has ended.',
  'quota.client':
    'One client may call so often in a minute and no more. The address that counts is that of the connection.',
  'quota.sign-in': 'Sign-ins have a quota of their own, far below what guessing needs.',
  'body.bytes': 'A body is read to 64 KiB and not one byte further.',
  'body.type':
    'Only application/json is read. A browser sends that to another site only after asking, and it is not let.',
  'json.too-deep': 'JSON may be 16 levels deep. It is counted on the text, before anything is built from it.',
  'json.nul': 'U+0000 is no character that PostgreSQL could keep.',
  'json.member-name': 'A name that reaches for the prototype is refused before JSON becomes an object.',
  'sql-tautology': 'A screening rule knows this form. It stands for one of AWS WAF’s managed rules.',
  'script-element': 'A screening rule knows this form. It stands for one of AWS WAF’s managed rules.',
  'contract.body':
    'The body does not fit the contract of this route: types, lengths, and no key that is not named.',
  'contract.query': 'The query does not fit the contract of this route.',
  'contract.path': 'The path does not fit the contract of this route: an id is a UUID.',
  'nothing-there': 'PostgreSQL gave no such row to this organisation: for it, the document does not exist.',
  'row-security': 'PostgreSQL refused the change: its policies let this member do no such thing.',
  default: 'No rule of the policy allows it, and what no rule allows is refused.',
};

const keyOf = (id: string, { by }: Stop): string => `${id} ${by}`;

export const whyOf = (id: string, stop: Stop): string | null =>
  silent[keyOf(id, stop)]?.why ??
  reasons[stop.rule] ??
  policy.find((one) => one.id === stop.rule)?.reason ??
  null;

/** Null where nothing in particular did it: a handler that takes only what it names. */
export const placeOf = (id: string, stop: Stop): Barrier | null =>
  barriers[silent[keyOf(id, stop)]?.place ?? stop.rule] ?? null;
