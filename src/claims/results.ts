// The last run of the proofs, as demos/proofs/record wrote it: what a reader sees as evidence without running anything.
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'astro/zod';

const resultsFile = '.cache/proofs/results.json';

const exchange = z.object({
  phase: z.enum(['arrange', 'act']),
  who: z.string(),
  method: z.string(),
  path: z.string(),
  sent: z.string().nullable(),
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  received: z.string().nullable(),
  ms: z.number(),
  trace: z.string(),
});
const result = z.object({
  id: z.string(),
  says: z.string(),
  outcome: z.object({ kind: z.enum(['held', 'failed', 'not-run', 'cancelled']), why: z.string().optional() }),
  ms: z.number(),
  evidence: z.object({
    exchanges: z.array(exchange),
    inspections: z.array(z.object({ sql: z.string(), rows: z.int(), error: z.string().nullable() })),
    checks: z.array(z.object({ says: z.string(), held: z.boolean() })),
    decided: z.object({ layer: z.string(), rule: z.string(), file: z.string(), line: z.int() }),
    trail: z
      .object({ seq: z.int(), action: z.string(), decision: z.string(), rule: z.string(), hash: z.string() })
      .nullable(),
  }),
});
const schema = z.object({
  format: z.literal(2),
  /** "PostgreSQL 18 and Redis", "PGlite in Node". */
  host: z.string(),
  commit: z.string(),
  date: z.iso.datetime(),
  /** SHA-256 over what was run: proofs and service. */
  sources: z.string(),
  results: z.array(result),
  /** Every rule that can decide, and where its source stands. */
  rules: z.record(z.string(), z.object({ file: z.string(), line: z.int() })),
});
export type Run = z.output<typeof schema>;
export type ProofResult = Run['results'][number];

/** @returns null when there was no run, or the file is of another form. */
export function readRun(file = resultsFile): Run | null {
  if (!existsSync(file)) return null;
  const parsed = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  return parsed.success ? parsed.data : null;
}

let last: Run | null | undefined;

/** Read once a build. */
export function lastRun(): Run | null {
  last ??= readRun();
  return last;
}

export const resultOf = (id: string): ProofResult | undefined =>
  lastRun()?.results.find((one) => one.id === id);
