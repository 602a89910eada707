// The same asked of the whole service, as a browser would: its routes, its database, its audit trail.
import { examplePassword, users } from '#api/storage/examples.ts';
import { boot } from '../runtime/page-tab.ts';
import type { Answer, Issuer } from './family.ts';

/** @throws RuntimeFault */
export async function wholeService(): Promise<Issuer> {
  const { client } = await boot();
  let access = '';

  async function post(path: string, body: unknown): Promise<Answer> {
    const headers = { 'content-type': 'application/json' };
    const reply = await client.fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    const said = (await reply.json()) as { refreshToken?: unknown; accessToken?: unknown; title?: unknown };
    if (typeof said.refreshToken === 'string') {
      access = String(said.accessToken);
      return {
        status: reply.status,
        token: said.refreshToken,
        why: 'The service gave an access token and this refresh token.',
      };
    }
    return { status: reply.status, token: null, why: await wordsFor(reply.status, said.title) };
  }

  async function wordsFor(status: number, title: unknown): Promise<string> {
    if (status === 429)
      return 'More than ten sign-ins and refreshes in a minute: the gateway refuses. Try again in a minute.';
    const { status: now } = await client.fetch('/v1/me', { headers: { authorization: `Bearer ${access}` } });
    const rest =
      now === 401
        ? 'The access token that is still out is refused too'
        : 'The last access token still stands';
    return `The service says “${String(title)}” and no more. ${rest}: GET /v1/me answers ${now}.`;
  }

  return {
    start: () => post('/v1/sessions', { email: users.vera.email, password: examplePassword }),
    present: (refreshToken) => post('/v1/sessions/refresh', { refreshToken }),
  };
}
