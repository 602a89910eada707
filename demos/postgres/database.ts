// The console's side of the database: what each question does, on a PGlite that is open. Knows no worker and no page, so tests
// run it as it is.
import type { PGlite } from '@electric-sql/pglite';
import { exampleTable } from './example.ts';
import type { Answers, Kind, Statement } from './messages.ts';
import type { Outcome } from './outcome.ts';
import { entering, type RoleId, roleIds } from './roles.ts';
import { type Relation, schemaQuery } from './schema.ts';
import { isCopyIn, split, wordsOf } from './split.ts';
import { ask } from './wire.ts';

export interface Ports {
  readonly now: () => number;
  /** pg_dump, fetched when it is first wanted. */
  readonly dump: (db: PGlite) => Promise<string>;
}

/** Told to the reader as it is. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

type Answer<K extends Kind> = Promise<Answers[K]['answer']>;
export type Desk = {
  readonly [K in Kind]: (asked: Answers[K]['ask'], tell: (outcome: Outcome) => void) => Answer<K>;
};

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export function deskOf(db: PGlite, ports: Ports): Desk {
  let transaction: Outcome['transaction'] = 'I';
  let written: string | null = null;

  async function one(text: string, cap = 1): Promise<Outcome> {
    const outcome = await ask(db, text, cap, ports.now);
    ({ transaction } = outcome);
    return outcome;
  }
  /** A statement of our own, which has no reason to fail. */
  async function must(text: string): Promise<Outcome> {
    const outcome = await one(text);
    if (outcome.error) throw new Error(`${outcome.error.message} (${text.slice(0, 60)})`);
    return outcome;
  }
  async function value(text: string): Promise<string | null> {
    return (await must(text)).rows[0]?.[0] ?? null;
  }
  async function enter(role: RoleId): Promise<void> {
    for (const text of entering(role)) await must(text);
  }
  function noTransaction(what: string): void {
    if (transaction !== 'I')
      throw new Refused(`${what} A transaction is open. End it with COMMIT or ROLLBACK first.`);
  }

  async function statement({ text, data }: Statement, cap: number): Promise<Outcome> {
    // Lines from a client are asked for by a protocol that nobody would answer here: PostgreSQL would end itself.
    if (isCopyIn(wordsOf(text))) return copied(text, data ?? '');
    return one(text, cap);
  }

  /** Lines given to PGlite as a file. */
  async function copied(text: string, data: string): Promise<Outcome> {
    const begun = ports.now();
    const from = text.replace(/\bfrom\s+stdin\b/i, "from '/dev/blob'");
    const plain = { columns: [], rows: [], more: false, notices: [], milliseconds: 0 } as const;
    try {
      const { affectedRows } = await db.query(from, [], { blob: new Blob([data]) });
      return {
        ...plain,
        tag: `COPY ${affectedRows ?? 0}`,
        error: null,
        milliseconds: ports.now() - begun,
        transaction,
      };
    } catch (error) {
      const { message, code, detail, hint, where } = error as Record<string, string | undefined>;
      if (code === undefined) throw error;
      transaction = transaction === 'I' ? 'I' : 'E';
      const told = {
        message: message ?? '',
        code,
        detail: detail ?? null,
        hint: hint ?? null,
        where: where ?? null,
      };
      return {
        ...plain,
        tag: null,
        error: { ...told, position: null },
        milliseconds: ports.now() - begun,
        transaction,
      };
    }
  }

  async function inOrder(
    statements: readonly Statement[],
    cap: number,
    tell: (one: Outcome) => void,
  ): Promise<void> {
    for (const each of statements) {
      const outcome = await statement(each, cap);
      tell(outcome);
      if (outcome.error) return;
    }
  }

  return {
    async run({ statements, cap }, tell) {
      await inOrder(statements, cap, tell);
      return null;
    },
    async become({ role }) {
      noTransaction('The role was not changed.');
      await enter(role);
      return null;
    },
    async compare({ statements, cap, back }) {
      noTransaction('Nothing was run.');
      const all: (readonly Outcome[])[] = [];
      for (const role of roleIds) {
        await enter(role);
        await must('begin');
        const outcomes: Outcome[] = [];
        await inOrder(statements, cap, (outcome) => outcomes.push(outcome));
        await must('rollback');
        all.push(outcomes);
      }
      await enter(back);
      return all;
    },
    async example({ back }) {
      noTransaction('The example table was not made.');
      await enter('owner');
      const there = await value(`select to_regclass('public.shipments')`);
      if (there === null) for (const { text } of split(`begin; ${exampleTable}; commit`)) await must(text);
      await enter(back);
      return null;
    },
    async schema() {
      return JSON.parse((await value(schemaQuery)) ?? '[]') as Relation[];
    },
    async settle({ always }) {
      if (transaction !== 'I') return null;
      const now = await value('select pg_current_wal_insert_lsn()');
      if (!always && now === written) return null;
      // What is in the shared buffers only is in the log too, but a start from files alone is quicker and surer.
      await must('checkpoint').catch(() => {});
      written = await value('select pg_current_wal_insert_lsn()');
      return (await db.dumpDataDir('none')).arrayBuffer();
    },
    async dump({ back }) {
      noTransaction('Nothing was saved.');
      await enter('owner');
      try {
        return await ports.dump(db);
      } finally {
        // pg_dump goes without ending its transaction, and leaves its settings behind.
        await db.exec(`rollback; reset all; set timezone = 'UTC'`);
        transaction = 'I';
        await enter(back);
      }
    },
    async load({ table, columns, csv }) {
      noTransaction('Nothing was loaded.');
      await must('begin');
      const definition = columns.map(({ name, type }) => `${quoted(name)} ${type}`).join(', ');
      const made = await one(`create table ${quoted(table)} (${definition})`);
      const outcome = made.error
        ? made
        : await copied(`copy ${quoted(table)} from stdin with (format csv)`, csv);
      await must(outcome.error ? 'rollback' : 'commit');
      return { ...outcome, transaction };
    },
  };
}
