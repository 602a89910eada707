// DATA-13: PostgreSQL + Redis and PGlite + memory give the same answers. What may differ is listed in conformance.ts.
import { expect, it } from 'vitest';
import { converse, type Step } from './conformance.ts';
import { type HostKind, openHost } from './hosts.ts';

async function steps(kind: HostKind, layersOff: 'L4'[] = []): Promise<Step[]> {
  const host = await openHost(kind, { config: { layersOff } });
  try {
    return await converse(host);
  } finally {
    await host.close();
  }
}

const differences = (a: readonly Step[], b: readonly Step[]) =>
  a.flatMap((step, i) => (JSON.stringify(step) === JSON.stringify(b[i]) ? [] : [{ one: step, other: b[i] }]));

it('both hosts answer the same script alike', async () => {
  const node = await steps('node');
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
