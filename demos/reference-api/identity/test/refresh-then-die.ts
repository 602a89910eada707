// A process of its own that refreshes a token and is killed (SIGKILL) at one position of the way:
//   node refresh-then-die.ts <postgres url> <refresh token> <milliseconds on its clock> <position | -1 | twin>
// Positions are counted over every statement, before and after it. With -1 it lives and prints how many there are.
// "twin" is the weak one: it consumes the token in one transaction and would write the successor in the next.
import pg from 'pg';
import { record } from '../../audit/append.ts';
import { systemIds } from '../../ids.ts';
import type { Database, Row, Statement } from '../../storage/database.ts';
import { openPg } from '../../storage/pg.ts';
import { refreshFlow } from '../refresh.ts';
import { readRefreshToken } from '../refresh-token.ts';
import { identitySettings } from '../settings.ts';

const [, , url = '', token = '', at = '0', position = '-1'] = process.argv;
const clock = { now: () => Number(at) };

let passed = 0;
function step(): void {
  if (passed === Number(position)) process.kill(process.pid, 'SIGKILL');
  passed += 1;
}

function deadly(inner: Database): Database {
  async function around<R extends Row>(ask: () => Promise<R[]>): Promise<R[]> {
    step();
    const rows = await ask();
    step();
    return rows;
  }
  return {
    ...inner,
    query: <R extends Row>(statement: Statement) => around(() => inner.query<R>(statement)),
    async transaction(scope, work) {
      const result = await inner.transaction(scope, async (tx) => {
        const done = await work({ query: <R extends Row>(one: Statement) => around(() => tx.query<R>(one)) });
        step();
        return done;
      });
      step();
      return result;
    },
  };
}

if (position === 'twin') {
  const hash = (await readRefreshToken(token))?.hash;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`update refresh_tokens set used_at = $2, successor_sealed = '' where hash = $1`, [
    Buffer.from(hash as Uint8Array),
    new Date(clock.now()),
  ]);
  process.kill(process.pid, 'SIGKILL');
}

const database = openPg({ url, size: 2 });
const flow = refreshFlow(
  { database: deadly(database), clock, ids: systemIds(clock) },
  identitySettings(),
  record,
);
const { kind } = await flow.refresh(token, '0'.repeat(32));
step();
await database.close();
process.stdout.write(JSON.stringify({ kind, positions: passed }));
