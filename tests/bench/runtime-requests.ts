// The requests that are timed, by the same code in the tab and in Node: a document is made, read, listed and changed.
import { type Client, signIn } from '../../demos/runtime/client.ts';

export const kinds = ['made', 'read', 'listed', 'changed'] as const;
export type Readings = Record<(typeof kinds)[number], number[]>;

/** Of each kind, to one reading: a page's clock has steps of 0.1 ms. */
const together = 10;
/** All in all fewer requests than a caller may send in a minute. */
const turns = 14;
const first = 4;

/** Milliseconds a request, one number a turn, without the first turns. */
export async function timeRequests(client: Client): Promise<Readings> {
  const headers = {
    authorization: `Bearer ${await signIn(client, 'ada')}`,
    'content-type': 'application/json',
  };
  const took: Readings = { made: [], read: [], listed: [], changed: [] };
  const body = JSON.stringify({ title: 'Notes', body: 'Cranes 3 and 4 wait.', department: 'operations' });
  const change = JSON.stringify({ version: 1, title: 'Notes on the harbour' });
  for (let turn = 0; turn < turns; turn += 1) {
    const time = async (kind: keyof Readings, call: (n: number) => Promise<Response>): Promise<string[]> => {
      const texts: string[] = [];
      const start = performance.now();
      for (let n = 0; n < together; n += 1) {
        const answer = await call(n);
        texts.push(await answer.text());
        if (!answer.ok) throw new Error(`${kind}: answered ${answer.status} ${texts.at(-1)}`);
      }
      const milliseconds = (performance.now() - start) / together;
      if (turn >= first) took[kind].push(milliseconds);
      return texts;
    };
    const made = await time('made', (n) =>
      client.fetch('/v1/documents', {
        method: 'POST',
        headers: { ...headers, 'idempotency-key': `bench-${turn}-${n}` },
        body,
      }),
    );
    const paths = made.map((text) => `/v1/documents/${(JSON.parse(text) as { id: string }).id}`);
    await time('read', (n) => client.fetch(paths[n] ?? '', { headers }));
    await time('listed', () => client.fetch('/v1/documents', { headers }));
    await time('changed', (n) => client.fetch(paths[n] ?? '', { method: 'PATCH', headers, body: change }));
  }
  return took;
}
