// Attack × layer, computed: each attack is run with everything on, with each barrier alone, with nothing, and with the
// barriers taken away one after the other in the order in which they answer.

import type { Client } from '../runtime/contract.ts';
import type { Attack } from './attack.ts';
import { type Answer, bench, type Notes, type Powers, people } from './bench.ts';
import type { Layer } from './proof.ts';

/** What can be switched: the six layers, and row security in the database. */
export const switches = ['L1', 'L2', 'L3', 'L4', 'L5', 'L6', 'RS'] as const;
export type Switch = (typeof switches)[number];

export interface OpenHost {
  readonly client: Client;
  readonly powers: Powers;
  close(): Promise<void>;
}

/** Opens a host with these switched off: layers by configuration, row security by its owner (papers.ts has the SQL). */
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

/** Runs one attack on one host. @throws CannotRun, or what the arrangement throws */
export async function strike(
  attack: Attack,
  { client, powers }: OpenHost,
  off: readonly Switch[],
  notes: Notes = { exchanges: [], inspections: [], phase: 'arrange' },
  signal: AbortSignal = never,
): Promise<Tried> {
  // Every attack has a fresh minute where the clock can be moved: one's burst is not another's refusal.
  await powers.advance?.(61_000);
  const at = bench(client, powers, people(client), notes, signal);
  const arranged = await attack.arrange(at);
  try {
    notes.phase = 'act';
    const answer = await attack.act(at, arranged);
    if (attack.through(answer, arranged)) return { kind: 'through' };
    return { kind: 'stopped', ...stopOf(attack, answer, off) };
  } finally {
    await attack.restore?.(at, arranged).catch(() => {});
  }
}

function stopOf({ silently }: Attack, { json, status }: Answer, off: readonly Switch[]): Stop {
  const refusal = json as { layer?: Layer; rule?: string; type?: string } | null;
  const rule = refusal?.rule ?? refusal?.type?.replace('/problems/', '') ?? '';
  const layer = rowSecurity.has(rule) ? 'RS' : (refusal?.layer ?? silently);
  return { by: layer === undefined || off.includes(layer) ? 'beneath' : layer, rule, status };
}

/** @param hear after each attack */
export async function matrix(
  attacks: readonly Attack[],
  open: Open,
  hear: (row: Row) => void = () => {},
): Promise<Row[]> {
  const hosts = new Map<string, Promise<OpenHost>>();
  const tried = new Map<string, Promise<Tried>>();
  const hostOf = (off: readonly Switch[]): Promise<OpenHost> => {
    const name = off.join();
    const known = hosts.get(name) ?? open(off);
    hosts.set(name, known);
    return known;
  };
  const tryWith = (attack: Attack, without: readonly Switch[]): Promise<Tried> => {
    const off = switches.filter((one) => without.includes(one));
    const name = `${attack.id} ${off.join()}`;
    const known = tried.get(name) ?? hostOf(off).then((host) => strike(attack, host, off));
    tried.set(name, known);
    return known;
  };

  try {
    const rows: Row[] = [];
    for (const attack of attacks) {
      const chain: Stop[] = [];
      const gone: Switch[] = [];
      for (;;) {
        const now = await tryWith(attack, gone);
        if (now.kind === 'through') break;
        const { by, rule, status } = now;
        chain.push({ by, rule, status });
        if (by === 'beneath') break;
        gone.push(by);
      }
      const bare = await tryWith(attack, switches);
      const alone: Switch[] = [];
      for (const one of switches) {
        const others = switches.filter((other) => other !== one);
        const now = await tryWith(attack, others);
        if (now.kind === 'stopped' && now.by === one && !sameStop(now, bare)) alone.push(one);
      }
      const beneath =
        bare.kind === 'stopped' ? (attack.beneath ?? 'something that no switch turns off') : null;
      const { id, title, attack: words } = attack;
      const row = {
        id,
        title,
        attack: words,
        chain,
        alone,
        beneath,
        single: alone.length + (beneath ? 1 : 0) === 1,
      };
      rows.push(row);
      hear(row);
    }
    return rows;
  } finally {
    const opened = await Promise.allSettled(hosts.values());
    await Promise.all(opened.map((host) => (host.status === 'fulfilled' ? host.value.close() : undefined)));
  }
}
