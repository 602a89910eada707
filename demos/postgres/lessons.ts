// Transactions, step by step: what each letter of ACID means is done here, not told. Every step is SQL that runs in the console's own
// database, and says what must come of it; whether it did is looked up in the answer.
import { users } from '#api/storage/examples.ts';
import type { Outcome } from './outcome.ts';

export interface Step {
  readonly says: string;
  readonly sql: string;
  /** What came of it, in words. */
  readonly shows: string;
  readonly holds: (outcomes: readonly Outcome[]) => boolean;
}

export interface Lesson {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly steps: readonly Step[];
}

const cell = (outcomes: readonly Outcome[], row = 0, column = 0): string | null =>
  outcomes.at(-1)?.rows[row]?.[column] ?? null;
const failedWith =
  (code: string) =>
  (outcomes: readonly Outcome[]): boolean =>
    outcomes.at(-1)?.error?.code === code;
const inTransaction = (outcomes: readonly Outcome[]): boolean => outcomes.at(-1)?.transaction === 'T';

const accounts = `rollback;
drop table if exists accounts;
create table accounts (name text primary key, balance numeric not null check (balance >= 0));
insert into accounts values ('Ines', 100), ('Omar', 20);
select * from accounts order by name;`;

const setUp: Step = {
  says: 'Two accounts. A balance below zero is forbidden by the table itself.',
  sql: accounts,
  shows: 'Ines has 100, Omar 20.',
  holds: (outcomes) => cell(outcomes, 0, 1) === '100' && cell(outcomes, 1, 1) === '20',
};

const both = 'select name, balance from accounts order by name;';

export const lessons: readonly Lesson[] = [
  {
    id: 'commit',
    title: 'Commit: all of it, from one moment on',
    about: 'Atomic and durable. A transfer is two changes that make sense only together.',
    steps: [
      setUp,
      {
        says: 'Begin, take 30 from one, give 30 to the other. Nothing is final yet: this connection sees its own changes, nobody else would.',
        sql: `begin;\nupdate accounts set balance = balance - 30 where name = 'Ines';\nupdate accounts set balance = balance + 30 where name = 'Omar';\n${both}`,
        shows: '70 and 50, inside an open transaction.',
        holds: (outcomes) => cell(outcomes, 0, 1) === '70' && inTransaction(outcomes),
      },
      {
        says: 'Commit. Both changes become real in the same moment.',
        sql: `commit;\n${both}`,
        shows: '70 and 50, and no transaction is open.',
        holds: (outcomes) => cell(outcomes, 1, 1) === '50' && outcomes.at(-1)?.transaction === 'I',
      },
    ],
  },
  {
    id: 'rollback',
    title: 'Rollback: as if it had never been',
    about: 'Atomic. Whatever was done since BEGIN is undone, a table that was dropped included.',
    steps: [
      setUp,
      {
        says: 'Begin, and do something terrible.',
        sql: `begin;\ndrop table accounts;\nselect to_regclass('accounts') is null as "the table is gone";`,
        shows: 'The table is gone, for this transaction.',
        holds: (outcomes) => cell(outcomes) === 't' && inTransaction(outcomes),
      },
      {
        says: 'Roll back. In PostgreSQL changes of the schema are transactional too; in many databases they are not.',
        sql: `rollback;\n${both}`,
        shows: 'The table is back with 100 and 20.',
        holds: (outcomes) => cell(outcomes, 0, 1) === '100' && cell(outcomes, 1, 1) === '20',
      },
    ],
  },
  {
    id: 'constraint',
    title: 'Constraint: the rule is with the data',
    about: 'Consistent. No code path can leave a state that the table forbids, whatever it forgot to check.',
    steps: [
      setUp,
      {
        says: 'Give Omar 130 first, then take it from Ines, who has only 100.',
        sql: `begin;\nupdate accounts set balance = balance + 130 where name = 'Omar';\nupdate accounts set balance = balance - 130 where name = 'Ines';`,
        shows: 'Refused: check_violation, 23514.',
        holds: failedWith('23514'),
      },
      {
        says: 'The transaction has failed. PostgreSQL takes nothing more in it, not even a question, until it ends.',
        sql: both,
        shows: 'Refused: the current transaction is aborted, 25P02.',
        holds: failedWith('25P02'),
      },
      {
        says: 'Even COMMIT ends it as a rollback. Omar’s 130 are gone too.',
        sql: `commit;\n${both}`,
        shows: '100 and 20: nothing of it happened.',
        holds: (outcomes) => outcomes[0]?.tag === 'ROLLBACK' && cell(outcomes, 1, 1) === '20',
      },
    ],
  },
  {
    id: 'savepoint',
    title: 'Savepoint: take back a part',
    about: 'A transaction may try something and go on without it.',
    steps: [
      setUp,
      {
        says: 'Take 10 from Ines, set a savepoint, then try a name that is there already.',
        sql: `begin;\nupdate accounts set balance = balance - 10 where name = 'Ines';\nsavepoint before_omar;\ninsert into accounts values ('Omar', 10);`,
        shows: 'Refused: unique_violation, 23505.',
        holds: failedWith('23505'),
      },
      {
        says: 'Go back to the savepoint. What was done before it is still there; do the right thing instead, and commit.',
        sql: `rollback to savepoint before_omar;\nupdate accounts set balance = balance + 10 where name = 'Omar';\ncommit;\n${both}`,
        shows: '90 and 30.',
        holds: (outcomes) => cell(outcomes, 0, 1) === '90' && cell(outcomes, 1, 1) === '30',
      },
    ],
  },
  {
    id: 'scope',
    title: 'SET and SET LOCAL: a leak between requests',
    about:
      'Isolated, also from the next user of a pooled connection. The API sets who is asking for one transaction only.',
    steps: [
      {
        says: 'The API’s way: entered inside a transaction, for that transaction.',
        sql: `rollback;\nreset role;\nselect set_config('app.organisation', '', false);\nbegin;\nset local role lavbytes_app;\nselect api.enter('${users.vera.organisation}', '${users.vera.id}');\nselect count(*) as documents from documents;\ncommit;`,
        shows: 'Inside, Vera’s documents.',
        holds: (outcomes) => Number(outcomes.at(-2)?.rows[0]?.[0]) > 0,
      },
      {
        says: 'After the commit nobody is entered any more. The next request on this connection begins with nothing.',
        sql: `select coalesce(nullif(current_setting('app.organisation', true), ''), 'nobody') as entered, current_user;`,
        shows: 'Nobody, and the role is what it was.',
        holds: (outcomes) => cell(outcomes) === 'nobody',
      },
      {
        says: 'The famous mistake: the same setting for the session. It outlives the transaction, and the next request inherits a tenant.',
        sql: `begin;\nselect set_config('app.organisation', '${users.vera.organisation}', false);\ncommit;\nselect coalesce(nullif(current_setting('app.organisation', true), ''), 'nobody') as entered;`,
        shows: 'Still set after the commit: a leak.',
        holds: (outcomes) => cell(outcomes)?.endsWith('a') === true,
      },
      {
        says: 'Put it back.',
        sql: `select set_config('app.organisation', '', false);\nselect coalesce(nullif(current_setting('app.organisation', true), ''), 'nobody') as entered;`,
        shows: 'Nobody.',
        holds: (outcomes) => cell(outcomes) === 'nobody',
      },
    ],
  },
];
