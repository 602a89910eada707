// An attack's way through the barriers. They are drawn from the outside in; the service asks them in an order of its own: what was
// sent has to be understood (L5) before anybody can decide on it (rows, then L4).
import { type Switch, switches, type Tried } from '../proofs/matrix.ts';
import { goRound } from './demo.ts';

export type Passing =
  | 'passed'
  | 'stopped'
  /** Stopped before. */
  | 'not reached'
  | 'off'
  /** It comes by another way, and is not asked. */
  | 'not on its way';

const asked: readonly Switch[] = ['L1', 'L2', 'L3', 'L5', 'RS', 'L4', 'L6'];

export function pathOf(
  id: string,
  tried: Tried,
  off: readonly Switch[],
): readonly { readonly at: Switch; readonly passing: Passing }[] {
  const by = tried.kind === 'stopped' ? tried.by : null;
  const end = by === null || by === 'beneath' ? asked.length : asked.indexOf(by);
  return switches.map((at) => {
    const place = asked.indexOf(at);
    if (off.includes(at)) return { at, passing: 'off' };
    if (place === end) return { at, passing: 'stopped' };
    if (goRound.has(id)) return { at, passing: 'not on its way' };
    return { at, passing: place < end ? 'passed' : 'not reached' };
  });
}
