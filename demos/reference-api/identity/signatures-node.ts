// The same check by node:crypto, on its thread pool: the loop goes on with other requests meanwhile.
import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { Algorithm } from './algorithms.ts';
import type { Signatures } from './signatures.ts';

interface Engine {
  /** `asymmetricKeyType` of its keys. */
  readonly type: string;
  readonly digest: string | null;
  /** What the check is told beside the key; a bare key costs 15 microseconds less. */
  readonly options: { padding: number; saltLength: number } | null;
}

const engines: Readonly<Record<Algorithm, Engine>> = {
  // PKCS #1 v1.5 is what node:crypto takes an RSA key for.
  RS256: { type: 'rsa', digest: 'sha256', options: null },
  PS256: {
    type: 'rsa',
    digest: 'sha256',
    options: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 },
  },
  EdDSA: { type: 'ed25519', digest: null, options: null },
};

export const nodeSignatures: Signatures = {
  async importKey(alg, jwk) {
    const { type, options } = engines[alg];
    const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
    if (key.asymmetricKeyType !== type) throw new TypeError(`no ${alg} key`);
    return options === null ? key : { key, ...options };
  },
  verify: (alg, key, signature, signed) =>
    new Promise((done, fail) => {
      // Copies, from Node's pool: they live as long as the check on the other thread.
      const [data, proof] = [Buffer.from(signed), Buffer.from(signature)];
      verify(engines[alg].digest, data, key as KeyObject, proof, (error, right) =>
        error ? fail(error) : done(right),
      );
    }),
};
