// The chosen value sent to the API itself, in this tab or wherever the page's runtime runs: the contract at its real place.

import { documents } from '#api/storage/examples.ts';
import { exchange, type HttpExchange } from '../kit/http.ts';
import { signIn } from '../runtime/client.ts';
import type { Running } from '../runtime/contract.ts';
import { boot } from '../runtime/page-tab.ts';
import type { Call } from './contracts.ts';

const tokens = new WeakMap<Running, Promise<string>>();

/** A contributor, who owns the document that is changed. */
function tokenOf(host: Running): Promise<string> {
  const known = tokens.get(host) ?? signIn(host.client, 'carl');
  tokens.set(host, known);
  known.catch(() => tokens.delete(host));
  return known;
}

/** Boots when nothing runs yet. @throws RuntimeFault, or Error when signing in was refused */
export async function sendToApi({ method, path, signedIn }: Call, body: string): Promise<HttpExchange> {
  const host = await boot();
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (signedIn) headers['authorization'] = `Bearer ${await tokenOf(host)}`;
  if (method === 'POST' && signedIn) headers['idempotency-key'] = crypto.randomUUID();
  const got = await exchange(host, {
    method,
    path: path.replace('{id}', documents.handbook.id),
    headers,
    body,
  });
  // What the log and the next call need no more: the token was taken back, or has run out.
  if (got.answered.status === 401) tokens.delete(host);
  return got;
}
