// One statement over PostgreSQL's own protocol, extended form: Parse, Bind, Describe, Execute with a row limit, Sync, in one
// message. The limit is the server's: a SELECT over a billion rows stops at the cap instead of filling memory.
import type { messages as Messages, PGlite } from '@electric-sql/pglite';
import { protocol } from '@electric-sql/pglite';
import type { DatabaseError, Outcome, TransactionState } from './outcome.ts';

const { serialize } = protocol;

function message(sql: string, cap: number): Uint8Array {
  const parts = [
    serialize.parse({ text: sql }),
    serialize.bind(),
    serialize.describe({ type: 'P' }),
    serialize.execute({ rows: cap }),
    serialize.sync(),
  ];
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(new Uint8Array(part), at);
    at += part.byteLength;
  }
  return whole;
}

/** PostgreSQL counts characters from 1, JavaScript UTF-16 units from 0. */
function positionIn(sql: string, position: string | undefined): number | null {
  const characters = Number(position);
  if (!(characters >= 1)) return null;
  return [...sql].slice(0, characters - 1).join('').length;
}

const errorOf = (sql: string, error: Messages.DatabaseError): DatabaseError => ({
  message: error.message,
  code: error.code ?? '',
  detail: error.detail ?? null,
  hint: error.hint ?? null,
  where: error.where ?? null,
  position: positionIn(sql, error.position),
});

/** @param cap rows at the most; one more is asked for, to know whether there are more. @throws only when PGlite itself has failed */
export async function ask(db: PGlite, sql: string, cap: number, now: () => number): Promise<Outcome> {
  const begun = now();
  const { messages } = await db.execProtocol(message(sql, cap + 1), { throwOnError: false });
  const milliseconds = now() - begun;
  let tag: string | null = null;
  let error: DatabaseError | null = null;
  let columns: Outcome['columns'] = [];
  let transaction: TransactionState = 'I';
  const rows: (readonly (string | null)[])[] = [];
  const notices: string[] = [];
  const copied: string[] = [];
  for (const one of messages) {
    switch (one.name) {
      case 'rowDescription':
        columns = (one as Messages.RowDescriptionMessage).fields.map(({ name, dataTypeID }) => ({
          name,
          type: dataTypeID,
        }));
        break;
      case 'dataRow':
        rows.push((one as Messages.DataRowMessage).fields);
        break;
      case 'copyData':
        copied.push(new TextDecoder().decode((one as Messages.CopyDataMessage).chunk));
        break;
      case 'commandComplete':
        tag = (one as Messages.CommandCompleteMessage).text;
        break;
      case 'notice': {
        const { severity, message: text } = one as unknown as { severity?: string; message?: string };
        notices.push(`${severity ?? 'NOTICE'}: ${text ?? ''}`);
        break;
      }
      case 'error':
        error = errorOf(sql, one as unknown as Messages.DatabaseError);
        break;
      case 'readyForQuery':
        transaction = (one as Messages.ReadyForQueryMessage).status as TransactionState;
        break;
    }
  }
  const more = rows.length > cap;
  if (copied.length > 0) {
    columns = [{ name: 'COPY', type: 25 }];
    rows.push(...copied.slice(0, cap).map((line) => [line.replace(/\r?\n$/, '')]));
  }
  return {
    tag: error ? null : (tag ?? `SELECT ${cap}`),
    columns,
    rows: more ? rows.slice(0, cap) : rows,
    more: more || copied.length > cap,
    notices,
    error,
    milliseconds,
    transaction,
  };
}
