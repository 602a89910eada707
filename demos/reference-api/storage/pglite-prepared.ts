// Statements of PGlite prepared once, as pg.ts has them: PGlite's own `query` parses and plans each time anew, in six turns to
// its PostgreSQL; here a statement is parsed when it is first met, and from then on bound and executed in one turn.
import { type messages, type PGlite, parse, protocol } from '@electric-sql/pglite';
import type { Row, Statement } from './database.ts';

type Message = messages.BackendMessage;

interface Prepared {
  /** Of its parameters, in order: numbers of PostgreSQL's types. */
  readonly types: readonly number[];
  /** What its rows look like; none where it gives no rows. */
  readonly shape: readonly Message[];
}

export interface PreparedStatements {
  /** One statement, inside the caller's transaction or outside of any. @throws the database's error, with its SQLSTATE as `code` */
  run<R extends Row>(statement: Statement): Promise<R[]>;
  /** For after something else used the connection: tables may have changed, statements may be gone. */
  forget(): void;
}

export function preparedStatements(db: PGlite): PreparedStatements {
  const { serialize } = protocol;
  let known = new Map<string, Prepared>();
  let since = 0;
  let stale = false;
  const send = (...parts: readonly Uint8Array[]): Promise<Message[]> =>
    db.execProtocolStream(joined(parts), { syncToFs: false });

  async function prepare({ text }: Statement, name: string): Promise<Prepared> {
    const parts = [
      serialize.parse({ name, text }),
      serialize.describe({ type: 'S', name }),
      serialize.sync(),
    ];
    const told = await send(...parts);
    return {
      types: parse.parseDescribeStatementResults(
        told as Parameters<typeof parse.parseDescribeStatementResults>[0],
      ),
      shape: told.filter((message) => message.name === 'rowDescription'),
    };
  }

  return {
    run<R extends Row>(statement: Statement) {
      return db.runExclusive(async () => {
        const name = `${statement.name}_${since}`;
        let one = known.get(name);
        if (one === undefined) {
          // Those of before would only take room.
          if (stale) await send(serialize.query('deallocate all'));
          stale = false;
          one = await prepare(statement, name);
          known.set(name, one);
        }
        const { types, shape } = one;
        const values = statement.values.map((value, i) => {
          if (value === null) return null;
          const serializer = db.serializers[types[i] as number];
          return serializer ? serializer(value) : String(value);
        });
        const told = await send(
          serialize.bind({ statement: name, values: values as string[] }),
          serialize.execute({}),
          serialize.sync(),
        );
        const all = [...shape, ...told] as Parameters<typeof parse.parseResults>[0];
        return (parse.parseResults(all, db.parsers)[0]?.rows ?? []) as R[];
      });
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
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
