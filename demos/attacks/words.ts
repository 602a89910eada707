// The sentences of the console.
import type { Row, Switch, Tried } from '../proofs/matrix.ts';
import { listed, nameOf } from './demo.ts';
import type { Busy } from './state.ts';

export function busyText(busy: Busy): string {
  switch (busy.kind) {
    case 'starting':
      return 'Getting ready.';
    case 'restarting':
      return busy.off.length === 0
        ? 'Starting the service whole again, with the example data.'
        : `Starting the service without ${listed(busy.off)}, with the example data.`;
    case 'firing':
      return 'The attack is under way.';
    case 'all':
      return `Attack ${busy.done + 1} of ${busy.of}.`;
    case 'matrix':
      return `Strike ${busy.done} of ${busy.of}.`;
  }
}

/** "Stopped by L3 Authentication." and what that says about the barriers. */
export function outcomeText(tried: Tried, off: readonly Switch[], beneath: string | null): string {
  if (tried.kind === 'through')
    return off.length === 0
      ? 'It gets through, with every layer on. That is a fault of ours.'
      : `It gets through: without ${listed(off)} nothing else stops it.`;
  const { by } = tried;
  if (by === 'beneath')
    return off.length === 0
      ? `No layer stops it; beneath them, ${beneath ?? 'something'} does.`
      : `Without ${listed(off)} no layer stops it; beneath them, it still comes to nothing: ${beneath}.`;
  if (off.length === 0) return `Stopped by ${nameOf(by)}.`;
  return `Without ${listed(off)} it is stopped by ${nameOf(by)}.`;
}

/** How many barriers an attack has in all, in words. */
export function depthText({ alone, beneath, single }: Row): string {
  if (single)
    return `This attack has a single barrier: ${alone[0] ? nameOf(alone[0]) : beneath}. When that fails, it gets through.`;
  const names = [...alone.map(nameOf), ...(beneath ? [beneath] : [])];
  return `Each of these stops it alone: ${names.slice(0, -1).join(', ')} and ${names.at(-1)}.`;
}

export const milliseconds = (ms: number): string =>
  ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
