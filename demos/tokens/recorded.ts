// The token that stands here before anything runs: really signed once, with a key that was thrown away. recorded.test.ts
// writes recorded.json and verifies it.
import { headerOf } from '#api/identity/access-token.ts';
import type { Claims } from '#api/identity/claims.ts';
import { type Verifier, webSignatures } from '#api/identity/signatures.ts';
import type { Report } from './examine.ts';
import type { Issued } from './mint.ts';
import recording from './recorded.json' with { type: 'json' };

interface Recording {
  /** "2026-11-23" */
  readonly on: string;
  readonly kid: string;
  readonly issued: Issued;
  readonly report: Report & { readonly claims: Claims };
}
export const recorded = recording as unknown as Recording;

/** The key that checks it. */
export async function recordedVerifier(): Promise<Verifier> {
  const { kid, issued } = recorded;
  const key = await webSignatures.importKey('RS256', issued.jwk);
  return {
    kid,
    alg: 'RS256',
    header: headerOf('RS256', kid),
    key,
    jwk: issued.jwk,
    from: 0,
    until: Number.POSITIVE_INFINITY,
  };
}
