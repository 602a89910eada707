// What the console's page and its worker say to each other once it runs. Booting is the runtime's (runtime/messages.ts).
import type { Outcome } from './outcome.ts';
import type { RoleId } from './roles.ts';
import type { Relation } from './schema.ts';

export interface Statement {
  readonly text: string;
  /** The lines that follow a COPY … FROM STDIN. */
  readonly data?: string;
}

export interface Sheet {
  readonly table: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** RFC 4180, without a header. */
  readonly csv: string;
}

/** Questions and what each is answered with. */
export interface Answers {
  /** Statements one after the other, up to the first that fails; outcomes are told as they come. */
  run: {
    readonly ask: { readonly statements: readonly Statement[]; readonly cap: number };
    readonly answer: null;
  };
  /** Refused inside a transaction. */
  become: { readonly ask: { readonly role: RoleId }; readonly answer: null };
  /** The same statements as each role, in a transaction that is rolled back. */
  compare: {
    readonly ask: { readonly statements: readonly Statement[]; readonly cap: number; readonly back: RoleId };
    readonly answer: readonly (readonly Outcome[])[];
  };
  /** Makes the example table, once a database. */
  example: { readonly ask: { readonly back: RoleId }; readonly answer: null };
  schema: { readonly ask: Readonly<Record<string, never>>; readonly answer: readonly Relation[] };
  /** The data directory, where something was written since it was last asked for; null where nothing was, or a transaction is open. */
  settle: { readonly ask: { readonly always: boolean }; readonly answer: ArrayBuffer | null };
  /** The database as SQL (pg_dump). */
  dump: { readonly ask: { readonly back: RoleId }; readonly answer: string };
  /** A new table from a sheet. */
  load: { readonly ask: Sheet; readonly answer: Outcome };
}

export type Kind = keyof Answers;

export type Question = {
  [K in Kind]: { readonly console: number; readonly kind: K; readonly ask: Answers[K]['ask'] };
}[Kind];

export type Reply =
  | { readonly console: number; readonly part: readonly Outcome[] }
  | { readonly console: number; readonly answer: Answers[Kind]['answer'] }
  | { readonly console: number; readonly refused: string };
