// What stopping now would lose: statements that changed something since the database was last copied, those of an open transaction
// apart, since a rollback would have undone them anyway.
import { changes, inOneLine, type Outcome, type TransactionState } from './outcome.ts';

export interface Losses {
  readonly since: readonly string[];
  readonly open: readonly string[];
  readonly transaction: TransactionState;
}

export const noLosses: Losses = { since: [], open: [], transaction: 'I' };

export function afterOutcome(losses: Losses, sql: string, outcome: Outcome): Losses {
  const { transaction } = outcome;
  const did = changes(outcome) ? [inOneLine(sql, 60)] : [];
  const open = [...losses.open, ...did];
  if (transaction !== 'I') return { ...losses, open, transaction };
  // COMMIT of a failed transaction says ROLLBACK.
  const kept =
    outcome.tag === 'ROLLBACK' || (outcome.error !== null && losses.transaction !== 'I') ? [] : open;
  return { since: [...losses.since, ...kept], open: [], transaction };
}

/** The copy that was begun when `count` statements stood here is there. */
export const afterCopy = (losses: Losses, count: number): Losses => ({
  ...losses,
  since: losses.since.slice(count),
});

/** In words, with the statement that was stopped. @param copied the time of day of the copy, null: the example data as it began */
export function lossInWords({ since, open, transaction }: Losses, copied: string | null): string {
  const back =
    copied === null
      ? 'The example data is back as it began.'
      : `The database is back as it was at ${copied}.`;
  const lost = [
    ...(since.length > 0
      ? [`${changesOf(since.length)} made after that (${since.slice(-3).join('; ')})`]
      : []),
    ...(transaction !== 'I'
      ? [`an open transaction${open.length > 0 ? ` with ${changesOf(open.length)}` : ''}`]
      : []),
  ];
  return lost.length === 0
    ? `${back} Nothing else was lost.`
    : `${back} Lost with it: ${lost.join(', and ')}.`;
}

const changesOf = (n: number): string => (n === 1 ? 'one change' : `${n} changes`);
