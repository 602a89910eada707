// One attack fired, with everything that there is to see of it afterwards.
import type { Attack } from '../proofs/attack.ts';
import type { Notes, Powers } from '../proofs/bench.ts';
import type { Exchange, Inspection, TrailRow } from '../proofs/evidence.ts';
import { type Round, type Switch, strike, type Tried } from '../proofs/matrix.ts';
import type { Running } from '../runtime/contract.ts';
import { type Place, readPlace } from './source.ts';
import { placeOf } from './why.ts';

export interface Fired {
  readonly id: string;
  readonly off: readonly Switch[];
  readonly tried: Tried;
  readonly milliseconds: number;
  /** The attacker's calls: the first ones and the last, which counts. */
  readonly calls: readonly Exchange[];
  /** Calls that are not among them. */
  readonly left: number;
  readonly inspections: readonly Inspection[];
  readonly trail: TrailRow | null;
  /** The service's own line about the last call: "answered 401 · L3 · access-token". */
  readonly log: string | null;
  readonly place: Place | null;
  readonly host: string;
}

/** @throws CannotRun, RuntimeFault, the signal's reason */
export async function fire(
  attack: Attack,
  running: Running,
  round: Round,
  off: readonly Switch[],
  signal: AbortSignal,
): Promise<Fired> {
  const notes: Notes = { exchanges: [], inspections: [], phase: 'arrange' };
  const said = new Map<string, string>();
  const deaf = running.listen?.((told) => {
    if (told.kind !== 'log' || told.event !== 'answered') return;
    const { trace, status, layer, rule } = told.fields;
    said.set(
      String(trace),
      ['answered', status, layer && `· ${layer}`, rule && `· ${rule}`].filter(Boolean).join(' '),
    );
  });
  try {
    const begun = performance.now();
    const tried = await strike(attack, round, off, notes, signal);
    const milliseconds = performance.now() - begun;
    const acted = notes.exchanges.filter(({ phase }) => phase === 'act');
    const last = acted.at(-1);
    const calls = acted.length <= most ? acted : [...acted.slice(0, most - 1), ...acted.slice(-1)];
    const barrier = tried.kind === 'stopped' ? placeOf(attack.id, tried) : null;
    return {
      id: attack.id,
      off,
      tried,
      milliseconds,
      calls,
      left: acted.length - calls.length,
      inspections: notes.inspections,
      trail: last ? await entryOf(last.trace, round.host.powers) : null,
      log: (last && said.get(last.trace)) ?? null,
      place: barrier && (await readPlace(barrier)),
      host: running.client.label.text,
    };
  } finally {
    deaf?.();
  }
}

const most = 4;

/** The entry that the call left in the trail, read as the owner of the tables. Allowed reads are written a moment later. */
async function entryOf(trace: string, { inspect }: Powers): Promise<TrailRow | null> {
  if (!/^[0-9a-f]{32}$/.test(trace)) return null;
  for (let round = 0; round < 3; round++) {
    const answer = await inspect?.(
      `select seq::int, convert_from(body, 'UTF8') as body, encode(hash, 'hex') as hash from audit_entries
        where position(convert_to('${trace}', 'UTF8') in body) > 0 order by seq desc limit 1`,
    );
    const [row] = answer?.rows ?? [];
    if (row) {
      const { action, decision, rule } = JSON.parse(String(row[1]));
      return { seq: Number(row[0]), action, decision, rule, hash: String(row[2]) };
    }
    await new Promise((wake) => setTimeout(wake, 20));
  }
  return null;
}
