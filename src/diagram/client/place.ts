// Where the reader is in a diagram, as the address says it: #view, #view/part or #view/step-4.
// The fragment is input from a stranger: anything it does not understand becomes `unknown` and is only ever shown as text.
import { nearest } from '../../nearest.ts';

export type Place =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly part: string }
  | { readonly kind: 'step'; readonly step: number }
  | {
      readonly kind: 'unknown';
      readonly said: string;
      readonly step: boolean;
      readonly instead: Place | undefined;
    };

export interface Known {
  readonly view: string;
  readonly parts: readonly string[];
  readonly steps: number;
}

const LONGEST = 60;

/** The place a fragment names, or undefined when it is about something else on the page. */
export function parsePlace(hash: string, known: Known): Place | undefined {
  const text = decode(hash.replace(/^#/, ''));
  if (text === known.view || text === `${known.view}/`) return { kind: 'whole' };
  if (!text.startsWith(`${known.view}/`)) return undefined;
  const rest = text.slice(known.view.length + 1);
  if (known.parts.includes(rest)) return { kind: 'part', part: rest };
  const number = /^step-(\d{1,4})$/.exec(rest)?.[1];
  if (number === undefined) {
    const said = rest.slice(0, LONGEST);
    const part = nearest(said, known.parts);
    return { kind: 'unknown', said, step: false, instead: part === '' ? undefined : { kind: 'part', part } };
  }
  const step = Number(number);
  if (step >= 1 && step <= known.steps) return { kind: 'step', step };
  const closest = Math.min(Math.max(step, 1), known.steps);
  const instead: Place | undefined = known.steps === 0 ? undefined : { kind: 'step', step: closest };
  return { kind: 'unknown', said: number, step: true, instead };
}

export function formatPlace(place: Place, view: string): string {
  if (place.kind === 'part') return `#${view}/${place.part}`;
  if (place.kind === 'step') return `#${view}/step-${place.step}`;
  return `#${view}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
