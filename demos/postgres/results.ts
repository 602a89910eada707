// What of a run is shown, and what Run and Explain mean by the text in the editor. Pure.
import type { Outcome } from './outcome.ts';
import { type Plan, readPlan } from './plan.ts';
import type { RoleId } from './roles.ts';
import type { Part, Wanted } from './script.ts';
import { pieceAt, split } from './split.ts';

export type Block =
  | { readonly kind: 'result'; readonly query: Wanted; readonly outcome: Outcome }
  | { readonly kind: 'says'; readonly text: string; readonly from: string };

export interface Results {
  readonly blocks: readonly Block[];
  /** Ran, and are not shown: a script may have thousands of statements. */
  readonly unseen: number;
  /** Were not run, because one before them failed. */
  readonly skipped: number;
  /** Of all its statements together. */
  readonly milliseconds: number;
  readonly role: RoleId;
}

export interface Shown {
  readonly sql: string;
  readonly role: RoleId;
  readonly plan: Plan;
}

/** What is written, and what of it is selected, in UTF-16 units. */
export interface Draft {
  readonly text: string;
  readonly selection: readonly [from: number, to: number];
}

/** Results in view of one run; what is beyond ran all the same. */
const mostBlocks = 60;

export const explaining = (sql: string): string => `explain (analyze, buffers, format json) ${sql}`;

/** What Run would run: the selection, or all of it. */
export function chosen({ text, selection: [from, to] }: Draft): {
  readonly text: string;
  readonly at: number;
} {
  const part = text.slice(from, to);
  return part.trim() === '' ? { text, at: 0 } : { text: part, at: from };
}

/** The statement that Explain explains: around the cursor. Null where there is none. */
export function explained({ text, selection }: Draft): string | null {
  const statements = split(text).filter(({ kind }) => kind === 'statement');
  const found = pieceAt(statements, selection[0])?.text ?? null;
  return found?.replace(/^explain\s*(\([^)]*\))?\s*/i, '') ?? null;
}

/** A plan among the outcomes, the last one. */
export function planIn(queries: readonly Wanted[], outcomes: readonly Outcome[], role: RoleId): Shown | null {
  for (let i = outcomes.length - 1; i >= 0; i--) {
    const [one] = outcomes.slice(i);
    const sql = queries[i]?.text;
    if (one?.columns[0]?.name !== 'QUERY PLAN' || sql === undefined) continue;
    const plan = readPlan(one.rows[0]?.[0] ?? '');
    if (plan) return { sql: sql.replace(/^explain\s*(\([^)]*\))?\s*/i, ''), role, plan };
  }
  return null;
}

const hidden = ({ query, outcome }: Extract<Block, { kind: 'result' }>): boolean =>
  query.title !== null && query.empty === undefined && outcome.rows.length === 0 && outcome.error === null;

/** Parts of a script with what came of them, up to the first that failed. */
export function blocksOf(parts: readonly Part[], outcomes: readonly Outcome[]): Omit<Results, 'role'> {
  const blocks: Block[] = [];
  let next = 0;
  let unseen = 0;
  let milliseconds = 0;
  for (const part of parts) {
    const outcome = part.kind === 'query' ? outcomes[next] : undefined;
    if (part.kind === 'query' && outcome === undefined) break;
    const block: Block =
      part.kind === 'query' ? { kind: 'result', query: part.query, outcome: outcome as Outcome } : part;
    if (block.kind === 'result') {
      next++;
      milliseconds += block.outcome.milliseconds;
      if (hidden(block)) continue;
    }
    // One that failed is always in view.
    if (blocks.length < mostBlocks || (block.kind === 'result' && block.outcome.error)) blocks.push(block);
    else unseen++;
  }
  const queries = parts.filter(({ kind }) => kind === 'query').length;
  return { blocks, unseen, skipped: outcomes.at(-1)?.error ? queries - outcomes.length : 0, milliseconds };
}
