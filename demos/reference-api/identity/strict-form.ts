// The gate in front of any cryptography (RFC 8725bis): three non-empty parts of base64url, two dots, a bounded size. No
// spaces, no padding, no JSON serialisation, nothing that another parser would read differently.
import { decode } from './base64url.ts';

/** Longest access token, in characters: ours have about 1,000. */
export const longestToken = 2_048;

export interface Parts {
  /** First part as it stands: the header is compared, never parsed. */
  readonly header: string;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array<ArrayBuffer>;
  /** Header, dot, payload: what is signed. */
  readonly signed: string;
}

const letters = /^[A-Za-z0-9_-]+$/;

/** @returns null for anything that is not exactly three parts of base64url. */
export function partsOf(token: string): Parts | null {
  const first = token.indexOf('.');
  const last = token.lastIndexOf('.');
  if (token.length > longestToken || first < 1 || last === token.length - 1) return null;
  const header = token.slice(0, first);
  if (!letters.test(header)) return null;
  // A third dot would be inside the payload, where decoding refuses it; with one dot only there is no payload.
  const payload = first + 1 < last ? decode(token, first + 1, last) : null;
  const signature = decode(token, last + 1);
  return payload && signature && { header, payload, signature, signed: token.slice(0, last) };
}

const scheme = /^Bearer ([\x21-\x7e]+)$/i;

/** The token of `Authorization: Bearer …` (RFC 6750), or null. One space, nothing after it. */
export function bearerOf(authorization: string | null): string | null {
  if (authorization === null || authorization.length > longestToken + 16) return null;
  if (authorization.startsWith('Bearer ')) return authorization.slice(7);
  return scheme.exec(authorization)?.[1] ?? null;
}
