// The wrapping key: held by the secret store, it encrypts nothing but data keys. `wrapping-key-next` exists while it is being
// changed; new data keys are then wrapped by it already. A fingerprint says which one opens what, so promoting "next" to the
// first place is a change in the secret store alone.
import type { Secrets } from '../deps.ts';
import { Problem } from '../problem.ts';
import { type Bytes, ivBytes, keyBytes, webCipher } from './cipher.ts';
import { SealRefused } from './envelope.ts';

export interface WrappingKey {
  /** First 8 bytes of SHA-256("lavbytes-wrapping" ‖ key), hex. */
  readonly id: string;
  readonly key: object;
}

/** A data key's row, as far as it is bound to its wrapping. */
export interface Slot {
  readonly version: number;
  readonly purpose: string;
}

const encoder = new TextEncoder();
const label = encoder.encode('lavbytes-wrapping');

/**
 * The wrapping keys there are, the one for new data keys first.
 * @throws Problem 'unavailable' when the secret store does not answer: nothing is then sealed, and nothing in clear instead.
 */
export async function wrappingKeys(secrets: Secrets): Promise<readonly WrappingKey[]> {
  const [next, current] = await Promise.all([
    readKey(secrets, 'wrapping-key-next'),
    readKey(secrets, 'wrapping-key'),
  ]);
  const found = [next, current].filter((key) => key !== null);
  if (found.length === 0) throw unavailable();
  return found;
}

/** The named wrapping key, or null when the store has none. @throws Problem 'unavailable' */
export async function readKey(
  secrets: Secrets,
  name: 'wrapping-key' | 'wrapping-key-next',
): Promise<WrappingKey | null> {
  const raw = await secrets.read(name).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'SecretMissing') return null;
    throw unavailable();
  });
  if (raw === null) return null;
  // A copy that is one: slice() of a Buffer is a view, and wiping it would wipe the store's own.
  const bytes = new Uint8Array(raw);
  const labelled = new Uint8Array(label.length + bytes.length);
  labelled.set(label);
  labelled.set(bytes, label.length);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', labelled));
  const key = await webCipher.importKey(bytes);
  bytes.fill(0);
  labelled.fill(0);
  return { id: hex(digest.subarray(0, 8)), key };
}

/** @returns IV ‖ ciphertext ‖ tag, 60 bytes, bound to version, purpose and wrapping key. */
export async function wrap(wrapping: WrappingKey, slot: Slot, raw: Bytes, iv: Bytes): Promise<Bytes> {
  const data = await webCipher.encrypt(wrapping.key, { iv, aad: boundTo(wrapping, slot), data: raw });
  const wrapped = new Uint8Array(ivBytes + data.length);
  wrapped.set(iv);
  wrapped.set(data, ivBytes);
  return wrapped;
}

/** @returns the 32 bytes of the data key: wipe them after use. @throws SealRefused */
export async function unwrap(wrapping: WrappingKey, slot: Slot, wrapped: Uint8Array): Promise<Bytes> {
  const bytes = new Uint8Array(wrapped);
  try {
    const iv = bytes.subarray(0, ivBytes);
    const data = bytes.subarray(ivBytes);
    const raw = await webCipher.decrypt(wrapping.key, { iv, aad: boundTo(wrapping, slot), data });
    if (raw.length !== keyBytes) throw new SealRefused();
    return raw;
  } catch {
    throw new SealRefused();
  }
}

const boundTo = ({ id }: WrappingKey, { version, purpose }: Slot): Bytes =>
  encoder.encode(`lavbytes-data-key ${version} ${id} ${purpose}`);

export const unavailable = (): Problem => new Problem('unavailable', { headers: { 'retry-after': '1' } });

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
