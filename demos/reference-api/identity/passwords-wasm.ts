// Passwords on hash-wasm's argon2, for hosts without node:crypto: the reader's tab. The same PHC strings.
import { argon2id } from 'hash-wasm';
import type { Ids, Passwords } from '../deps.ts';
import { type Derive, passwordsBy } from './passwords-by.ts';
import { cost } from './phc.ts';

const derive: Derive = async (password, { salt, memory, passes, lanes, length }) =>
  new Uint8Array(
    await argon2id({
      password,
      salt,
      memorySize: memory,
      iterations: passes,
      parallelism: lanes,
      hashLength: length,
      outputType: 'binary',
    }),
  );

/** @param memory KiB; the default is the service's, tests may take less. */
export const wasmPasswords = (ids: Pick<Ids, 'bytes'>, memory: number = cost.memory): Passwords =>
  passwordsBy(derive, ids, memory);
