// SHA-256 by node:crypto, in the calling thread: on the short texts of a chain a tenth of what the web's own costs.
import { hash } from 'node:crypto';
import type { Sha256 } from './chain.ts';

export const nodeSha256: Sha256 = (bytes) =>
  hash('sha256', bytes, 'buffer') as unknown as Uint8Array<ArrayBuffer>;
