// Which inline code the deployed policy allows: that of this build and that of every release that is kept, so that a page from
// the release before works while the pointer moves, and a rollback needs no new policy (ADR 0032).
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { Hashes } from '../../src/headers.ts';

const source = z.string().regex(/^sha256-[A-Za-z0-9+/]{43}=$/);
const form = z.strictObject({ scripts: z.array(source), styles: z.array(source) });

/** @throws in words when the file is missing or has something else in it */
export function readHashes(file: string): Hashes {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Error(`${file} is missing. What to do: run "npm run build" first.`);
  }
  return form.parse(JSON.parse(text));
}

export function together(all: readonly Hashes[]): Hashes {
  const sorted = (of: 'scripts' | 'styles') => [...new Set(all.flatMap((each) => each[of]))].sort();
  return { scripts: sorted('scripts'), styles: sorted('styles') };
}
