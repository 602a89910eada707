// Leads in PostgreSQL, through the narrow functions of 0007-leads.sql: who writes has no scope there.
import type { Database, Row, Statement } from '../storage/database.ts';
import { sql } from '../storage/sql.ts';
import type { DueLead, KnownLead, LeadStore, StoredLead } from './ports.ts';

interface Due extends Row {
  readonly id: string;
  readonly reference: string;
  readonly sealed: Uint8Array;
  readonly at: Date;
  readonly attempts: number;
}

/** @param organisation whose leads these are */
export function postgresLeads(database: Pick<Database, 'transaction'>, organisation: string): LeadStore {
  const ask = <R extends Row>(statement: Statement): Promise<R[]> =>
    database.transaction(null, (tx) => tx.query<R>(statement));
  const count = async (statement: Statement): Promise<number> =>
    (await ask<{ n: number }>(statement))[0]?.n ?? 0;

  return {
    async known(key) {
      const [row] = await ask<Omit<KnownLead, 'at'> & { at: Date }>(sql`select * from leads.known(${key})`);
      return row === undefined ? null : { ...row, at: row.at.getTime() };
    },
    async put(l) {
      const [row] = await ask<{ put: 'stored' | 'known' | 'paid' }>(
        sql`select leads.put(${l.id}, ${organisation}, ${l.key}, ${l.fingerprint}, ${l.reference}, ${l.nonce}, ${l.person},
          ${l.sealed}, ${new Date(l.at)}, ${new Date(l.deleteAfter)}) as put`,
      );
      return (row as { put: 'stored' | 'known' | 'paid' }).put;
    },
    async takeDue(now, until, most) {
      const rows = await ask<Due>(
        sql`select * from leads.take_due(${new Date(now)}, ${new Date(until)}, ${most})`,
      );
      return rows.map((row): DueLead => ({ ...storedOf(row), attempts: row.attempts }));
    },
    async sent(id, now) {
      await ask(sql`select leads.sent(${id}, ${new Date(now)})`);
    },
    async notSent(id, now, again) {
      await ask(
        sql`select leads.not_sent(${id}, ${new Date(now)}, ${again === null ? null : new Date(again)})`,
      );
    },
    revive: (now) => count(sql`select leads.revive(${new Date(now)}) as n`),
    async ofPerson(person) {
      return (await ask<Due>(sql`select * from leads.of_person(${person})`)).map(storedOf);
    },
    forgetPerson: (person) => count(sql`select leads.forget_person(${person}) as n`),
    forgetOld: (now) => count(sql`select leads.forget_old(${new Date(now)}) as n`),
  };
}

const storedOf = ({ id, reference, sealed, at }: Due): StoredLead => ({
  id,
  reference,
  sealed,
  at: at.getTime(),
});
