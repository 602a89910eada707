// Runs proofs against a client: one, or all of them in turn, with progress and a way to stop. No React, no server.
import { users } from '#api/storage/examples.ts';
import type { Client } from '../runtime/contract.ts';
import { barriers } from './barriers.ts';
import { bench, CannotRun, type Notes, type People, type Powers, people } from './bench.ts';
import type { Check, Decided, Evidence, Exchange, Outcome, Result, TrailRow } from './evidence.ts';
import { paced } from './pace.ts';
import type { Proof } from './proof.ts';

export interface Runner {
  run(proof: Proof, signal?: AbortSignal): Promise<Result>;
  /**
   * In order, those that use something up at the end. A signal ends it after the proof that is under way, which then has put
   * back what it changed; a wait ends at once. @returns failures first, else in order.
   */
  runAll(proofs: readonly Proof[], hear?: (event: Progress) => void, signal?: AbortSignal): Promise<Result[]>;
}

export type Progress =
  /** The host allows no more for so long: the minute passes, on its own clock where that can be moved. */
  | { readonly kind: 'waiting'; readonly id: string; readonly milliseconds: number; readonly moved: boolean }
  | { readonly kind: 'running'; readonly id: string; readonly done: number; readonly of: number }
  | { readonly kind: 'done'; readonly result: Result; readonly done: number; readonly of: number };

const never = new AbortController().signal;

/** How the runner lets time pass where no clock can be moved. */
export interface Ports {
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Milliseconds, never backwards. */
  now(): number;
}

/** People who sign in for the first time, or again, within one proof; and more calls than any makes. A test holds both. */
const newcomers = 4;
const callsOfOne = 60;
const whole = { 'sign-in': Number.POSITIVE_INFINITY, client: callsOfOne };

/** @param powers what this host can do beside answering; proofs that need more are not run, and say so. */
export function runner(
  host: Client,
  powers: Powers = {},
  { sleep, now }: Ports = { sleep: slept, now: () => performance.now() },
): Runner {
  const pace = paced(host, now);
  const { client } = pace;
  const crowd = people(client);

  /** Nothing is loosened for a proof: it waits as any client would. */
  async function rest(
    { id, signIns = 0, last }: Proof,
    hear: (event: Progress) => void,
    signal: AbortSignal,
  ) {
    const milliseconds = last ? 0 : pace.missing({ 'sign-in': signIns + newcomers, client: callsOfOne });
    if (milliseconds === 0) return;
    const moved = powers.advance !== undefined;
    hear({ kind: 'waiting', id, milliseconds, moved });
    await (powers.advance?.(milliseconds) ?? sleep(milliseconds, signal));
    if (!signal.aborted) pace.passed();
  }

  async function run(proof: Proof, signal = never): Promise<Result> {
    const start = performance.now();
    const record: Notes = { exchanges: [], inspections: [], phase: 'arrange' };
    const checks: Check[] = [];
    const outcome = await outcomeOf(proof, record, checks, signal);
    const ms = Math.round((performance.now() - start) * 10) / 10;
    const evidence: Evidence = {
      exchanges: record.exchanges,
      inspections: record.inspections,
      checks,
      decided: decidedBy(proof, record.exchanges),
      trail: outcome.kind === 'held' ? await trailOf(proof, record.exchanges, client, crowd) : null,
    };
    return { id: proof.id, says: proof.says, outcome, ms, evidence };
  }

  async function outcomeOf(
    proof: Proof,
    record: Notes,
    checks: Check[],
    signal: AbortSignal,
  ): Promise<Outcome> {
    const missing = proof.needs.find((need) => (need === 'clock' ? !powers.advance : !powers.inspect));
    if (missing !== undefined) return { kind: 'not-run', why: lacks[missing] };
    const at = bench(client, powers, crowd, record, signal);
    let arranged: { value: unknown } | null = null;
    try {
      arranged = { value: await proof.arrange(at) };
      record.phase = 'act';
      const result = await proof.act(at, arranged.value);
      proof.expect(result, (says, held) => checks.push({ says, held }), arranged.value);
      const broken = checks.filter(({ held }) => !held);
      if (checks.length === 0) return { kind: 'failed', why: 'Nothing was checked.' };
      if (broken.length > 0)
        return { kind: 'failed', why: `Not so: ${broken.map(({ says }) => says).join('; ')}.` };
      return { kind: 'held' };
    } catch (error) {
      if (signal.aborted) return { kind: 'cancelled' };
      if (error instanceof CannotRun) return { kind: 'not-run', why: error.message };
      // A host that is gone says nothing about what it would have shown.
      if (error instanceof Error && error.name === 'RuntimeFault')
        return { kind: 'not-run', why: 'The host went away during this proof.' };
      return { kind: 'failed', why: error instanceof Error ? error.message : String(error) };
    } finally {
      // Even after a cancellation: half a state is worse than a late one.
      if (arranged !== null && proof.restore) {
        const quiet: Notes = { exchanges: [], inspections: [], phase: 'act' };
        await proof.restore(bench(client, powers, crowd, quiet, never), arranged.value).catch(() => {});
      }
    }
  }

  return {
    run,
    async runAll(proofs, hear = () => {}, signal = never) {
      const ordered = [...proofs].sort((a, b) => Number(a.last ?? false) - Number(b.last ?? false));
      const results: Result[] = [];
      // A service that has never signed a token makes its key now: no proof should be charged for that.
      await crowd.token('ada').catch(() => {});
      for (const proof of ordered) {
        await rest(proof, hear, signal);
        if (signal.aborted) break;
        hear({ kind: 'running', id: proof.id, done: results.length, of: ordered.length });
        const result = await run(proof);
        results.push(result);
        hear({ kind: 'done', result, done: results.length, of: ordered.length });
      }
      // What was used up is there again for whoever comes next.
      if (powers.advance && pace.missing(whole) > 0) await powers.advance(pace.missing(whole));
      return results.sort((a, b) => rank(a) - rank(b));
    },
  };
}

/** Ends early, and without a word, when the signal is aborted. */
const slept: Ports['sleep'] = (milliseconds, signal) =>
  new Promise((wake) => {
    const timer = setTimeout(end, milliseconds);
    function end(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      wake();
    }
    if (signal.aborted) return end();
    signal.addEventListener('abort', end);
  });

const lacks = {
  inspect: 'This host does not show its database to its owner.',
  clock: 'The clock of this host cannot be moved, and waiting takes minutes.',
} as const;
const rank = ({ outcome }: Result): number =>
  outcome.kind === 'failed' ? 0 : outcome.kind === 'not-run' ? 1 : outcome.kind === 'cancelled' ? 2 : 3;

interface Refusal {
  readonly type?: string;
  readonly layer?: Decided['layer'];
  readonly rule?: string;
}

/** The refusal that an exchange shows: what sandbox and test builds say of layer and rule. */
export function refusalIn(exchange: Pick<Exchange, 'received'> | undefined): Refusal | null {
  if (!exchange?.received?.startsWith('{"type":"/problems/')) return null;
  try {
    return JSON.parse(exchange.received) as Refusal;
  } catch {
    return null;
  }
}

function decidedBy(proof: Proof, exchanges: readonly Exchange[]): Decided {
  const refusal = proof.decides === undefined ? refusalIn(lastAct(exchanges)) : null;
  const code = refusal?.type?.slice('/problems/'.length);
  const rule = proof.decides ?? refusal?.rule ?? code ?? '';
  const barrier = barriers[rule];
  return {
    layer: refusal?.layer ?? proof.layer,
    rule,
    file: barrier?.file ?? '',
    mark: barrier?.mark ?? '',
  };
}

const lastAct = (exchanges: readonly Exchange[]): Exchange | undefined =>
  exchanges.findLast(({ phase }) => phase === 'act');

/** The entry that the deciding call left, as an admin of its organisation reads it. Allowed reads arrive a moment later. */
async function trailOf(
  proof: Proof,
  exchanges: readonly Exchange[],
  client: Client,
  crowd: People,
): Promise<TrailRow | null> {
  const deciding = lastAct(exchanges);
  const person = Object.values(users).find(({ name }) => deciding?.who.startsWith(`${name},`));
  const refusal = refusalIn(deciding);
  if (!deciding || !person || proof.last || (refusal?.layer !== undefined && refusal.layer !== 'L4'))
    return null;
  const admin = person.email.endsWith('@aster.example') ? 'ada' : 'abel';
  for (let round = 0; round < 4; round++) {
    const answer = await client.fetch('/v1/audit?limit=40', {
      headers: { authorization: `Bearer ${await crowd.token(admin)}` },
    });
    if (answer.status === 401 && round === 0) {
      crowd.forget(admin);
      continue;
    }
    if (answer.status !== 200) return null;
    const { entries } = (await answer.json()) as { entries: { seq: number; body: string; hash: string }[] };
    for (const { seq, body, hash } of entries) {
      const entry = JSON.parse(body) as { action: string; decision: string; rule: string; trace: string };
      if (entry.trace === deciding.trace)
        return { seq, action: entry.action, decision: entry.decision, rule: entry.rule, hash };
    }
    await new Promise((wake) => setTimeout(wake, 15));
  }
  return null;
}
