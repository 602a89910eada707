// What is recorded, by name. A script is an ordinary user of a client; whatever it asks can be asked of its recording.
import { documents, users } from '#api/storage/examples.ts';
import { json, type Person, signIn } from '../client.ts';
import type { Client } from '../contract.ts';

export interface Script {
  readonly title: string;
  run(client: Client): Promise<void>;
}

const people = ['vera', 'carl', 'rita', 'ada', 'abel'] as const satisfies readonly Person[];
const { handbook, incident, salaries, sealedPlan, ward } = documents;

/** Reading, and every sort of refusal: nothing here changes anything. */
async function look(client: Client): Promise<void> {
  for (const path of ['/healthz', '/readyz', '/.well-known/jwks.json', '/v1/documents', '/no-such-path'])
    await json(client, path);
  await json(client, '/v1/documents', { token: 'made-up' });
  const wrong = { email: users.vera.email, password: 'not the password' };
  await json(client, '/v1/sessions', { json: wrong });
  for (const person of people) {
    const token = await signIn(client, person);
    const lists = ['/v1/me', '/v1/documents', '/v1/documents?limit=3', '/v1/users', '/v1/audit/head'];
    const each = [handbook, incident, salaries, ward].map(({ id }) => `/v1/documents/${id}`);
    for (const path of [...lists, ...each]) await json(client, path, { token });
    await json(client, `/v1/documents/${sealedPlan.id}`, {
      method: 'PATCH',
      token,
      json: { version: 1, title: 'Plan for the summer' },
    });
    const headers = { 'idempotency-key': `recorded-${person}` };
    const body = { title: '', department: 'operations', owner: 'me' };
    await json(client, '/v1/documents', { token, headers, json: body });
  }
}

/** One document from its making to its end, by the person who made it and somebody of another organisation. */
async function change(client: Client): Promise<void> {
  const [carl, abel] = [await signIn(client, 'carl'), await signIn(client, 'abel')];
  const sent = { title: 'Notes on the harbour', body: 'Cranes 3 and 4 wait.', department: 'operations' };
  const headers = { 'idempotency-key': 'recorded-notes' };
  const made = await json(client, '/v1/documents', { token: carl, headers, json: sent });
  const path = `/v1/documents/${(made.body as { readonly id: string }).id}`;
  const both = async (): Promise<void> => {
    for (const token of [carl, abel]) await json(client, path, { token });
    await json(client, '/v1/documents', { token: carl });
  };
  await both();
  const title = 'Notes on the new harbour';
  await json(client, path, { method: 'PATCH', token: abel, json: { version: 1, title } });
  await json(client, path, { method: 'PATCH', token: carl, json: { version: 1, title } });
  await json(client, path, { method: 'PATCH', token: carl, json: { version: 1, title: 'Too late' } });
  await both();
  await json(client, path, { method: 'DELETE', token: carl });
  await both();
}

export const scripts = {
  look: { title: 'Reading and being refused, as five people of two organisations', run: look },
  change: { title: 'One document from its making to its end', run: change },
} as const satisfies Readonly<Record<string, Script>>;

export type ScriptName = keyof typeof scripts;
