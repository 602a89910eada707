// The claims as they are written: one YAML file each. Faults come back with file and line, for the build to stop at.
import { readdirSync, readFileSync } from 'node:fs';
import { parseFrontmatter } from 'astro/markdown';
import type { Fault } from '../markdown/checks.ts';
import { frontMatterFaults } from '../markdown/front-matter-error.ts';
import { type Claim, claimSchema } from './claim.ts';

export const claimsFolder = 'content/claims';

const framed = (yaml: string): string => `---\n${yaml}\n---\n`;

/** @returns the claims that can be read, in the order of their names, and what is wrong with the others. */
export function readClaims(folder = claimsFolder): { claims: Claim[]; faults: Fault[] } {
  const claims: Claim[] = [];
  const faults: Fault[] = [];
  for (const name of readdirSync(folder).sort()) {
    const file = `${folder}/${name}`;
    const source = framed(readFileSync(file, 'utf8'));
    const wrong = frontMatterFaults(file, source, claimSchema);
    faults.push(
      ...wrong.map(({ line, message }) => ({
        file,
        line: Math.max(1, line - 1),
        message: message.replace('front matter field', 'field'),
      })),
    );
    if (wrong.length > 0) continue;
    const data = claimSchema.parse(parseFrontmatter(source).frontmatter);
    claims.push({ ...data, id: name.replace(/\.yaml$/, ''), file });
  }
  return { claims, faults };
}

let known: ReadonlyMap<string, Claim> | undefined;

/** By id; read once a build. */
export function claimsById(): ReadonlyMap<string, Claim> {
  known ??= new Map(readClaims().claims.map((claim) => [claim.id, claim]));
  return known;
}
