// A token of the reader's own: taken apart in this tab, and its signature checked with a public key they give. What is
// pasted stays in this page's memory; nothing here fetches, stores or logs.

import { type Algorithm, algorithms } from '#api/identity/algorithms.ts';
import { decode } from '#api/identity/base64url.ts';
import { webSignatures } from '#api/identity/signatures.ts';
import { moment } from './examine.ts';

export const longestPaste = 16_384;

export type Pasted =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly why: string }
  | {
      readonly kind: 'token';
      readonly token: string;
      readonly header: Readonly<Record<string, unknown>>;
      /** The payload's JSON object, or its text when it is none. */
      readonly payload: Readonly<Record<string, unknown>> | string;
      readonly signatureBytes: number;
      readonly notes: readonly string[];
    };

const utf8 = new TextDecoder('utf-8', { fatal: true });
const refused = (why: string): Pasted => ({ kind: 'refused', why });

/** @param now milliseconds */
export function readPasted(text: string, now: number): Pasted {
  if (text.length > longestPaste)
    return refused(`More than ${longestPaste.toLocaleString('en-GB')} characters: too long for a token.`);
  const token = text.trim().replace(/^Bearer /i, '');
  if (token === '') return { kind: 'nothing' };
  if (token.startsWith('{'))
    return refused(
      'This is the JSON form of a signature (RFC 7515, section 7.2). Paste the compact form: three parts with dots.',
    );
  const parts = token.split('.');
  if (parts.length === 5)
    return refused('Five parts: an encrypted token (JWE). Without its key there is nothing to read.');
  if (parts.length !== 3)
    return refused(
      `${parts.length === 1 ? 'One part' : `${parts.length} parts`} between the dots; a signed token has three.`,
    );
  const [head, body, signature] = parts.map((part) => decode(part));
  if (!head || !body || !signature) return refused(notStrict(parts));
  const header = objectIn(head);
  if (header === null) return refused('The header is not a JSON object in UTF-8.');
  const payload = objectIn(body) ?? textIn(body);
  if (payload === null) return refused('The payload is not text in UTF-8.');
  return {
    kind: 'token',
    token,
    header,
    payload,
    signatureBytes: signature.length,
    notes: [...notesOn(text, token, header, signature.length), ...timeOf(payload, now)],
  };
}

function notStrict(parts: readonly string[]): string {
  const name = (['header', 'payload', 'signature'] as const)[
    Math.max(
      0,
      parts.findIndex((part) => decode(part) === null),
    ) as 0 | 1 | 2
  ];
  return `The ${name} is not strict base64url: a foreign character, padding, or leftover bits. The service refuses it before any cryptography.`;
}

function notesOn(
  text: string,
  token: string,
  header: Readonly<Record<string, unknown>>,
  signature: number,
): string[] {
  const notes: string[] = [];
  if (text !== token)
    notes.push(
      'White space or “Bearer” around the token was left out. The service would not do that inside a header.',
    );
  if (signature === 0 || header['alg'] === 'none')
    notes.push('It is unsigned: whoever accepts it accepts anything.');
  for (const name of ['jku', 'jwk', 'x5u', 'x5c'])
    if (name in header)
      notes.push(
        `The header brings “${name}”: a key, or where to find one. A verifier that follows it asks the attacker.`,
      );
  return notes;
}

function timeOf(payload: Readonly<Record<string, unknown>> | string, now: number): string[] {
  const exp = typeof payload === 'string' ? undefined : payload['exp'];
  if (typeof exp !== 'number') return [];
  return [
    exp * 1000 < now
      ? `It ran out: ${moment(exp)}.`
      : `It is good until ${moment(exp)}: treat it as a password.`,
  ];
}

/** Plain members only: JSON.parse gives "__proto__" as a member of its own, and nothing here assigns by name. */
function objectIn(bytes: Uint8Array): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(utf8.decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function textIn(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

export type SignatureCheck =
  | { readonly kind: 'right'; readonly alg: string; readonly by: string }
  | { readonly kind: 'wrong'; readonly why: string }
  | { readonly kind: 'no key'; readonly why: string };

type Jwk = Readonly<Record<string, unknown>>;

/** What a key can be used for: the key decides, the header may only agree. */
function algorithmsOf({ kty, crv, alg }: Jwk): readonly string[] {
  const able: Readonly<Record<string, readonly string[]>> = {
    oct: ['HS256', 'HS384', 'HS512'],
    RSA: ['RS256', 'PS256', 'RS384', 'PS384', 'RS512', 'PS512'],
    'EC P-256': ['ES256'],
    'EC P-384': ['ES384'],
    'EC P-521': ['ES512'],
    'OKP Ed25519': ['EdDSA', 'Ed25519'],
  };
  const all = able[crv === undefined ? String(kty) : `${kty} ${crv}`] ?? [];
  return alg === undefined ? all : all.filter((one) => one === alg);
}

/** @param keyText a JWK or a JWKS as JSON; of several keys the one that the header's kid names */
export async function checkSignature(
  pasted: Extract<Pasted, { kind: 'token' }>,
  keyText: string,
): Promise<SignatureCheck> {
  const jwk = keyIn(keyText, pasted.header['kid']);
  if (typeof jwk === 'string') return { kind: 'no key', why: jwk };
  const alg = String(pasted.header['alg']);
  const able = algorithmsOf(jwk);
  if (!able.includes(alg))
    return {
      kind: 'wrong',
      why: `The header says “${alg.slice(0, 20)}”; this key is for ${able.join(', ') || 'nothing that is known here'}.`,
    };
  if ('crit' in pasted.header)
    return {
      kind: 'wrong',
      why: 'The header names extensions that must be understood (crit). None is known here.',
    };
  try {
    const by =
      alg in algorithms
        ? await byService(alg as Algorithm, jwk, pasted.token)
        : await byJose(alg, jwk, pasted.token);
    return by === null
      ? { kind: 'wrong', why: 'The signature was not made with this key over these two parts.' }
      : { kind: 'right', alg, by };
  } catch {
    return {
      kind: 'no key',
      why: 'The key could not be read: it is damaged, or weaker than the browser accepts.',
    };
  }
}

async function byService(alg: Algorithm, jwk: Jwk, token: string): Promise<string | null> {
  const last = token.lastIndexOf('.');
  const { kty, n, e, crv, x } = jwk;
  const key = await webSignatures.importKey(
    alg,
    JSON.parse(JSON.stringify({ kty, n, e, crv, x })) as JsonWebKey,
  );
  const signature = decode(token, last + 1);
  return signature && (await webSignatures.verify(alg, key, signature, token.slice(0, last)))
    ? 'the service’s own check'
    : null;
}

async function byJose(alg: string, jwk: Jwk, token: string): Promise<string | null> {
  const { compactVerify, errors, importJWK } = await import('jose');
  const { d: _, ...open } = jwk;
  const key = await importJWK(open as Parameters<typeof importJWK>[0], alg);
  try {
    await compactVerify(token, key, { algorithms: [alg] });
    return 'jose: the service does not have this algorithm';
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return null;
    throw error;
  }
}

function keyIn(text: string, kid: unknown): Jwk | string {
  if (text.length > longestPaste) return 'The key is too long.';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'The key is not JSON. Paste a JWK, or a JWKS as a service publishes it.';
  }
  if (typeof value !== 'object' || value === null) return 'The key is not a JSON object.';
  const { keys } = value as { keys?: unknown };
  if (!Array.isArray(keys)) return value as Jwk;
  const found: unknown =
    keys.length === 1 ? keys[0] : keys.find((one: { kid?: unknown } | null) => one?.kid === kid);
  return typeof found === 'object' && found !== null
    ? (found as Jwk)
    : 'None of these keys has the kid that the header names.';
}
