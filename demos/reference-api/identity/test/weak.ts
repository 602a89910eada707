// Weak builds of the service, for the controls of the refresh and key tests: the real code over a database whose functions were
// changed by its owner, or over an adapter that forgets what it should keep. Which of two callers is first decides nothing in them.
import type { Database, Row, Statement, Transaction } from '../../storage/database.ts';
import { sql } from '../../storage/sql.ts';
import type { Setting } from './processes.ts';

/** Rewrites a function of schema identity. @throws when it does not say what is to be replaced: a control must not go stale. */
async function rewrite({ host }: Setting, name: string, pairs: readonly (readonly [string, string])[]) {
  const [row] = await host.owner.query<{ text: string }>(
    sql`select pg_get_functiondef(p.oid) as text from pg_proc p where p.oid = ${`identity.${name}`}::regproc`,
  );
  let text = row?.text ?? '';
  for (const [from, to] of pairs) {
    if (!text.includes(from)) throw new Error(`identity.${name} does not say "${from}" any more`);
    text = text.replace(from, to);
  }
  await host.owner.script(text);
}

/** The last barrier of the tables goes too: a token may have several successors. */
const severalSuccessors = ({ host }: Setting) =>
  host.owner.script('alter table refresh_tokens drop constraint refresh_tokens_parent_hash_key');

const marksUsed =
  'set used_at = at, successor_sealed = sealed\n    where t.hash = token and t.used_at is null and t.idle_expiry > at';
const marksNothing = 'set idle_expiry = t.idle_expiry where t.hash = token and t.idle_expiry > at';

/** Every refresh within the grace makes a successor of its own. */
export async function successorEachTime(setting: Setting): Promise<void> {
  await severalSuccessors(setting);
  await rewrite(setting, 'rotate', [[marksUsed, marksNothing]]);
}

/** A token counts as used when a later second of the clock has begun since it was issued. */
export async function wholeSeconds(setting: Setting): Promise<void> {
  await severalSuccessors(setting);
  const later = `date_trunc('second', f.last_used_at) > date_trunc('second', t.issued_at)`;
  await rewrite(setting, 'refresh_state', [['t.used_at, t.', `case when ${later} then t.used_at end, t.`]]);
  await rewrite(setting, 'rotate', [['and t.used_at is null and', 'and']]);
}

/** Used tokens are marked in the table that other purposes write and clear too. */
export async function oneStoreForAll(setting: Setting): Promise<void> {
  await severalSuccessors(setting);
  const marked = `select n.at from public.access_notices n where n.subject = encode(t.hash, 'hex')`;
  await rewrite(setting, 'refresh_state', [['t.used_at, t.', `(${marked}), t.`]]);
  const mark = `insert into public.access_notices (kind, subject) values ('family', encode(token, 'hex'));`;
  await rewrite(setting, 'rotate', [
    [marksUsed, marksNothing],
    ['insert into public.refresh_tokens', `${mark}\n  insert into public.refresh_tokens`],
  ]);
}

/** Used tokens are known to the process alone. @returns the adapter of a process that starts now */
export async function usedInMemory(setting: Setting): Promise<() => Database> {
  await successorEachTime(setting);
  const { database } = setting.host.deps;
  return () => {
    const used = new Map<string, Date>();
    const hashOf = ({ values }: Statement) => Buffer.from(values[0] as Uint8Array).toString('hex');
    return {
      ...database,
      async query<R extends Row>(statement: Statement) {
        const rows = await database.query<R>(statement);
        if (!statement.text.includes('identity.refresh_state')) return rows;
        return rows.map((row) => ({ ...row, used_at: used.get(hashOf(statement)) ?? null }));
      },
      transaction: (scope, work) =>
        database.transaction(scope, (tx) =>
          work(
            watched(tx, async (statement, ask) => {
              if (statement.text.includes('identity.rotate(')) used.set(hashOf(statement), new Date(0));
              return ask();
            }),
          ),
        ),
    };
  };
}

/** The lock of the signing keys holds nobody back, and all `many` have looked before one of them makes a key. */
export function lookedFirst(database: Database, many: number): Database {
  let looking = 0;
  let release = (): void => {};
  const all = new Promise<void>((done) => {
    release = done;
  });
  return {
    ...database,
    transaction: (scope, work) =>
      database.transaction(scope, (tx) => {
        let locked = false;
        return work(
          watched(tx, async (statement, ask) => {
            if (statement.text.includes('pg_advisory_xact_lock')) {
              locked = true;
              return [];
            }
            const rows = await ask();
            if (locked && rows.length === 0 && statement.text.includes('from signing_keys')) {
              looking += 1;
              if (looking === many) release();
              await all;
            }
            return rows;
          }),
        );
      }),
  };
}

const watched = (
  tx: Transaction,
  hear: (statement: Statement, ask: () => Promise<Row[]>) => Promise<Row[]>,
): Transaction => ({
  query: <R extends Row>(statement: Statement) => hear(statement, () => tx.query(statement)) as Promise<R[]>,
});
