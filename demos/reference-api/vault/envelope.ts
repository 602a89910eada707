// The form of a sealed value, and what it is bound to. Pure but for the cipher that comes in.
//
//   format (1 byte, 01) ‖ key version (4, big-endian) ‖ IV (12) ‖ ciphertext ‖ tag (16)
//
// Associated data: "lavbytes-vault-1" ‖ key version (4) ‖ for table, column, row: length (2) ‖ UTF-8. Lengths come first, so no
// two places share a form. A value moved to another row, column, table or key version does not open.
import { type Bytes, type Cipher, type CipherKey, ivBytes, tagBytes } from './cipher.ts';

/** Where a value lives. */
export interface Place {
  readonly table: string;
  readonly column: string;
  /** Primary key; of a tenant's row, the tenant too (storage/row-of.ts). */
  readonly row: string;
}

/** Every value that does not open gives this one error, whatever the cause. */
export class SealRefused extends Error {
  override name = 'SealRefused';

  constructor() {
    super('A sealed value did not open.');
  }
}

const format = 1;
const headBytes = 5;
const encoder = new TextEncoder();
const label = encoder.encode('lavbytes-vault-1');

/** The bytes that authenticate the place. @throws RangeError when a name is longer than 65,535 bytes. */
export function associatedData({ table, column, row }: Place, version: number): Bytes {
  const names = [table, column, row].map((name) => encoder.encode(name));
  const bytes = new Uint8Array(names.reduce((size, name) => size + 2 + name.length, label.length + 4));
  const view = new DataView(bytes.buffer);
  bytes.set(label);
  let at = label.length;
  view.setUint32(at, version);
  at += 4;
  for (const name of names) {
    if (name.length > 0xffff) throw new RangeError('the name of a place is too long');
    view.setUint16(at, name.length);
    bytes.set(name, at + 2);
    at += 2 + name.length;
  }
  return bytes;
}

/** Encrypts under a fresh IV. @param iv 12 random bytes, never used with this key before. */
export async function sealBytes(cipher: Cipher, { key, version, place, iv, plain }: Sealing): Promise<Bytes> {
  const data = await cipher.encrypt(key, { iv, aad: associatedData(place, version), data: plain });
  const sealed = new Uint8Array(headBytes + ivBytes + data.length);
  sealed[0] = format;
  new DataView(sealed.buffer).setUint32(1, version);
  sealed.set(iv, headBytes);
  sealed.set(data, headBytes + ivBytes);
  return sealed;
}

export interface Sealing {
  readonly key: CipherKey;
  readonly version: number;
  readonly place: Place;
  readonly iv: Bytes;
  readonly plain: Bytes;
}

/** The key version that a sealed value names. @throws SealRefused when it is no sealed value. */
export function versionOf(sealed: Uint8Array): number {
  if (sealed[0] !== format || sealed.length < headBytes + ivBytes + tagBytes) throw new SealRefused();
  return new DataView(sealed.buffer, sealed.byteOffset).getUint32(1);
}

/** @throws SealRefused */
export async function openBytes(
  cipher: Cipher,
  key: CipherKey,
  place: Place,
  sealed: Uint8Array,
): Promise<Bytes> {
  const aad = associatedData(place, versionOf(sealed));
  const bytes = sealed as Bytes;
  try {
    return await cipher.decrypt(key, {
      iv: bytes.subarray(headBytes, headBytes + ivBytes),
      aad,
      data: bytes.subarray(headBytes + ivBytes),
    });
  } catch {
    throw new SealRefused();
  }
}
