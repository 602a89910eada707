// The attacks as a page lists them, and the barriers by their names. Data only.
import type { Stop, Switch } from '../proofs/matrix.ts';

export const about = {
  id: 'attacks',
  figure: 'Demo 3.C',
  title: 'Fire an attack, then take away what stopped it',
  text: 'Thirty-one attacks on the reference API, each with the layer that stops it, why, and in which line. Every layer has a switch; with it off, the attack shows what catches it instead, or that nothing does. Recorded until the service is booted in the tab.',
} as const;

export const groups: readonly { readonly title: string; readonly attacks: readonly string[] }[] = [
  {
    title: 'Forged and stolen tokens',
    attacks: [
      'algorithm-none',
      'key-confusion',
      'kid-injection',
      'embedded-key',
      'changed-claims',
      'wrong-audience',
      'expired-token',
      'refresh-replay',
      'token-after-sign-out',
    ],
  },
  { title: 'Guessing and flooding', attacks: ['password-guessing', 'request-burst', 'spoofed-addresses'] },
  {
    title: 'Other people’s data',
    attacks: [
      'other-tenant-record',
      'guessed-ids',
      'others-document',
      'function-of-others',
      'role-escalation',
      'mass-assignment',
    ],
  },
  {
    title: 'What is typed in',
    attacks: [
      'sql-in-a-value',
      'sql-in-a-name',
      'prototype-pollution',
      'oversized-body',
      'deep-json',
      'nul-and-surrogates',
      'cross-site-form',
      'script-in-text',
      'secret-in-an-error',
    ],
  },
  {
    title: 'With the database in hand',
    attacks: ['copied-database', 'moved-ciphertext', 'audit-edit', 'audit-cut'],
  },
];

export const first = 'algorithm-none';

/** Attacks that send nothing: whoever makes them is in the database already. */
export const goRound: ReadonlySet<string> = new Set(['copied-database', 'audit-edit', 'audit-cut']);

export const barrierNames: Readonly<Record<Switch, { readonly short: string; readonly name: string }>> = {
  L1: { short: 'L1', name: 'Edge' },
  L2: { short: 'L2', name: 'API gateway' },
  L3: { short: 'L3', name: 'Authentication' },
  L4: { short: 'L4', name: 'Authorisation' },
  L5: { short: 'L5', name: 'Input validation' },
  L6: { short: 'L6', name: 'Encrypted store' },
  RS: { short: 'Rows', name: 'Row security in PostgreSQL' },
};

export const nameOf = (by: Stop['by']): string =>
  by === 'beneath'
    ? 'something beneath the layers'
    : by === 'RS'
      ? 'row security in PostgreSQL'
      : `${by} ${barrierNames[by].name}`;

/** "L3", "L3 and L5", "L1, L2 and Rows" */
export function listed(off: readonly Switch[]): string {
  const names = off.map((one) => barrierNames[one].short);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
