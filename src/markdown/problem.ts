// What stops the build because of something an author wrote: file, line, what is wrong, what to write instead.
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nearest } from '../nearest.ts';

export interface Place {
  /** From the repository's root. */
  readonly file: string;
  readonly line: number;
}

export class Problem extends Error {
  override readonly name = 'Problem';
  readonly line: number;

  constructor(place: Place, message: string) {
    super(`${place.file}:${place.line}: ${message}`);
    this.line = place.line;
  }
}

export function fileOf(url: URL | undefined): string {
  return url ? relative(process.cwd(), fileURLToPath(url)) : 'a document';
}

/** `unknown part "rediss"; the nearest is "redis"`. */
export function unknown(what: string, name: string, among: readonly string[]): string {
  const best = nearest(name, among);
  return `unknown ${what} "${name}"; ${best ? `the nearest is "${best}"` : 'there is none yet'}`;
}
