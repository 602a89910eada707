// Signs tokens in this tab as the service does: its keys, its claims, its signature. Keys are made at the first use and
// gone with the page. ES256, which the service does not have, is signed by jose over the same claims.
import { headerOf, issue } from '#api/identity/access-token.ts';
import { type Algorithm, algorithms } from '#api/identity/algorithms.ts';
import { type Claims, claimsFor } from '#api/identity/claims.ts';
import { makeKey } from '#api/identity/make-key.ts';
import { type Signer, type Verifier, webSignatures } from '#api/identity/signatures.ts';
import { users } from '#api/storage/examples.ts';
import { type AlgId, expected, type PersonId } from './demo.ts';

export interface Issued {
  readonly token: string;
  readonly claims: Claims;
  readonly jwk: JsonWebKey;
  readonly signatureBytes: number;
}

export interface Mint {
  /** @param now milliseconds */
  issue(person: PersonId, alg: AlgId, now: number): Promise<Issued>;
  /** The keys that the service's verifier would take: all made here but ES256. */
  verifiers(): readonly Verifier[];
}

interface Pair {
  readonly signer: Signer;
  readonly verifier: Verifier;
}

export async function makePair(alg: Algorithm): Promise<Pair> {
  const { kid, jwk, pkcs8 } = await makeKey(alg);
  const header = headerOf(alg, kid);
  const [key, shown] = await Promise.all([
    crypto.subtle.importKey('pkcs8', pkcs8 as BufferSource, algorithms[alg].import, false, ['sign']),
    webSignatures.importKey(alg, jwk),
  ]);
  return {
    signer: { kid, alg, header, key },
    verifier: { kid, alg, header, key: shown, jwk, from: 0, until: Number.POSITIVE_INFINITY },
  };
}

export function createMint(): Mint {
  const pairs = new Map<Algorithm, Promise<Pair>>();
  const verifiers: Verifier[] = [];
  let es: ReturnType<typeof makeEs256> | null = null;

  function pairOf(alg: Algorithm): Promise<Pair> {
    let pair = pairs.get(alg);
    if (pair === undefined) {
      pair = makePair(alg).then((made) => {
        verifiers.push(made.verifier);
        return made;
      });
      pairs.set(alg, pair);
    }
    return pair;
  }

  return {
    async issue(person, alg, now) {
      const { id: user, organisation, role, department } = users[person];
      const bearer = { user, organisation, role, department, family: crypto.randomUUID(), epoch: 0 };
      const claims = claimsFor(bearer, expected, now, crypto.randomUUID());
      if (alg === 'ES256') {
        es ??= makeEs256();
        return (await es)(claims);
      }
      const { signer, verifier } = await pairOf(alg);
      const token = await issue(signer, claims);
      return { token, claims, jwk: verifier.jwk, signatureBytes: bytesOf(token) };
    },
    verifiers: () => verifiers,
  };
}

async function makeEs256(): Promise<(claims: Claims) => Promise<Issued>> {
  const { calculateJwkThumbprint, CompactSign, exportJWK, generateKeyPair } = await import('jose');
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwk = (await exportJWK(publicKey)) as JsonWebKey;
  const kid = await calculateJwkThumbprint(publicKey);
  return async (claims) => {
    const token = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
      .setProtectedHeader({ alg: 'ES256', kid, typ: 'at+jwt' })
      .sign(privateKey);
    return { token, claims, jwk, signatureBytes: bytesOf(token) };
  };
}

const bytesOf = (token: string): number => Math.floor(((token.length - token.lastIndexOf('.') - 1) * 3) / 4);
