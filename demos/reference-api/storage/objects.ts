// The port to S3. Adapters: s3.ts, folder.ts, memory.ts.

export interface Objects {
  /**
   * Writes once: an existing key is never replaced (S3: If-None-Match "*", with Object Lock on the bucket).
   * @returns 'written', or 'exists' when the key was there already.
   */
  putOnce(key: string, body: Uint8Array, type: string): Promise<'written' | 'exists'>;
  get(key: string): Promise<Uint8Array | null>;
  list(prefix: string): Promise<string[]>;
}
