// The one way to the API: a deadline on every call, the reader's own address and token, answers that are looked at before use.
import * as z from 'zod';
import { apiOrigin, originSecret } from './settings.ts';

export type Answered<T> =
  | { readonly kind: 'ok'; readonly value: T }
  /** The API answered and said no. */
  | { readonly kind: 'refused'; readonly status: number; readonly title: string }
  /** No answer in time, or one that does not match the contract. */
  | { readonly kind: 'unavailable' };

export interface Caller {
  readonly token?: string | undefined;
  /** X-Forwarded-For as it came: limits are counted for the reader, not for this process. */
  readonly forwarded?: string | null;
}

const deadlineMs = 3_000;
const problem = z.object({ title: z.string() });

async function call<T>(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  form: z.ZodType<T>,
  { token, forwarded }: Caller,
  body?: unknown,
): Promise<Answered<T>> {
  const secret = originSecret();
  try {
    const answer = await fetch(`${apiOrigin()}${path}`, {
      method,
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(deadlineMs),
      headers: {
        accept: 'application/json',
        ...(token && { authorization: `Bearer ${token}` }),
        ...(forwarded && { 'x-forwarded-for': forwarded }),
        ...(secret && { 'x-origin-secret': secret }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const content: unknown = answer.status === 204 ? undefined : await answer.json();
    if (!answer.ok) {
      if (answer.status >= 500) return { kind: 'unavailable' };
      const title = problem.safeParse(content);
      return { kind: 'refused', status: answer.status, title: title.data?.title ?? 'Refused.' };
    }
    const parsed = form.safeParse(content);
    return parsed.success ? { kind: 'ok', value: parsed.data } : { kind: 'unavailable' };
  } catch {
    return { kind: 'unavailable' };
  }
}

const session = z.object({
  accessToken: z.string(),
  expiresIn: z.int(),
  refreshToken: z.string(),
  sessionExpiresAt: z.iso.datetime(),
});
export type Session = z.output<typeof session>;

const documents = z.object({
  documents: z.array(
    z.object({
      id: z.uuid(),
      title: z.string(),
      department: z.string(),
      classification: z.enum(['public', 'internal', 'confidential']),
      locked: z.boolean(),
      updatedAt: z.iso.datetime(),
    }),
  ),
});
const account = z.object({ name: z.string(), role: z.string() });
const contract = z.object({
  info: z.object({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
});

export const signIn = (email: string, password: string, caller: Caller) =>
  call('POST', '/v1/sessions', session, caller, { email, password, device: 'reference-web' });
export const refresh = (refreshToken: string, caller: Caller) =>
  call('POST', '/v1/sessions/refresh', session, caller, { refreshToken });
export const signOut = (caller: Caller) => call('DELETE', '/v1/sessions/current', z.undefined(), caller);
export const listDocuments = (caller: Caller) => call('GET', '/v1/documents?limit=25', documents, caller);
export const readMe = (caller: Caller) => call('GET', '/v1/me', account, caller);
export const readContract = () => call('GET', '/openapi.json', contract, {});
export const isReady = () => call('GET', '/readyz', z.object({ status: z.string() }), {});
