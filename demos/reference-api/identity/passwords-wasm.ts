// Passwords on hash-wasm's argon2, for hosts without node:crypto: the reader's tab. The same PHC strings.
import { argon2id } from 'hash-wasm';
import type { Ids, Passwords } from '../deps.ts';
import { cost, formatPhc, parsePhc, sameBytes } from './phc.ts';

/** @param memory KiB; the default is the service's, tests may take less. */
export function wasmPasswords(ids: Pick<Ids, 'bytes'>, memory: number = cost.memory): Passwords {
  const derive = async (
    password: string,
    salt: Uint8Array,
    m: number,
    passes: number,
    lanes: number,
    length: number,
  ) =>
    new Uint8Array(
      await argon2id({
        password,
        salt,
        memorySize: m,
        iterations: passes,
        parallelism: lanes,
        hashLength: length,
        outputType: 'binary',
      }),
    );

  return {
    async hash(password) {
      const salt = new Uint8Array(ids.bytes(16));
      const hash = await derive(password, salt, memory, cost.passes, cost.lanes, cost.length);
      return formatPhc({ memory, passes: cost.passes, lanes: cost.lanes, salt, hash });
    },
    async verify(password, phc) {
      const known = parsePhc(phc);
      if (known === null) return false;
      const { memory: m, passes, lanes, salt, hash } = known;
      return sameBytes(await derive(password, salt, m, passes, lanes, hash.length), hash);
    },
  };
}
