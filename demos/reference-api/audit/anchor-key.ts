// The key that signs heads: Ed25519, made from the secret `audit-signing-key` (a 32-byte seed). It signs nothing else, and whoever
// verifies takes its public half from a place that they trust, not from the export.
import type { Secrets } from '../deps.ts';
import { type Anchor, signedBytes } from './anchor-form.ts';
import type { Bytes, Head } from './chain.ts';
import { fromHex } from './hex.ts';

/** RFC 8037. */
export interface AnchorJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
}

export interface AnchorKey {
  readonly kid: string;
  readonly jwk: AnchorJwk;
  sign(head: Head, at: number): Promise<Anchor>;
}

/** RFC 8410: what stands before the seed in a PKCS #8 key. */
const pkcs8 = fromHex('302e020100300506032b657004220420');

export async function anchorKey(secrets: Secrets): Promise<AnchorKey> {
  const seed = await secrets.read('audit-signing-key');
  const der = new Uint8Array(pkcs8.length + 32);
  der.set(pkcs8);
  der.set(seed.subarray(0, 32), pkcs8.length);
  const key = await crypto.subtle.importKey('pkcs8', der, 'Ed25519', true, ['sign']);
  der.fill(0);
  const { x } = await crypto.subtle.exportKey('jwk', key);
  const jwk: AnchorJwk = { kty: 'OKP', crv: 'Ed25519', x: x as string };
  const kid = await thumbprint(jwk);
  return {
    kid,
    jwk,
    async sign(head, at) {
      const signature = await crypto.subtle.sign('Ed25519', key, signedBytes({ ...head, at }));
      return { seq: head.seq, hash: head.hash, at, kid, signature: new Uint8Array(signature) };
    },
  };
}

/** RFC 7638. */
export async function thumbprint({ crv, kty, x }: AnchorJwk): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify({ crv, kty, x }));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
  return btoa(String.fromCharCode(...digest))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

/** Whether the anchor was signed by this key. */
export async function signedBy(anchor: Anchor, jwk: AnchorJwk): Promise<boolean> {
  if (anchor.kid !== (await thumbprint(jwk))) return false;
  const key = await crypto.subtle.importKey('jwk', { ...jwk }, 'Ed25519', false, ['verify']);
  return crypto.subtle.verify('Ed25519', key, anchor.signature as Bytes, signedBytes(anchor));
}
