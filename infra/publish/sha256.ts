import { createHash } from 'node:crypto';

/** Lower case hex, as manifests write it. */
export const sha256 = (body: Buffer | string): string => createHash('sha256').update(body).digest('hex');

/** As S3 writes it: base64. */
export const inBase64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');
