// Attack × layer, computed: each attack is run with everything on, with each barrier alone, with nothing, and with the
// barriers taken away one after the other in the order in which they answer. One host at a time: a tab has room for one.

import type { Client } from '../runtime/contract.ts';
import type { Attack } from './attack.ts';
import { type Answer, bench, type Notes, type People, type Powers, people } from './bench.ts';
import type { Layer } from './proof.ts';

/** What can be switched: the six layers, and row security in the database. */
export const switches = ['L1', 'L2', 'L3', 'L4', 'L5', 'L6', 'RS'] as const;
export type Switch = (typeof switches)[number];

export interface OpenHost {
  readonly client: Client;
  readonly powers: Powers;
  close(): Promise<void>;
}

/**
 * Opens a host with the example data and with these switched off: layers by configuration, row security by its owner
 * (papers.ts has the SQL). It is closed before the next one is opened.
 */
export type Open = (off: readonly Switch[]) => Promise<OpenHost>;

/** A barrier that answered: which, by which rule, with which status. */
export interface Stop {
  readonly by: Switch | 'beneath';
  readonly rule: string;
  readonly status: number;
}

export interface Row {
  readonly id: string;
  readonly title: string;
  readonly attack: string;
  /** In the order in which they answer when the ones before are switched off; empty: it gets through. */
  readonly chain: readonly Stop[];
  /** Barriers that stop it with all others off. */
  readonly alone: readonly Switch[];
  /** What stops it when every switch is off, or null: it gets through then. */
  readonly beneath: string | null;
  /** One barrier in all: nothing catches it when that one fails. */
  readonly single: boolean;
}

export type Tried = { readonly kind: 'through' } | ({ readonly kind: 'stopped' } & Stop);

const rowSecurity = new Set(['nothing-there', 'row-security']);
const never = new AbortController().signal;

/** An answer that comes with everything off as well is nobody's merit. */
const sameStop = (one: Tried, other: Tried): boolean =>
  one.kind === 'stopped' &&
  other.kind === 'stopped' &&
  one.rule === other.rule &&
  one.status === other.status;

/** What strikes on one host have in common: who is signed in, and what they have used up of its minute. */
export interface Round {
  readonly host: OpenHost;
  readonly crowd: People;
  /** @returns the calls since the last fresh minute */
  spent(): { readonly calls: number; readonly signIns: number };
  freshMinute(): Promise<void>;
}

export function round({ client, powers, close }: OpenHost): Round {
  let calls = 0;
  let signIns = 0;
  const counting: Client = {
    label: client.label,
    fetch(path, init) {
      calls += 1;
      if (path.startsWith('/v1/sessions') && init?.method === 'POST') signIns += 1;
      return client.fetch(path, init);
    },
  };
  return {
    host: { client: counting, powers, close },
    crowd: people(counting),
    spent: () => ({ calls, signIns }),
    async freshMinute() {
      await powers.advance?.(61_000);
      calls = 0;
      signIns = 0;
    },
  };
}

/** Runs one attack on one host. @throws CannotRun, the signal's reason, or what the arrangement throws */
export async function strike(
  attack: Attack,
  { host: { client, powers }, crowd, spent, freshMinute }: Round,
  off: readonly Switch[],
  notes: Notes = { exchanges: [], inspections: [], phase: 'arrange' },
  signal: AbortSignal = never,
): Promise<Tried> {
  // Where the clock can be moved, the burst of one is not the refusal of another. The least that a host allows in a minute are
  // ten sign-ins and sixty calls.
  if (spent().calls > 25 || spent().signIns > 3) await freshMinute();
  const at = bench(client, powers, crowd, notes, signal);
  const arranged = await attack.arrange(at);
  try {
    notes.phase = 'act';
    const answer = await attack.act(at, arranged);
    if (attack.through(answer, arranged)) return { kind: 'through' };
    return { kind: 'stopped', ...stopOf(attack, answer, off) };
  } finally {
    const quiet: Notes = { exchanges: [], inspections: [], phase: 'act' };
    await attack.restore?.(bench(client, powers, crowd, quiet, never), arranged).catch(() => {});
  }
}

function stopOf({ silently }: Attack, { json, status }: Answer, off: readonly Switch[]): Stop {
  const refusal = json as { layer?: Layer; rule?: string; type?: string } | null;
  const rule = refusal?.rule ?? refusal?.type?.replace('/problems/', '') ?? '';
  const layer = rowSecurity.has(rule) ? 'RS' : (refusal?.layer ?? silently);
  return { by: layer === undefined || off.includes(layer) ? 'beneath' : layer, rule, status };
}

/** How many strikes are done, and how many there are as far as is known: a chain is as long as it turns out. */
export interface Strikes {
  readonly done: number;
  readonly of: number;
}

/** @param hear after each strike. @throws the signal's reason between two strikes */
export async function matrix(
  attacks: readonly Attack[],
  open: Open,
  hear: (strikes: Strikes) => void = () => {},
  signal: AbortSignal = never,
): Promise<Row[]> {
  const tried = new Map<string, Tried>();
  let planned = 0;
  const inOrder = (some: readonly Switch[]) => switches.filter((one) => some.includes(one));
  const nameOf = ({ id }: Attack, off: readonly Switch[]) => `${id} ${inOrder(off).join()}`;
  const done = (attack: Attack, off: readonly Switch[]) => tried.get(nameOf(attack, off)) as Tried;

  /** These attacks on one host, in their order. */
  async function visit(off: readonly Switch[], some: readonly Attack[]): Promise<void> {
    const rest = some.filter((one) => !tried.has(nameOf(one, off)));
    if (rest.length === 0) return;
    signal.throwIfAborted();
    const host = await open(inOrder(off));
    try {
      const here = round(host);
      for (const one of rest) {
        signal.throwIfAborted();
        tried.set(nameOf(one, off), await strike(one, here, off, undefined, signal));
        hear({ done: tried.size, of: Math.max(planned, tried.size) });
      }
    } finally {
      await host.close();
    }
  }

  const others = (one: Switch) => switches.filter((other) => other !== one);
  planned = attacks.length * (switches.length + 2);
  await visit([], attacks);
  await visit(switches, attacks);
  for (const one of switches) await visit(others(one), attacks);

  // What answered is taken away, until nothing does; attacks that lost the same barriers share a host.
  const chains = new Map(attacks.map((one) => [one, [] as Stop[]]));
  const goneOf = (one: Attack) => (chains.get(one) as Stop[]).map(({ by }) => by as Switch);
  let left = attacks;
  while (left.length > 0) {
    const further = left.filter((one) => {
      const now = done(one, goneOf(one));
      if (now.kind === 'through') return false;
      const { by, rule, status } = now;
      chains.get(one)?.push({ by, rule, status });
      return by !== 'beneath';
    });
    const groups = Map.groupBy(further, (one) => inOrder(goneOf(one)).join());
    planned = tried.size + further.filter((one) => !tried.has(nameOf(one, goneOf(one)))).length;
    for (const some of groups.values()) await visit(goneOf(some[0] as Attack), some);
    left = further;
  }

  return attacks.map((attack) => {
    const bare = done(attack, switches);
    const alone = switches.filter((one) => {
      const now = done(attack, others(one));
      return now.kind === 'stopped' && now.by === one && !sameStop(now, bare);
    });
    const beneath = bare.kind === 'stopped' ? (attack.beneath ?? 'something that no switch turns off') : null;
    const { id, title, attack: words } = attack;
    const chain = chains.get(attack) as Stop[];
    const single = alone.length + (beneath ? 1 : 0) === 1;
    return { id, title, attack: words, chain, alone, beneath, single };
  });
}
