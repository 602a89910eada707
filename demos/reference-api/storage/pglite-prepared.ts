// Statements of PGlite prepared once, as pg.ts has them: PGlite's own `query` parses and plans each time anew, in six turns to
// its PostgreSQL; here a statement is parsed when it is first met, and from then on bound and executed in one turn.
import { type messages, type PGlite, protocol } from '@electric-sql/pglite';
import type { Row, Statement } from './database.ts';
import { type Column, columnsOf, readAnswer, readMessages } from './pglite-answer.ts';
import { boundMessage, type Sent } from './pglite-message.ts';

interface Prepared {
  /** Of its parameters, in order: numbers of PostgreSQL's types. */
  readonly types: readonly number[];
  /** None where it gives no rows. */
  readonly columns: readonly Column[];
}

export interface PreparedStatements {
  /** One statement, inside the caller's transaction or outside of any. @throws the database's error, with its SQLSTATE as `code` */
  run<R extends Row>(statement: Statement): Promise<R[]>;
  /** Begins or ends a transaction; `next` follows in the same turn. @returns what PostgreSQL did last, 'ROLLBACK' for a spoilt COMMIT */
  control(word: 'BEGIN' | 'COMMIT' | 'ROLLBACK', next?: Statement | null): Promise<string>;
  /** For after something else used the connection: tables may have changed, statements may be gone. */
  forget(): void;
}

export function preparedStatements(db: PGlite): PreparedStatements {
  const { serialize } = protocol;
  let known = new Map<string, Promise<Prepared>>();
  let since = 0;
  let stale = false;

  /** One turn. PostgreSQL has run, and answered, when the call returns; the promise only tells a crash. */
  async function send(...parts: readonly Uint8Array[]): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    // Its own memory is written anew in the next turn.
    const onRawData = (chunk: Uint8Array) => void chunks.push(chunk.slice());
    await db.execProtocolRawStream(joined(parts), { syncToFs: false, onRawData });
    return joined(chunks);
  }

  async function prepare(name: string, text: string): Promise<Prepared> {
    // Those of before would only take room.
    if (stale) {
      stale = false;
      readMessages(await send(serialize.query('deallocate all')));
    }
    const told = readMessages(
      await send(serialize.parse({ name, text }), serialize.describe({ type: 'S', name }), serialize.sync()),
    );
    let types: readonly number[] = [];
    let columns: readonly Column[] = [];
    for (const message of told) {
      if (message.name === 'parameterDescription')
        types = (message as messages.ParameterDescriptionMessage).dataTypeIDs;
      if (message.name === 'rowDescription')
        columns = columnsOf(message as messages.RowDescriptionMessage, db.parsers);
    }
    return { types, columns };
  }

  /** The statement ready to be sent, and how its answer is read. */
  async function bound({ name: own, text, values: given }: Statement) {
    const name = `${own}_${since}`;
    const made = known;
    let one = made.get(name);
    if (one === undefined) {
      one = prepare(name, text);
      one.catch(() => made.delete(name));
      made.set(name, one);
    }
    const { types, columns } = await one;
    const values = given.map((value, i): Sent => {
      if (value === null || value instanceof Uint8Array) return value;
      const serializer = db.serializers[types[i] as number];
      return serializer ? serializer(value) : String(value);
    });
    return { message: boundMessage(name, values), columns };
  }

  return {
    async run<R extends Row>(statement: Statement) {
      const { message, columns } = await bound(statement);
      return readAnswer<R>(await send(message), columns).rows;
    },
    async control(word, next) {
      const told = serialize.query(word);
      if (!next) return readAnswer(await send(told), []).tag;
      const { message, columns } = await bound(next);
      return readAnswer(await send(told, message), columns).tag;
    },
    forget() {
      if (known.size === 0) return;
      since += 1;
      known = new Map();
      stale = true;
    },
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0] as Uint8Array;
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
