// The matrix that CI computed, one row an attack, and what it says about one choice of switches.
import raw from '../proofs/matrix.jsonl?raw';
import { type Row, type Switch, switches, type Tried } from '../proofs/matrix.ts';

export const rows: readonly Row[] = raw
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Row);

/** @throws for an attack that is in no matrix; a test asks for all of them */
export function rowOf(id: string): Row {
  const found = rows.find((one) => one.id === id);
  if (!found) throw new Error(`No recorded row of ${id}.`);
  return found;
}

/** What was recorded for exactly these switches; null where CI had no reason to try them. */
export function recordedFor({ chain, alone, beneath }: Row, off: readonly Switch[]): Tried | null {
  if (off.length === switches.length && beneath === null) return { kind: 'through' };
  const gone = new Set<string>();
  for (let at = 0; at <= chain.length; at++) {
    const stop = chain[at];
    if (gone.size === off.length && off.every((one) => gone.has(one)))
      return stop ? { kind: 'stopped', ...stop } : { kind: 'through' };
    if (stop) gone.add(stop.by);
  }
  const on = switches.filter((one) => !off.includes(one));
  const [only] = on;
  if (on.length !== 1 || only === undefined || beneath !== null) return null;
  const stop = chain.find(({ by }) => by === only);
  if (!alone.includes(only)) return { kind: 'through' };
  return stop ? { kind: 'stopped', ...stop } : null;
}

/** Whether two computations of a row say the same. */
export const sameRow = (a: Row, b: Row): boolean =>
  JSON.stringify([a.chain, a.alone, a.beneath, a.single]) ===
  JSON.stringify([b.chain, b.alone, b.beneath, b.single]);
