// A signed head: what is kept outside the database, where it is written once. Ed25519 (RFC 8032) over
//   "lavbytes-anchor1" ‖ seq (8) ‖ at (8) ‖ hash (32)
import type { Bytes, Head } from './chain.ts';
import { readHead } from './export-form.ts';
import { fromHex, toHex } from './hex.ts';

export interface Anchor extends Head {
  /** When it was signed, milliseconds since 1970-01-01 UTC. */
  readonly at: number;
  /** RFC 7638 thumbprint of the key. */
  readonly kid: string;
  readonly signature: Uint8Array;
}

export const anchorFormat = 'lavbytes-audit-anchor/1';

export function signedBytes({ seq, at, hash }: Head & { at: number }): Bytes {
  const bytes = new Uint8Array(64);
  bytes.set(Uint8Array.from('lavbytes-anchor1', (letter) => letter.charCodeAt(0)));
  const view = new DataView(bytes.buffer);
  view.setBigInt64(16, BigInt(seq));
  view.setBigInt64(24, BigInt(at));
  bytes.set(hash, 32);
  return bytes;
}

export function writeAnchor({ seq, hash, at, kid, signature }: Anchor): string {
  return JSON.stringify({
    format: anchorFormat,
    seq,
    hash: toHex(hash),
    at,
    kid,
    signature: toHex(signature),
  });
}

/** @throws SyntaxError or RangeError when it is no anchor. */
export function readAnchor(text: string): Anchor {
  const raw = JSON.parse(text);
  if (raw?.format !== anchorFormat || typeof raw.kid !== 'string' || !Number.isSafeInteger(raw.at))
    throw new RangeError('not an anchor of this format');
  return { ...readHead(raw), at: raw.at, kid: raw.kid, signature: fromHex(String(raw.signature)) };
}
