// What the address brings a demo, on arrival and when it changes while the page stands.
import { useEffect, useRef, useState } from 'react';
import type { $ZodType } from 'zod/v4/core';
import { readFragment } from './fragment.ts';

/**
 * Calls `arrive` with the state of a link to this plate; the demo shows it and waits for a press.
 * @returns what to tell the reader when a link could not be used, for the plate's `notice`
 */
export function useFragment<State>(
  plate: string,
  schema: $ZodType<State>,
  arrive: (state: State) => void,
): string | null {
  const [notice, setNotice] = useState<string | null>(null);
  const latest = useRef(arrive);
  useEffect(() => {
    latest.current = arrive;
  });
  useEffect(() => {
    let gone = false;
    const look = async () => {
      const arrival = await readFragment(location.hash, plate, schema);
      if (gone || arrival.kind === 'none') return;
      setNotice(arrival.kind === 'refused' ? arrival.why : null);
      if (arrival.kind === 'state') latest.current(arrival.state);
    };
    void look();
    addEventListener('hashchange', look);
    return () => {
      gone = true;
      removeEventListener('hashchange', look);
    };
  }, [plate, schema]);
  return notice;
}
