// The switches of the failure switchboard, by id, and which of them take something away in this tab. Data only.
import type { Losable } from '../runtime/contract.ts';

export const about = {
  id: 'switchboard',
  figure: 'Demo 4.A',
  title: 'Take a part away and see what still answers',
  text: 'Seven switches: a zone, the other zone, a task, the cache, the primary database, its password, Secrets Manager. Each says what goes dark in the topology, what the model and the infrastructure template say about it, and which calls still succeed. The cache and the database are really taken from the API in the tab while it answers calls; the rest is told.',
} as const;

export const switches = ['zone-a', 'zone-b', 'task', 'cache', 'database', 'rotated', 'secrets'] as const;
export type Switch = (typeof switches)[number];

interface Worded {
  /** On the button. */
  readonly verb: string;
  /** "With zone A lost, …" */
  readonly lost: string;
  /** Parts of the model whose words tell about it. */
  readonly parts: readonly string[];
  /** What is really taken away in this tab; absent: it is told only. */
  readonly here?: Losable;
}

export const worded: Readonly<Record<Switch, Worded>> = {
  'zone-a': {
    verb: 'Lose zone A',
    lost: 'zone A',
    parts: ['vpc-link', 'internal-alb', 'postgres', 'redis'],
  },
  'zone-b': { verb: 'Lose zone B', lost: 'zone B', parts: ['vpc-link', 'internal-alb'] },
  task: { verb: 'Stop one API task', lost: 'one API task', parts: ['internal-alb', 'node-service'] },
  cache: { verb: 'Lose the cache', lost: 'the cache', parts: ['redis', 'api-gateway'], here: 'cache' },
  database: {
    verb: 'Lose the primary database',
    lost: 'the primary database',
    parts: ['postgres'],
    here: 'database',
  },
  rotated: {
    verb: 'Rotate the database password',
    lost: 'the old password',
    parts: ['secrets-manager'],
  },
  secrets: { verb: 'Lose Secrets Manager', lost: 'Secrets Manager', parts: ['secrets-manager'] },
};

/** In the order of the switches. */
export const inOrder = (on: Iterable<Switch>): readonly Switch[] => {
  const these = new Set(on);
  return switches.filter((one) => these.has(one));
};

/** What the tab really loses with these. */
export const lostHere = (on: readonly Switch[]): readonly Losable[] =>
  on.flatMap((one) => worded[one].here ?? []);

/** "zone A and the cache" */
export function listed(on: readonly Switch[]): string {
  const names = on.map((one) => worded[one].lost);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
