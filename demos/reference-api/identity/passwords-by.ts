// What both argon2id adapters share: salt, PHC string and comparison. An adapter brings only the derivation.
import type { Ids, Passwords } from '../deps.ts';
import { type Argon2, cost, formatPhc, parsePhc, sameBytes } from './phc.ts';

export interface Derivation extends Omit<Argon2, 'hash'> {
  /** Bytes of the hash. */
  readonly length: number;
}

/** argon2id (RFC 9106) of a password; `memory` in KiB. */
export type Derive = (password: string, how: Derivation) => Promise<Uint8Array<ArrayBuffer>>;

export function passwordsBy(derive: Derive, ids: Pick<Ids, 'bytes'>, memory: number): Passwords {
  return {
    async hash(password) {
      const how = { ...cost, memory, salt: new Uint8Array(ids.bytes(16)) };
      return formatPhc({ ...how, hash: await derive(password, how) });
    },
    async verify(password, phc) {
      const known = parsePhc(phc);
      if (known === null) return false;
      return sameBytes(await derive(password, { ...known, length: known.hash.length }), known.hash);
    },
  };
}
