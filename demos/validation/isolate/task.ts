// What goes into the isolated engine and what comes out. What comes out was made beside a stranger's code: it is parsed.
import * as z from 'zod/mini';

/**
 * Milliseconds for the reader's own code; loading is not counted. One second, and on a slow or busy machine ten times as long as
 * the engine took to get ready, five seconds at the most. The page ends it `grace` later if the engine did not.
 */
export const budgetFor = (ready: number): number => Math.round(Math.min(5_000, Math.max(1_000, 10 * ready)));
export const grace = 100;

export interface Task {
  /** TypeScript, as written. */
  readonly source: string;
  /** JSON texts that were parsed before: JSON for sure. */
  readonly values: readonly string[];
}

const issue = z.object({
  path: z.array(z.union([z.string().check(z.maxLength(400)), z.number()])).check(z.maxLength(64)),
  code: z.string().check(z.maxLength(80)),
  message: z.string().check(z.maxLength(2_000)),
  check: z.nullable(z.string().check(z.maxLength(400))),
  keys: z.array(z.string().check(z.maxLength(400))).check(z.maxLength(200)),
});
const verdict = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('accepted'), output: z.string().check(z.maxLength(10_000)) }),
  z.object({ kind: z.literal('refused'), issues: z.array(issue).check(z.maxLength(40)), more: z.int() }),
]);
const json = z.record(z.string(), z.unknown());

export const found = z.object({
  verdicts: z.array(verdict),
  sides: z.nullable(z.object({ input: json, output: json })),
  /** Of the first value. */
  ways: z.nullable(z.object({ strict: verdict, strip: verdict, loose: verdict })),
});
export type Found = z.infer<typeof found>;

/** Why there is no result, in the engine's words; ended.ts says them to the reader. */
export type EndCode =
  | 'time'
  | 'memory'
  | 'depth'
  | 'syntax'
  | 'threw'
  | 'no-schema'
  | 'no-such-name'
  | 'no-module'
  | 'too-much'
  | 'nonsense'
  | 'unsettled'
  | 'engine'
  | 'stopped';

export interface Ended {
  readonly kind: 'ended';
  readonly code: EndCode;
  /** The engine's or the code's own text: a stranger's. Of `time`: milliseconds. */
  readonly detail: string;
  /** In the reader's source, counted from 1. */
  readonly line: number | null;
}
export type Outcome = { readonly kind: 'found'; readonly found: Found } | Ended;

export const ended = (code: EndCode, detail = '', line: number | null = null): Ended => ({
  kind: 'ended',
  code,
  detail: detail.slice(0, 400),
  line,
});
