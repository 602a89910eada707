// AUTHZ-06, time of check and time of use, on PostgreSQL with a full pool: rights are taken away while they are being used.
// Whatever commits after the taking-away must not be there. Control: the same change with its check before its transaction.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { often } from '../../../tests/soak.ts';
import { decide } from '../access/decide.ts';
import type { Principal } from '../route.ts';
import type { Database } from '../storage/database.ts';
import { organisations } from '../storage/examples.ts';
import { sql } from '../storage/sql.ts';
import { type Ask, direct } from '../test/direct.ts';
import { type Host, openHost } from '../test/hosts.ts';
import { clearVault, place } from './placing.ts';
import { documentRoutes } from './routes.ts';
import { findDocument, resourceOf, updateDocument } from './store.ts';

const rounds = often(200, 500);
const lanes = 10;
const ways = ['role', 'department', 'status', 'lock'] as const;
type Way = (typeof ways)[number];
/** Who begins: both at once, or one only when the other has ended, so that each comes first on any machine. */
const starts = ['at once', 'at once', 'acting first', 'taking first'] as const;

interface Tally {
  acted: number;
  refused: number;
  /** Changes that committed after the right to make them was gone. */
  wins: number;
}

let host: Host;
let owners: pg.Pool;
let ask: Ask;

const member = (n: number): Principal => ({
  user: `01900000-0000-7000-8000-0000000e${n.toString(16).padStart(4, '0')}`,
  organisation: organisations.aster.id,
  role: 'reviewer',
  department: 'racing',
  family: '01900000-0000-7000-8000-0000000000ff',
});

/** Every statement waits a moment of its own first, so that the two sides meet at every point. */
const jittery = (inner: Database, moment: () => Promise<void>): Database => ({
  ...inner,
  query: async (statement) => {
    await moment();
    return inner.query(statement);
  },
  transaction: (scope, work) =>
    inner.transaction(scope, (tx) =>
      work({
        async query(statement) {
          await moment();
          return tx.query(statement);
        },
      }),
    ),
});

let seed = 20_261_122;
function random(): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
}
const moment = () => new Promise<void>((done) => setTimeout(done, random() * 4));

beforeAll(async () => {
  host = await openHost('node');
  owners = new pg.Pool({ connectionString: host.url as string, max: lanes });
  const database = jittery(host.deps.database, moment);
  const deps = { ...host.deps, database };
  ask = direct(deps, documentRoutes({ vault: clearVault, trail: { note() {} } }));
  for (let n = 0; n < lanes; n++) {
    const { user, organisation, role, department } = member(n);
    await host.owner.query(sql`insert into users (id, organisation_id, email, name_sealed, role, department, password_phc, created_at)
      values (${user}, ${organisation}, ${`racer${n}@aster.example`}, ''::bytea, ${role}, ${department}, '-', now())`);
  }
});
afterAll(async () => {
  await owners.end();
  await host.close();
});

/** Takes the right away and reads, in the same transaction, what the document was at that point. */
async function revoke(way: Way, user: string, document: string): Promise<string> {
  const client = await owners.connect();
  try {
    await client.query('begin');
    const text = {
      role: `update users set role = 'viewer' where id = $1`,
      department: `update users set department = 'elsewhere' where id = $1`,
      status: `update users set status = 'disabled' where id = $1`,
      lock: 'update documents set locked = true, version = version + 1 where id = $1',
    }[way];
    await client.query(text, [way === 'lock' ? document : user]);
    const { rows } = await client.query('select title from documents where id = $1', [document]);
    await client.query('commit');
    return rows[0].title;
  } finally {
    client.release();
  }
}

/** @param act does it; between its look and its deed a weak one waits for `gap`, which some rounds make last until the right is gone. */
async function race(
  act: (who: Principal, document: string, gap: () => Promise<void>) => Promise<boolean>,
): Promise<Tally> {
  const tally: Tally = { acted: 0, refused: 0, wins: 0 };
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      const who = member(lane);
      for (let i = lane; i < rounds; i += lanes) {
        const turn = (i / lanes) | 0;
        const way = ways[turn % ways.length] as Way;
        const start = starts[((turn / ways.length) | 0) % starts.length];
        const id = crypto.randomUUID();
        // Another's document in the reviewer's own department: role, department, status and lock all decide.
        const situation = { department: who.department, classification: 'internal', locked: false } as const;
        await owners.query(
          `update users set role = 'reviewer', department = 'racing', status = 'active' where id = $1`,
          [who.user],
        );
        await place(
          { script: async () => {}, query: async (s) => (await owners.query(s.text, [...s.values])).rows },
          [
            {
              id,
              organisation: who.organisation,
              owner: member((lane + 1) % lanes).user,
              title: 'before',
              ...situation,
            },
          ],
        );
        const take = () => revoke(way, who.user, id);
        let acted: boolean;
        let atRevoke: string;
        if (start === 'acting first') {
          acted = await act(who, id, async () => {});
          atRevoke = await take();
        } else if (start === 'taking first') {
          // Also the worst moment for one who has looked already: the right is taken in the gap.
          let taken: Promise<string> | undefined;
          const gap = async () => {
            taken ??= take();
            await taken;
          };
          if (i % 2 === 0) await gap();
          acted = await act(who, id, gap);
          await gap();
          atRevoke = (await taken) as string;
        } else {
          const later = new Promise<void>((done) => setTimeout(done, random() * 16));
          [acted, atRevoke] = await Promise.all([act(who, id, moment), later.then(take)]);
        }
        const { rows } = await owners.query('select title from documents where id = $1', [id]);
        const title = rows[0].title;
        if (acted) tally.acted += 1;
        else tally.refused += 1;
        if (title !== atRevoke) tally.wins += 1;
      }
    }),
  );
  return tally;
}

describe('rights that are taken away while they are used', () => {
  it(`AUTHZ-06: ${rounds} interleavings, no change after the right is gone; control: check, then act, is caught`, async () => {
    const strong = await race(async (who, id) => {
      const { status } = await ask(who, 'PATCH', `/v1/documents/${id}`, { version: 1, title: 'after' });
      expect([200, 403, 404]).toContain(status);
      return status === 200;
    });
    expect(strong.wins).toBe(0);
    // Both sides came first often enough for the zero to mean something.
    expect(Math.min(strong.acted, strong.refused)).toBeGreaterThan(rounds / 20);

    const weak = await race(async (who, id, gap) => {
      const database = jittery(host.deps.database, moment);
      const row = await findDocument(database, who, id);
      const verdict =
        row &&
        decide(
          { ...who, role: row.member_role, department: row.member_department },
          'documents.update.title',
          resourceOf(row),
        );
      if (!verdict?.allow) return false;
      await gap();
      const done = await owners.query(`update documents set title = 'after' where id = $1`, [id]);
      return done.rowCount === 1;
    });
    expect(weak.wins).toBeGreaterThan(0);
  }, 120_000);

  it('control: row security in the transaction does not save a check on stale rights either', async () => {
    const weak = await race((who, id, gap) =>
      jittery(host.deps.database, moment)
        .transaction(who, async (tx) => {
          const [row] = await tx.query(sql`select * from api.seen_documents where id = ${id}`);
          const verdict = row && decide(who, 'documents.update.title', resourceOf(row as never));
          if (!verdict?.allow) return false;
          await gap();
          return (await updateDocument(tx, id, { title: 'after' }, new Date(0))) !== undefined;
        })
        .catch(() => false),
    );
    expect(weak.wins).toBeGreaterThan(0);
  }, 120_000);
});
