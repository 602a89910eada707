// What never reaches a handler, or reaches it as nobody: the contract read aloud, wrong methods, addresses, headers, bodies,
// tokens. The routes come from the host's own /openapi.json, so that a new one is asked too.
import { documents, users } from '../../reference-api/storage/examples.ts';
import type { Ask, Member, Talk } from './talk.ts';

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly security: readonly unknown[];
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const handbook = `/v1/documents/${documents.handbook.id}`;

export async function wire(talk: Talk): Promise<void> {
  const { ask } = talk;
  const carl = await talk.signIn('carl');
  const operations = operationsIn((await ask('GET', '/openapi.json')).body);
  for (const path of ['/healthz', '/readyz']) await ask('GET', path);
  // How many keys there are is a matter of their age; each has the same members.
  await ask('GET', '/.well-known/jwks.json', { shape: formsOfKeys });
  for (const path of ['/healthz', '/v1/me', '/v1/nothing']) await ask('HEAD', path);

  for (const { method, path, security } of operations) {
    if (security.length > 0) await ask(method, path, bodyFor(method));
    await carl.ask(method, `${path}?unknown=1`, bodyFor(method));
  }
  for (const path of new Set(operations.map(({ path }) => path)))
    for (const method of methods)
      if (!operations.some((one) => one.path === path && one.method === method)) {
        await ask(method, path);
        break;
      }
  await ask('OPTIONS', '/v1/me');
  const stranger = { email: 'nobody@aster.example', password: 'nobody knows this one' };
  await ask('POST', '/v1/sessions', { body: stranger });
  await addresses(carl);
  await tokens(ask, carl.token);
  await headers(carl);
  await bodies(carl);
}

function operationsIn(document: { paths: Record<string, Record<string, object>> }): Operation[] {
  return Object.entries(document.paths).flatMap(([path, all]) =>
    Object.entries(all).map(([method, one]) => ({
      ...(one as Pick<Operation, 'operationId' | 'security'>),
      method: method.toUpperCase(),
      path: path.replace('{id}', path.includes('documents') ? documents.minutes.id : users.vera.id),
    })),
  );
}

function formsOfKeys({ keys }: { keys: readonly Record<string, string>[] }): unknown {
  const forms = keys.map(({ n, kid, ...all }) => ({ ...all, n: n?.length, kid: kid?.length }));
  return [...new Set(forms.map((form) => JSON.stringify(form)))];
}

const bodyFor = (method: string) => (method === 'GET' || method === 'DELETE' ? {} : { body: {} });

async function addresses({ ask }: Member): Promise<void> {
  for (const path of [
    '/',
    '/v1',
    '/v1/',
    '/v1/me/',
    '/V1/me',
    '//v1/me',
    '/v1/%6de',
    '/v1/nothing',
    '/v1/documents/not-an-id',
    `/v1/documents/${documents.handbook.id.toUpperCase()}`,
    `${handbook}/nothing`,
    '/v1/documents/%00',
    '/v1/documents/%ff',
    '/v1/documents/%2e%2e%2fetc%2fpasswd',
    '/v1/documents/a;id',
    '/.env',
    '/v1/documents?limit=0',
    '/v1/documents?limit=1e1',
    '/v1/documents?cursor=x',
    '/v1/documents?a=1',
    '/v1/documents?limit=1&limit=2',
    '/v1/documents?limit=%ff',
    "/v1/documents?department=x'%20or%20'1'='1",
    '/v1/documents?department=%3Cscript%3E',
    `/v1/documents?owner=${'a'.repeat(3_000)}`,
    `/v1/documents?${Array.from({ length: 33 }, (_, i) => `p${i}=1`).join('&')}`,
  ])
    await ask('GET', path);
}

async function tokens(ask: Ask, token: string): Promise<void> {
  const [head = '', claims = '', signature = ''] = token.split('.');
  const none = btoa('{"alg":"none","typ":"at+jwt"}').replace(/=+$/, '');
  const forged = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
  for (const [what, authorization] of [
    ['an empty header', ''],
    ['no token', 'Bearer'],
    ['another scheme', 'Basic YTpi'],
    ['text', 'Bearer x'],
    ['two tokens', `Bearer ${token} ${token}`],
    ['no signature', `Bearer ${head}.${claims}.`],
    ['alg none', `Bearer ${none}.${claims}.`],
    ['a forged signature', `Bearer ${head}.${claims}.${forged}`],
    ['other claims', `Bearer ${head}.${claims.slice(0, -4)}AAAA.${signature}`],
    ['lower case', `bearer ${token}`],
  ] as const)
    await ask('GET', '/v1/me', { who: `by ${what}:`, headers: { authorization } });
}

async function headers({ ask }: Member): Promise<void> {
  const many = Object.fromEntries(Array.from({ length: 70 }, (_, i) => [`x-many-${i}`, '1']));
  await ask('GET', '/v1/me', { headers: many });
  await ask('GET', '/v1/me', { headers: { 'x-lookup': `\${jndi:ldap://x}` } });
  await ask('GET', '/v1/me', { headers: { traceparent: `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01` } });
  await ask('PATCH', handbook, { headers: { 'content-encoding': 'gzip' }, body: {} });
  for (const type of [
    'text/plain',
    'application/xml',
    'application/json; charset=latin1',
    'application/jsonx',
  ])
    await ask('PATCH', handbook, { headers: { 'content-type': type }, body: {} });
  for (const type of ['application/json; charset=utf-8', 'Application/JSON'])
    await ask('PATCH', handbook, { headers: { 'content-type': type }, body: { version: 1, title: 'T' } });
  const paper = { title: 'T', body: '', department: 'operations' };
  await ask('POST', '/v1/documents', { body: paper });
  for (const key of ['short', 'with space', '"unclosed', 'k'.repeat(129)])
    await ask('POST', '/v1/documents', { headers: { 'idempotency-key': key }, body: paper });
}

async function bodies({ ask }: Member): Promise<void> {
  const title = (text: string) => `{"version":2,"title":${text}}`;
  for (const body of [
    '',
    ' ',
    '{',
    '[]',
    'null',
    '1',
    '"text"',
    '{}',
    '{"version":2}',
    '{"version":"2","title":"a"}',
    '{"version":2.5,"title":"a"}',
    '{"version":1e400,"title":"a"}',
    '{"version":9007199254740993,"title":"a"}',
    '{"version":2147483648,"title":"a"}',
    title('1'),
    title('null'),
    title('""'),
    title('"\\u0000"'),
    title('"\\u0007"'),
    title('"\\ud800"'),
    title(`"${'a'.repeat(201)}"`),
    title('"a","x":1'),
    title('"a","title":"b"'),
    title('"<script>alert(1)</script>"'),
    title("\"1' or '1'='1\""),
    '{"__proto__":{}}',
    '{"version":2,"title":"a"}}',
    `${'['.repeat(17)}${']'.repeat(17)}`,
    `{${Array.from({ length: 1_001 }, (_, i) => `"m${i}":1`).join()}}`,
    title(`"${'a'.repeat(70_000)}"`),
  ])
    await ask('PATCH', handbook, { body });
  await ask('PATCH', handbook, { body: title('"Größe \u{1f512} \\" \\\\"') });
  await ask('GET', handbook);
}
