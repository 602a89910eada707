// Passwords on node:crypto's argon2, which works on the thread pool: the event loop goes on meanwhile.
import { argon2 } from 'node:crypto';
import type { Ids, Passwords } from '../deps.ts';
import { type Derive, passwordsBy } from './passwords-by.ts';
import { cost } from './phc.ts';

/** At once: each holds 19 MiB. The rest wait their turn. */
const atOnce = 4;

/** @param memory KiB; the default is the service's, tests may take less. */
export function nodePasswords(ids: Pick<Ids, 'bytes'>, memory: number = cost.memory): Passwords {
  const waiting: (() => void)[] = [];
  let working = 0;

  const derive: Derive = async (password, { salt, memory, passes, lanes, length }) => {
    if (working >= atOnce) await new Promise<void>((go) => waiting.push(go));
    else working += 1;
    const how = { message: password, nonce: salt, memory, passes, parallelism: lanes, tagLength: length };
    try {
      return await new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
        argon2('argon2id', how, (error, hash) => (error ? reject(error) : resolve(new Uint8Array(hash))));
      });
    } finally {
      const next = waiting.shift();
      if (next) next();
      else working -= 1;
    }
  };
  return passwordsBy(derive, ids, memory);
}
