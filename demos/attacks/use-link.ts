// What the address asks for, on arrival and whenever it changes while the page stands.
import { useEffect, useState } from 'react';
import type { Switch } from '../proofs/matrix.ts';
import { readLink } from './link.ts';

/** Calls `arrive` with what a link chose; it waits for a press. @returns whether the link could not be read */
export function useLink(arrive: (attack: string, off: readonly Switch[]) => void): boolean {
  const [refused, setRefused] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `arrive` reaches the one session of the page, whichever render made it
  useEffect(() => {
    const look = () => {
      const arrived = readLink(location.hash);
      setRefused(arrived.kind === 'refused');
      if (arrived.kind === 'choice') arrive(arrived.attack, arrived.off);
    };
    look();
    addEventListener('hashchange', look);
    return () => removeEventListener('hashchange', look);
  }, []);
  return refused;
}
