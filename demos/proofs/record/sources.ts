// What a run depends on: the proofs, the claims' checks and the service, hashed by content. Same hash, same evidence.
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';

/** SHA-256, hex, over names and texts. */
export function hashOfSources(): string {
  const files = globSync(['demos/proofs/**/*.ts', 'demos/reference-api/**/*.{ts,sql}'])
    .filter((file) => !/\.test\.ts$|\/test\/|\/coverage\/|\/bench\//.test(file))
    .sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\n`).update(readFileSync(file)).update('\n');
  return hash.digest('hex');
}
