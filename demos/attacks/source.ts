// The lines of the source around the one that decided, from the build itself. Each file is a piece of its own, fetched when its
// line is wanted; the list of files is that of proofs/barriers.ts.
import type { Barrier } from '../proofs/barriers.ts';

const files = import.meta.glob<string>(
  [
    '../reference-api/edge/{body,json-gate,json,admit,screening-rules}.ts',
    '../reference-api/gateway/rate-limit.ts',
    '../reference-api/identity/{authenticate,session-routes,rotate,sign-in}.ts',
    '../reference-api/access/{policy,evaluate,judge}.ts',
    '../reference-api/audit/verify.ts',
    '../reference-api/vault/vault.ts',
    '../reference-api/storage/sql.ts',
    '../reference-api/storage/migrations/0001-tenants.sql',
    '../reference-api/{app,pipeline,idempotency}.ts',
  ],
  { query: '?raw', import: 'default' },
);

export interface Place {
  readonly file: string;
  /** Of the line that decided, from 1. */
  readonly line: number;
  /** Number of the first line shown. */
  readonly from: number;
  readonly lines: readonly string[];
}

/** Lines before and after. */
const around = 3;

/** Null when the file could not be fetched, or the place is not in it. */
export async function readPlace({ file, mark }: Barrier): Promise<Place | null> {
  try {
    const text = await files[file.replace('demos/', '../')]?.();
    return text === undefined ? null : cutOut(file, text, mark);
  } catch {
    return null;
  }
}

export function cutOut(file: string, text: string, mark: string): Place | null {
  const lines = text.split('\n');
  // A mark may be of several lines: the first one counts.
  const at = text.indexOf(mark);
  if (at === -1) return null;
  const line = text.slice(0, at).split('\n').length;
  const from = Math.max(1, line - around);
  return { file, line, from, lines: lines.slice(from - 1, line + around) };
}
