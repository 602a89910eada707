// Access tokens: JWT (RFC 7519) as JWS compact, typ at+jwt (RFC 9068). The header is not parsed: it has to be, byte for byte,
// one that a live key of ours puts on its tokens. So `alg`, `jwk`, `jku`, `x5u`, `crit`, `zip` and a strange `kid` are
// never read at all, and one key has one algorithm.
import { algorithms } from './algorithms.ts';
import { decode, encode } from './base64url.ts';
import { believe, type Claims, type Expected } from './claims.ts';
import type { Signatures, Signer, Verifier } from './signatures.ts';
import { partsOf } from './strict-form.ts';

const utf8 = new TextEncoder();
const text = new TextDecoder();

/** The first part of every token that this key signs. */
export const headerOf = (alg: string, kid: string): string =>
  encode(utf8.encode(JSON.stringify({ alg, kid, typ: 'at+jwt' })));

/** Signs the claims as they are. */
export async function issue(signer: Signer, claims: Claims): Promise<string> {
  const signed = `${signer.header}.${encode(utf8.encode(JSON.stringify(claims)))}`;
  const { sign } = algorithms[signer.alg];
  const signature = await crypto.subtle.sign(sign, signer.key, utf8.encode(signed));
  return `${signed}.${encode(new Uint8Array(signature))}`;
}

export interface Verified {
  readonly claims: Claims;
  readonly kid: string;
}

/**
 * @param find the live key whose tokens begin with this header, or undefined.
 * @param now milliseconds.
 * @returns null for every kind of refusal: the caller learns nothing from which.
 */
export async function verify(
  signatures: Signatures,
  token: string,
  find: (header: string) => Verifier | undefined,
  expected: Expected,
  now: number,
): Promise<Verified | null> {
  const parts = partsOf(token);
  const key = parts === null ? undefined : find(parts.header);
  if (parts === null || key === undefined) return null;
  // Begun before anything is waited for, because the parts are views (strict-form.ts).
  if (!(await signatures.verify(key.alg, key.key, parts.signature, parts.signed))) return null;
  const claims = believe(parsed(parts.payload), expected, now);
  return claims && { claims, kid: key.kid };
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return null;
  }
}

/** The claims of a token whose signature nobody looked at: what a service without L3 believes. Sandbox and tests only. */
export function unverified(token: string): Claims | null {
  const payload = decode(token.split('.')[1] ?? '');
  return payload && (parsed(text.decode(payload)) as Claims | null);
}
