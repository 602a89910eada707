// Passwords on node:crypto's argon2, which works on the thread pool: the event loop goes on meanwhile.
import { argon2 } from 'node:crypto';
import type { Ids, Passwords } from '../deps.ts';
import { cost, formatPhc, parsePhc, sameBytes } from './phc.ts';

/** At once: each holds 19 MiB. The rest wait their turn. */
const atOnce = 4;

/** @param memory KiB; the default is the service's, tests may take less. */
export function nodePasswords(ids: Pick<Ids, 'bytes'>, memory: number = cost.memory): Passwords {
  const waiting: (() => void)[] = [];
  let working = 0;

  async function derive(
    password: string,
    salt: Uint8Array,
    m: number,
    passes: number,
    lanes: number,
    length: number,
  ) {
    if (working >= atOnce) await new Promise<void>((go) => waiting.push(go));
    else working += 1;
    const how = { message: password, nonce: salt, memory: m, passes, parallelism: lanes, tagLength: length };
    try {
      return await new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
        argon2('argon2id', how, (error, hash) => (error ? reject(error) : resolve(new Uint8Array(hash))));
      });
    } finally {
      const next = waiting.shift();
      if (next) next();
      else working -= 1;
    }
  }

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
