// L6: sensitive columns, encrypted before they reach the database and opened only on their way out.
import type { Config } from '../deps.ts';
import { type Bytes, type Cipher, webCipher } from './cipher.ts';
import { openBytes, SealRefused, sealBytes, versionOf } from './envelope.ts';
import { createKeyring, type KeyringDeps, type KeyringOptions } from './keys.ts';

export interface Vault {
  /**
   * Encrypts a text for one place. AES-256-GCM, fresh random IV; +33 bytes.
   * @param row primary key, of a tenant's row with the tenant; the value opens in this row only.
   * @throws Problem 'unavailable' when no data key can be had.
   */
  seal(table: string, column: string, row: string, text: string): Promise<Bytes>;
  /** @throws SealRefused, the same whatever is wrong with the value; Problem 'unavailable' when its key cannot be had now. */
  open(table: string, column: string, row: string, sealed: Uint8Array): Promise<string>;
  /** Await once before a transaction that seals or opens: keys are then in memory, and no second connection is needed. */
  ready(): Promise<void>;
}

export interface VaultDeps extends KeyringDeps {
  readonly config: Pick<Config, 'layersOff'>;
  /** node:crypto in a server (cipher-node.ts); the web's own otherwise. */
  readonly cipher?: Cipher;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function createVault(deps: VaultDeps, options: KeyringOptions = {}): Vault {
  if (deps.config.layersOff.includes('L6')) return clearVault;
  const { ids, cipher = webCipher } = deps;
  const keyring = createKeyring(deps, cipher, options);
  return {
    async seal(table, column, row, text) {
      const taken = keyring.take();
      const { key, version } = taken instanceof Promise ? await taken : taken;
      const iv = ids.bytes(12) as Bytes;
      return sealBytes(cipher, {
        key,
        version,
        place: { table, column, row },
        iv,
        plain: encoder.encode(text),
      });
    },
    async open(table, column, row, sealed) {
      const found = keyring.find(versionOf(sealed));
      const key = found instanceof Promise ? await found : found;
      return decoder.decode(await openBytes(cipher, key, { table, column, row }, sealed));
    },
    ready: keyring.ready,
  };
}

const clear = 0;

/** L6 switched off (sandbox and test builds only): format 00 and the text. A vault that is on refuses it. */
const clearVault: Vault = {
  async seal(_table, _column, _row, text) {
    return Uint8Array.of(clear, ...encoder.encode(text));
  },
  async open(_table, _column, _row, sealed) {
    if (sealed[0] !== clear) throw new SealRefused();
    return decoder.decode(sealed.subarray(1));
  },
  async ready() {},
};
