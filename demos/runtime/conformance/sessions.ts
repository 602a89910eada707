// Signing in, and what becomes of a session: rotation with one successor, reuse, ends. The sign-ins of a minute are used up
// exactly, and two more are refused.
import { examplePassword, users } from '../../reference-api/storage/examples.ts';
import { pause, type Talk } from './talk.ts';

export async function sessions(talk: Talk): Promise<void> {
  const enter = (email: string, password = examplePassword, device?: string) =>
    talk.ask('POST', '/v1/sessions', { body: { email, password, ...(device && { device }) } });
  const refresh = (refreshToken: string) =>
    talk.ask('POST', '/v1/sessions/refresh', { body: { refreshToken } });

  const first = await enter(users.carl.email.toUpperCase(), examplePassword, 'Workshop terminal');
  const second = await talk.signIn('carl', 'Telefon ☎');
  const cora = await talk.signIn('cora', 'Desk');
  const elsewhere = await talk.signIn('cora', 'Pocket');
  await enter(users.carl.email, 'seven quiet rivers met');
  await second.ask('GET', '/v1/sessions');

  const parent = first.text('refreshToken');
  const child = (await refresh(parent)).text('refreshToken');
  const again = (await refresh(parent)).text('refreshToken');
  talk.found('the parent gives the same successor again', again === child);
  const grandchild = (await refresh(child)).text('refreshToken');
  // The parent once more, when its successor has been used: whoever has it is not the session's owner.
  await refresh(parent);
  await refresh(grandchild);
  await refresh(second.refreshToken);
  await enter(users.vera.email);

  // "Everywhere within a second" is the promise: that of this host's own process.
  await pause(1_000);
  await talk.ask('GET', '/v1/me', { who: 'the ended session', token: first.text('accessToken') });
  await second.ask('GET', '/v1/sessions');
  await cora.ask('GET', '/v1/sessions');
  for (const id of [first.text('session'), cora.session, users.carl.id, 'not-an-id'])
    await second.ask('DELETE', `/v1/sessions/${id}`);
  await elsewhere.ask('DELETE', `/v1/sessions/${cora.session}`);
  await cora.ask('GET', '/v1/me');
  await elsewhere.ask('GET', '/v1/sessions');
  await elsewhere.ask('DELETE', `/v1/sessions/${elsewhere.session}`);
  await elsewhere.ask('GET', '/v1/sessions');
  await second.ask('DELETE', '/v1/sessions/current');
  await second.ask('DELETE', '/v1/sessions/current');
  await second.ask('GET', '/v1/documents');
}
