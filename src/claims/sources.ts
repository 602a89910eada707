// The same sum as demos/proofs/record/sources.ts, which may not be imported from here; a test holds them against each other.
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';

/** SHA-256, hex, over names and texts of what the proofs run. */
export function hashOfSources(): string {
  const files = globSync(['demos/proofs/**/*.ts', 'demos/reference-api/**/*.{ts,sql}'])
    .filter((file) => !/\.test\.ts$|\/test\/|\/coverage\/|\/bench\//.test(file))
    .sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\n`).update(readFileSync(file)).update('\n');
  return hash.digest('hex');
}
