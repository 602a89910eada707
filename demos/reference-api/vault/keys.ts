// Data keys as one process holds them: unwrapped once, counted in blocks, replaced at the limit.
//
// NIST SP 800-38D, 8.3: no more than 2^32 encryptions under one key with random 96-bit IVs. Each process reserves a block in the
// database before it uses the first number of it, so a process that is killed can only waste numbers. At the limit the database
// refuses and a new key takes over; what the old one sealed still opens.
import type { Clock, Ids, Secrets } from '../deps.ts';
import type { Transaction } from '../storage/database.ts';
import type { Bytes, Cipher, CipherKey } from './cipher.ts';
import { SealRefused } from './envelope.ts';
import { type DataKeyRow, putNext, readDataKey, readDataKeys, readState, reserve } from './key-store.ts';
import { unavailable, unwrap, wrap, wrappingKeys } from './wrapping.ts';

export interface KeyringDeps {
  readonly database: Transaction;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface KeyringOptions {
  /** Encryptions reserved at once; 4096 by default. */
  readonly block?: number;
  /** Encryptions with one key; 2^32 by default, and never more. */
  readonly limit?: number;
}

export interface DataKey {
  readonly version: number;
  readonly key: CipherKey;
}

export interface Keyring {
  /** The key for one encryption, which is counted. Waits only when no number is left. @throws Problem 'unavailable' */
  take(): DataKey | Promise<DataKey>;
  /** The key of a version. @throws SealRefused when there is none, Problem 'unavailable' when it cannot be unwrapped now. */
  find(version: number): CipherKey | Promise<CipherKey>;
  /** Loads every key and a first block: afterwards neither call waits in the middle of somebody's transaction. */
  ready(): Promise<void>;
}

const purpose = 'columns';
const longest = 2 ** 32;

export function createKeyring(deps: KeyringDeps, cipher: Cipher, options: KeyringOptions = {}): Keyring {
  const { database, secrets, clock, ids } = deps;
  const { block = 4096, limit = longest } = options;
  if (limit > longest || block > limit) throw new RangeError('a key serves at most 2^32 encryptions');

  const known = new Map<number, CipherKey>();
  const loading = new Map<number, Promise<CipherKey>>();
  let active: DataKey | undefined;
  let left = 0;
  let refilling: Promise<void> | undefined;
  let prepared: Promise<void> | undefined;

  async function importRow({ id, wrapped, wrapping_id }: DataKeyRow): Promise<CipherKey> {
    const wrapping = (await wrappingKeys(secrets)).find((one) => one.id === wrapping_id);
    if (wrapping === undefined) throw unavailable();
    const raw = await unwrap(wrapping, { version: id, purpose }, wrapped);
    return keep(id, raw);
  }

  async function keep(version: number, raw: Bytes): Promise<CipherKey> {
    const key = await cipher.importKey(raw);
    raw.fill(0);
    known.set(version, key);
    return key;
  }

  async function load(version: number): Promise<CipherKey> {
    // A row between two wrapping keys may be read just before it is rewritten: once more settles it.
    for (let tries = 2; ; tries--) {
      const row = await readDataKey(database, version, purpose);
      if (row === null) throw new SealRefused();
      try {
        return await importRow(row);
      } catch (error) {
        if (tries === 1) throw error;
      }
    }
  }

  function find(version: number): CipherKey | Promise<CipherKey> {
    const key = known.get(version);
    if (key !== undefined) return key;
    let promise = loading.get(version);
    if (promise === undefined) {
      promise = load(version).finally(() => loading.delete(version));
      loading.set(version, promise);
    }
    return promise;
  }

  async function refill(): Promise<void> {
    for (;;) {
      const state = await readState(database, purpose);
      if (state.active !== 0 && (await reserve(database, state.active, block, limit))) {
        const key = await find(state.active);
        left = active?.version === state.active ? left + block : block;
        active = { version: state.active, key };
        return;
      }
      const before = await readState(database, purpose);
      if (before.active === state.active) await replace(before.active, before.last + 1);
    }
  }

  /** A key at its limit, or none yet: makes the next one. */
  async function replace(old: number, version: number): Promise<void> {
    const [wrapping] = await wrappingKeys(secrets);
    if (wrapping === undefined) throw unavailable();
    const raw = new Uint8Array(ids.bytes(32));
    const wrapped = await wrap(wrapping, { version, purpose }, raw, new Uint8Array(ids.bytes(12)));
    raw.fill(0);
    const row = { id: version, purpose, wrapped, wrapping_id: wrapping.id };
    await putNext(database, old, row, new Date(clock.now()));
  }

  function refillOnce(): Promise<void> {
    refilling ??= refill().finally(() => {
      refilling = undefined;
    });
    return refilling;
  }

  async function waitForOne(): Promise<DataKey> {
    while (active === undefined || left === 0) await refillOnce();
    left -= 1;
    return active;
  }

  return {
    take() {
      if (active === undefined || left === 0) return waitForOne();
      left -= 1;
      // Early enough that nobody waits; a failure here is met again, and told, when none is left.
      if (left === block >> 1) refillOnce().catch(() => {});
      return active;
    },
    find,
    ready() {
      prepared ??= Promise.all([
        readDataKeys(database, purpose).then((rows) => Promise.all(rows.map(({ id }) => find(id)))),
        left > 0 || refillOnce(),
      ]).then(
        () => {},
        (error: unknown) => {
          prepared = undefined;
          throw error;
        },
      );
      return prepared;
    },
  };
}
