// The text of a refresh token and what is derived from it. 256 random bits; at rest only SHA-256 of it, with its purpose in
// front so that no other single-use secret can share a row. The successor is sealed under a key that only the parent's
// text gives: the database cannot open it.
import { decode, encode } from './base64url.ts';

const prefix = 'rt1_';
const utf8 = new TextEncoder();

export interface RefreshToken {
  readonly text: string;
  /** SHA-256 over purpose and secret. */
  readonly hash: Uint8Array<ArrayBuffer>;
}

export const makeRefreshToken = (random: Uint8Array): Promise<RefreshToken> => of(random);

/** @returns null when the text is not the form of a refresh token. */
export async function readRefreshToken(text: string): Promise<RefreshToken | null> {
  if (text.length !== prefix.length + 43 || !text.startsWith(prefix)) return null;
  const secret = decode(text.slice(prefix.length));
  return secret && of(secret);
}

async function of(secret: Uint8Array): Promise<RefreshToken> {
  const text = prefix + encode(secret);
  return {
    text,
    hash: new Uint8Array(await crypto.subtle.digest('SHA-256', utf8.encode(`refresh-token\n${text}`))),
  };
}

/** HKDF (RFC 5869) from the parent's text, then AES-256-GCM bound to the parent's hash; the key seals at most once per parent. */
async function keyOf(parent: RefreshToken): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', utf8.encode(parent.text), 'HKDF', false, ['deriveKey']);
  const how = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(32),
    info: utf8.encode('refresh-token successor'),
  };
  return crypto.subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

export async function sealSuccessor(
  parent: RefreshToken,
  successor: RefreshToken,
  iv: Uint8Array,
): Promise<Uint8Array> {
  const how = { name: 'AES-GCM', iv: iv as BufferSource, additionalData: parent.hash };
  const body = new Uint8Array(
    await crypto.subtle.encrypt(how, await keyOf(parent), utf8.encode(successor.text)),
  );
  const sealed = new Uint8Array(12 + body.length);
  sealed.set(iv);
  sealed.set(body, 12);
  return sealed;
}

/** @throws when it was sealed under another parent or has been changed. */
export async function openSuccessor(parent: RefreshToken, sealed: Uint8Array): Promise<string> {
  const how = { name: 'AES-GCM', iv: sealed.slice(0, 12), additionalData: parent.hash };
  return new TextDecoder().decode(await crypto.subtle.decrypt(how, await keyOf(parent), sealed.slice(12)));
}
