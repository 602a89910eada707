// The gate in front of any cryptography (RFC 8725bis): three non-empty parts of base64url, two dots, a bounded size. No
// spaces, no padding, no JSON serialisation, nothing that another parser would read differently.
import { decodeInto } from './base64url.ts';

/** Longest access token, in characters: ours have about 1,000. */
export const longestToken = 2_048;

export interface Parts {
  /** First part as it stands: the header is compared, never parsed. */
  readonly header: string;
  /** Second part, decoded: UTF-8. */
  readonly payload: string;
  readonly signature: Uint8Array<ArrayBuffer>;
  /** Header, dot, payload: what is signed. */
  readonly signed: Uint8Array<ArrayBuffer>;
}

const letters = /^[A-Za-z0-9_-]+$/;
const encoder = new TextEncoder();
const utf8 = new TextDecoder('utf-8', { fatal: true });
// One buffer for all tokens: a new one each costs more in garbage than the decoding does.
const ascii = new Uint8Array(longestToken);
const payloads = new Uint8Array(longestToken);
const signatures = new Uint8Array(longestToken);

/**
 * Signature and signed text are views that the next call writes over: use them before anything is waited for.
 * @returns null for anything that is not exactly three parts of base64url, the second of them UTF-8.
 */
export function partsOf(token: string): Parts | null {
  const first = token.indexOf('.');
  const last = token.lastIndexOf('.');
  if (token.length > longestToken || first < 1 || last === token.length - 1) return null;
  const header = token.slice(0, first);
  if (!letters.test(header)) return null;
  const { read, written } = encoder.encodeInto(token, ascii);
  if (read !== token.length || written !== token.length) return null;
  // A third dot would be inside the payload, where decoding refuses it; with one dot only there is no payload.
  const said = first + 1 < last ? decodeInto(payloads, ascii, first + 1, last) : -1;
  const size = decodeInto(signatures, ascii, last + 1, token.length);
  const payload = said === -1 || size === -1 ? null : textOf(payloads.subarray(0, said));
  if (payload === null) return null;
  return { header, payload, signature: signatures.subarray(0, size), signed: ascii.subarray(0, last) };
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

const scheme = /^Bearer ([\x21-\x7e]+)$/i;

/** The token of `Authorization: Bearer …` (RFC 6750), or null. One space, nothing after it. */
export function bearerOf(authorization: string | null): string | null {
  if (authorization === null || authorization.length > longestToken + 16) return null;
  if (authorization.startsWith('Bearer ')) return authorization.slice(7);
  return scheme.exec(authorization)?.[1] ?? null;
}
