// One script of calls, the same for every host; answers are made comparable by naming ids in the order in which they appear.
import { documents, examplePassword, type SeedUserName, users } from '../storage/examples.ts';
import type { Host } from './hosts.ts';

export interface Step {
  /** What the step is called in a difference. */
  readonly name: string;
  readonly status: number;
  readonly type: string | null;
  readonly body: unknown;
}

type Body = Readonly<Record<string, unknown>> | string;

/** Some 350 calls: every seeded person against every document, accounts, sessions, the trail, and faults of every kind. */
export async function converse({ app, as, clock }: Host): Promise<Step[]> {
  const steps: Step[] = [];
  const name = names();

  async function step(label: string, answer: Response): Promise<void> {
    const text = await answer.text();
    const body = text === '' ? null : name(JSON.parse(text));
    steps.push({ name: label, status: answer.status, type: answer.headers.get('content-type'), body });
  }
  let key = 0;
  async function call(who: SeedUserName, method: string, path: string, body?: Body): Promise<void> {
    clock.advance(1);
    key += 1;
    const headers = { 'idempotency-key': `conformance-${key}` };
    const init = { method, headers: method === 'POST' ? headers : {}, ...(body !== undefined && { body }) };
    await step(`${who} ${method} ${path}`, await as(who)(path, init));
    // Allowed reads reach the trail a moment later: after each call, so that their order does not depend on the machine.
    await app.settle();
  }
  const bare = async (method: string, path: string, init: RequestInit = {}) =>
    step(`nobody ${method} ${path}`, await app(new Request(`http://api${path}`, { method, ...init })));

  const everybody = (Object.keys(users) as SeedUserName[]).filter((one) => users[one].status === 'active');
  for (const who of everybody) {
    await call(who, 'GET', '/v1/me');
    await call(who, 'GET', '/v1/documents?limit=3');
    await call(who, 'GET', '/v1/documents?classification=confidential');
    await call(who, 'GET', '/v1/users');
    for (const { id } of Object.values(documents)) {
      await call(who, 'GET', `/v1/documents/${id}`);
      await call(who, 'PATCH', `/v1/documents/${id}`, { title: `Seen by ${who}` });
    }
    await call(who, 'PUT', `/v1/documents/${documents.handbook.id}/lock`, { locked: true });
    await call(who, 'PUT', `/v1/documents/${documents.handbook.id}/lock`, { locked: false });
    await call(who, 'POST', '/v1/documents', {
      title: `By ${who}`,
      body: 'Text with ünïcödé, \u{1f512} and "quotes".',
      department: users[who].department,
      classification: 'internal',
    });
    await call(who, 'GET', '/v1/audit/head');
  }
  await call('ada', 'POST', `/v1/documents/${documents.minutes.id}/transfer`, { ownerId: users.cleo.id });
  await call('ada', 'DELETE', `/v1/documents/${documents.timetable.id}`);
  await call('carl', 'GET', `/v1/documents/${documents.timetable.id}`);

  for (const body of [
    '',
    '{',
    '[]',
    'null',
    '{"title":1}',
    '{"title":"a","x":1}',
    '{"title":"a","title":"b"}',
    '{"__proto__":{}}',
    '{"title":"\\u0000"}',
    '{"title":"\\ud800"}',
    `{"title":"${'a'.repeat(201)}"}`,
  ])
    await call('carl', 'PATCH', `/v1/documents/${documents.handbook.id}`, body);
  for (const path of [
    '/v1/documents/not-an-id',
    '/v1/documents?limit=0',
    '/v1/documents?cursor=x',
    '/v1/documents?a=1',
    '/v1/nothing',
    '/v1/documents/%00',
  ])
    await call('carl', 'GET', path);
  for (const [method, path] of [
    ['GET', '/v1/me'],
    ['GET', '/v1/documents'],
    ['DELETE', '/v1/sessions/current'],
    ['PUT', '/v1/documents'],
    ['OPTIONS', '/v1/me'],
    ['GET', '/healthz'],
    ['GET', '/openapi.json'],
  ] as const)
    await bare(method, path);

  const json = { 'content-type': 'application/json' };
  for (const [email, password] of [
    [users.carl.email, 'wrong password'],
    ['nobody@aster.example', examplePassword],
    [users.dora.email, examplePassword],
    [users.carl.email.toUpperCase(), examplePassword],
  ])
    await bare('POST', '/v1/sessions', { headers: json, body: JSON.stringify({ email, password }) });
  await bare('POST', '/v1/sessions', { headers: { 'content-type': 'text/plain' }, body: '{}' });
  await bare('POST', '/v1/sessions/refresh', { headers: json, body: '{"refreshToken":"x"}' });

  await call('ada', 'GET', '/v1/audit?limit=50');
  await call('abel', 'GET', '/v1/audit?limit=50');
  return steps;
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const traceId = /\b[0-9a-f]{32}\b/g;
const token = /^(?:eyJ[\w.-]+|[\w-]{43,})$/;
const hidden = new Set([
  'accessToken',
  'refreshToken',
  'hash',
  'previous',
  'signature',
  'instance',
  'trace',
  'kid',
  'n',
  'leaf',
]);
const seeded: ReadonlySet<string> = new Set(
  [...Object.values(users), ...Object.values(documents)].flatMap((one) =>
    'organisation' in one ? [one.id, one.organisation] : [one.id],
  ),
);

/** Ids that were made on the way get numbers; tokens, hashes and trace ids, which are random, are only said to be there. */
function names(): (value: unknown) => unknown {
  const known = new Map<string, string>();
  const one = (id: string): string => {
    if (seeded.has(id)) return id;
    if (!known.has(id)) known.set(id, `id-${known.size + 1}`);
    return known.get(id) as string;
  };
  return function plain(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value === 'string')
      return token.test(value) ? '…' : value.replaceAll(uuid, one).replaceAll(traceId, '…');
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        hidden.has(key) && inner !== null ? '…' : plain(inner),
      ]),
    );
  };
}
