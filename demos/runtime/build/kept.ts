// Results kept in .cache/runtime/ under the hash of what they were made from. Two builds at once make the same file twice and
// lose nothing: a file appears under its name only when it is whole.
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export const cacheFolder = '.cache/runtime';

/** SHA-256 in hex, cut to 64 bits: enough to name a file, and to see that its bytes are the right ones. */
export const nameOf = (...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex').slice(0, 16);
};

export function writeWhole(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  const part = `${file}.${randomUUID()}.part`;
  writeFileSync(part, content);
  renameSync(part, file);
}

/** The bytes under this name, made when they are not there. */
export async function kept(name: string, make: () => Promise<Uint8Array>): Promise<Buffer> {
  const file = `${cacheFolder}/${name}`;
  if (!existsSync(file)) writeWhole(file, await make());
  return readFileSync(file);
}
