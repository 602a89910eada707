import { type Algorithm, algorithms } from './algorithms.ts';
import { encode } from './base64url.ts';

export interface MadeKey {
  readonly kid: string;
  readonly alg: Algorithm;
  readonly jwk: JsonWebKey;
  readonly pkcs8: Uint8Array;
}

/** A fresh pair; its kid is the thumbprint of the public half (RFC 7638). */
export async function makeKey(alg: Algorithm): Promise<MadeKey> {
  const { generate, members } = algorithms[alg];
  const pair = (await crypto.subtle.generateKey(generate, true, ['sign', 'verify'])) as CryptoKeyPair;
  const all = (await crypto.subtle.exportKey('jwk', pair.publicKey)) as Record<string, unknown>;
  const jwk = Object.fromEntries(members.map((name) => [name, all[name]])) as JsonWebKey;
  const thumbprint = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(jwk)));
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
  return { kid: encode(new Uint8Array(thumbprint)), alg, jwk, pkcs8 };
}
