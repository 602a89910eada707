// Everything about one signature algorithm in one place. A key has exactly one, chosen when it is made; a token cannot name
// another. RS256 is what the documents promise; why ASVS 5.0 would rather have PS256 or EdDSA is written as a decision.

export type Algorithm = 'RS256' | 'PS256' | 'EdDSA';

interface Signature {
  readonly generate: RsaHashedKeyGenParams | { name: 'Ed25519' };
  readonly import: RsaHashedImportParams | { name: 'Ed25519' };
  readonly sign: { name: string; saltLength?: number };
  /** Public members of the JWK (RFC 7518, RFC 8037), in the order of its thumbprint (RFC 7638). */
  readonly members: readonly string[];
}

const rsa = { modulusLength: 3072, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' };

export const algorithms: Readonly<Record<Algorithm, Signature>> = {
  RS256: {
    generate: { name: 'RSASSA-PKCS1-v1_5', ...rsa },
    import: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
    sign: { name: 'RSASSA-PKCS1-v1_5' },
    members: ['e', 'kty', 'n'],
  },
  PS256: {
    generate: { name: 'RSA-PSS', ...rsa },
    import: { name: 'RSA-PSS', hash: 'SHA-256' },
    sign: { name: 'RSA-PSS', saltLength: 32 },
    members: ['e', 'kty', 'n'],
  },
  EdDSA: {
    generate: { name: 'Ed25519' },
    import: { name: 'Ed25519' },
    sign: { name: 'Ed25519' },
    members: ['crv', 'kty', 'x'],
  },
};
