// What came of one statement, as it travels from the worker to the page. Cells are PostgreSQL's own text: nothing is rounded or
// rearranged on the way.

export interface Column {
  readonly name: string;
  /** pg_type.oid */
  readonly type: number;
}

export interface DatabaseError {
  readonly message: string;
  /** SQLSTATE */
  readonly code: string;
  readonly detail: string | null;
  readonly hint: string | null;
  /** "COPY shipments, line 3, column price" and the like. */
  readonly where: string | null;
  /** From the start of the statement, in UTF-16 units, 0 first; null where PostgreSQL names none. */
  readonly position: number | null;
}

/** Idle, in a transaction, in one that failed. */
export type TransactionState = 'I' | 'T' | 'E';

export interface Outcome {
  /** "SELECT 3", "CREATE TABLE"; null when it failed. */
  readonly tag: string | null;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** There were more rows than the cap. */
  readonly more: boolean;
  readonly notices: readonly string[];
  readonly error: DatabaseError | null;
  readonly milliseconds: number;
  readonly transaction: TransactionState;
}

const numbers = new Set([20, 21, 23, 26, 700, 701, 790, 1700]);

export const isNumber = ({ type }: Column): boolean => numbers.has(type);

/** "3 rows", "no rows"; what a statement without rows did, as PostgreSQL says it. */
export function effectOf({ tag, columns, rows, more }: Outcome): string {
  if (columns.length === 0) return tag ?? '';
  const count = rows.length.toLocaleString('en-GB');
  if (more) return `the first ${count} rows`;
  return rows.length === 0 ? 'no rows' : rows.length === 1 ? '1 row' : `${count} rows`;
}

/** A table holds what it changed: rows, tables, rights. Not BEGIN, SET and the like. */
const reads =
  /^(SELECT|SHOW|EXPLAIN|BEGIN|START|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET|RESET|FETCH|DECLARE|CLOSE|DISCARD|PREPARE|DEALLOCATE)\b/;
export const changes = ({ tag }: Outcome): boolean => tag !== null && !reads.test(tag);

/** The words of a definition, after which the schema is read again. */
export const redefines = ({ tag }: Outcome): boolean =>
  tag !== null && /^(CREATE|ALTER|DROP|COMMIT|ROLLBACK|DO|SELECT INTO)\b/.test(tag);

/** A statement in one line, to be named by; comments on lines of their own left out. */
export const inOneLine = (sql: string, most = 90): string => {
  const line = sql
    .replaceAll(/^\s*--.*$/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
};
