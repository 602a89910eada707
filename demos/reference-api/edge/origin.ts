// Proof that a request came through CloudFront: a header that only the distribution knows, added on its way to the origin.
import type { Secrets } from '../deps.ts';
import { Problem } from '../problem.ts';

export const originHeader = 'x-origin-secret';

export interface OriginProof {
  /** @throws Problem 'not-through-the-edge' (403). A promise on the first call only: the secret is read once. */
  check(given: string | null): Promise<void> | undefined;
}

/** How the secret's bytes are written in the header: base64url without padding (RFC 4648, 5). */
export const asHeader = (secret: Uint8Array): string =>
  btoa(String.fromCharCode(...secret))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

export function originProof(secrets: Secrets): OriginProof {
  let expected: string | undefined;
  async function first(given: string | null): Promise<void> {
    expected = asHeader(await secrets.read('origin-secret'));
    if (!same(given, expected)) throw refused();
  }
  return {
    check(given) {
      if (expected === undefined) return first(given);
      if (!same(given, expected)) throw refused();
      return undefined;
    },
  };
}

/** Every character is compared, whatever came before: the time says nothing about how much was right. */
function same(given: string | null, expected: string): boolean {
  if (given === null || given.length !== expected.length || expected.length === 0) return false;
  let difference = 0;
  for (let i = 0; i < expected.length; i++) difference |= given.charCodeAt(i) ^ expected.charCodeAt(i);
  return difference === 0;
}

const refused = (): Problem => new Problem('not-through-the-edge', { layer: 'L1', rule: 'origin.secret' });
