// DATA-13: PostgreSQL + Redis and PGlite + memory give the same answers. What may differ is listed in conformance.ts.
import { expect, it } from 'vitest';
import type { Statement } from '../storage/database.ts';
import { converse, type Step } from './conformance.ts';
import { type HostKind, type Overrides, openHost } from './hosts.ts';

type Around = NonNullable<Overrides['around']>;

async function steps(kind: HostKind, layersOff: 'L4'[] = [], around: Around = (database) => database) {
  const host = await openHost(kind, { config: { layersOff }, around });
  try {
    return await converse(host);
  } finally {
    await host.close();
  }
}

const differences = (a: readonly Step[], b: readonly Step[]) =>
  a.flatMap((step, i) => (JSON.stringify(step) === JSON.stringify(b[i]) ? [] : [{ one: step, other: b[i] }]));

it('both hosts answer the same script alike', async () => {
  const statements = new Map<string, Statement>();
  const heard = (statement: Statement) => statements.set(`${statement.name} ${statement.text}`, statement);
  const node = await steps('node', [], (database) => ({
    ...database,
    query(statement) {
      heard(statement);
      return database.query(statement);
    },
    transaction: (scope, work) =>
      database.transaction(scope, (tx) =>
        work({
          query(statement) {
            heard(statement);
            return tx.query(statement);
          },
        }),
      ),
  }));
  // DATA-02, the running half: every statement is prepared, and nothing that a caller sent is ever in its text.
  const texts = [...statements.values()];
  expect(texts.filter(({ name }) => name === '')).toEqual([]);
  expect(texts.filter(({ text }) => /Seen by|By \w+|[0-9a-f]{8}-[0-9a-f]{4}-7/.test(text))).toEqual([]);
  expect(texts.length).toBeGreaterThan(15);
  expect(texts.length).toBeLessThan(100);

  const embedded = await steps('pglite');
  expect(differences(node, embedded)).toEqual([]);
  expect(embedded.length).toBe(node.length);
  expect(node.length).toBeGreaterThan(250);
  expect(node.filter(({ status }) => status >= 500)).toEqual([]);
  const seen = new Set(node.map(({ status }) => status));
  for (const status of [200, 201, 204, 400, 401, 403, 404, 405, 415]) expect([...seen]).toContain(status);
  // Every refusal is a problem whose status is the answer's own.
  for (const { name, status, type, body } of node)
    if (status >= 400)
      expect([name, type, (body as { status: number }).status]).toEqual([
        name,
        'application/problem+json',
        status,
      ]);

  // Control: the comparison sees a host that decides differently.
  expect(differences(node, await steps('node', ['L4'])).length).toBeGreaterThan(10);
}, 240_000);
