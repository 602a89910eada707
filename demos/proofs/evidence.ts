// What a run leaves behind: plain data, without tokens, so that a page can show it and a file can keep it.
import type { Layer } from './proof.ts';

export interface Exchange {
  readonly phase: 'arrange' | 'act';
  /** "Vera Lind, viewer" or "nobody": a person instead of a token. */
  readonly who: string;
  readonly method: string;
  readonly path: string;
  readonly sent: string | null;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly received: string | null;
  readonly ms: number;
  /** W3C trace id: the audit trail has it too. */
  readonly trace: string;
}

/** What was read or done as the owner of the tables. */
export interface Inspection {
  readonly sql: string;
  readonly rows: number;
  readonly error: string | null;
}

export interface Check {
  readonly says: string;
  readonly held: boolean;
}

/** What decided: the layer, the rule, and where its source stands. */
export interface Decided {
  readonly layer: Layer | 'audit' | 'data';
  readonly rule: string;
  /** From the repository's root; the line is found by the text that stands there. */
  readonly file: string;
  readonly mark: string;
}

/** The entry of the audit trail for the call that decided. */
export interface TrailRow {
  readonly seq: number;
  readonly action: string;
  readonly decision: string;
  readonly rule: string;
  readonly hash: string;
}

export interface Evidence {
  readonly exchanges: readonly Exchange[];
  readonly inspections: readonly Inspection[];
  readonly checks: readonly Check[];
  readonly decided: Decided;
  readonly trail: TrailRow | null;
}

export type Outcome =
  | { readonly kind: 'held' }
  /** What did not hold, in words. */
  | { readonly kind: 'failed'; readonly why: string }
  /** This host cannot run it, in words. */
  | { readonly kind: 'not-run'; readonly why: string }
  | { readonly kind: 'cancelled' };

export interface Result {
  readonly id: string;
  readonly says: string;
  readonly outcome: Outcome;
  readonly ms: number;
  readonly evidence: Evidence;
}

const longest = 480;
const secrets: readonly (readonly [RegExp, string])[] = [
  [/\beyJ[\w-]+(?:[=.+/][\w+/=-]*)*/g, '‹access token›'],
  [/rt1_[\w-]+/g, '‹refresh token›'],
  [/("(?:password|current|next)":)"[^"]*"/g, '$1"‹password›"'],
];

/** No token, no password, and no more than a reader wants to see. */
export function cut(text: string | null | undefined): string | null {
  if (text === null || text === undefined || text === '') return null;
  // Bounded first: a token is shorter than what is looked at, and a body may be megabytes.
  let clean = text.slice(0, 4_096);
  for (const [pattern, name] of secrets) clean = clean.replace(pattern, name);
  return clean.length <= longest && text.length <= 4_096
    ? clean
    : `${clean.slice(0, longest)} … (${text.length.toLocaleString('en-GB')} characters)`;
}

const shown = [
  'allow',
  'cache-control',
  'content-type',
  'ratelimit',
  'ratelimit-policy',
  'retry-after',
  'www-authenticate',
];

export const headersToShow = (headers: Headers): Record<string, string> =>
  Object.fromEntries(
    shown.flatMap((name) => {
      const value = headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
