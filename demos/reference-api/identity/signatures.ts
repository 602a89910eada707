// Checking signatures, as the web's own crypto does it. A server brings node:crypto's instead (signatures-node.ts), which needs
// about 10 microseconds less a token; both pass the same vectors.
import { type Algorithm, algorithms } from './algorithms.ts';

/** A public key as the engine holds it. */
export type PublicKey = object;

/** The key that signs. */
export interface Signer {
  readonly kid: string;
  readonly alg: Algorithm;
  /** First part of its tokens. */
  readonly header: string;
  readonly key: CryptoKey;
}

/** A public key, and from when until when it signs (milliseconds). */
export interface Verifier extends Omit<Signer, 'key'> {
  readonly key: PublicKey;
  readonly jwk: JsonWebKey;
  readonly from: number;
  readonly until: number;
}

export interface Signatures {
  /** @throws when the JWK is no public key of this algorithm. */
  importKey(alg: Algorithm, jwk: JsonWebKey): Promise<PublicKey>;
  /**
   * @param signed ASCII: the first two parts of a token and the dot between them. It and the signature are copied before this returns:
   * whoever calls may write over them then.
   */
  verify(
    alg: Algorithm,
    key: PublicKey,
    signature: Uint8Array<ArrayBuffer>,
    signed: Uint8Array<ArrayBuffer>,
  ): Promise<boolean>;
}

export const webSignatures: Signatures = {
  importKey: (alg, jwk) => crypto.subtle.importKey('jwk', jwk, algorithms[alg].import, false, ['verify']),
  verify: (alg, key, signature, signed) =>
    // By the letter of Web Crypto both are copied when it is called.
    crypto.subtle.verify(algorithms[alg].sign, key as CryptoKey, signature, signed),
};
