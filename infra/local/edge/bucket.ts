// dist/ as it lies in the bucket: objects by key, with what publishing writes down about each. Read once.
import { readFileSync } from 'node:fs';
import { contentType, type Hashes, headersFor } from '../../../src/headers.ts';
import { errorPage, keyOf } from '../../site/layout.ts';
import { digest, filesIn } from '../built.ts';

export interface Stored {
  readonly body: Buffer;
  readonly type: string;
  readonly cache: string;
  readonly encoding: 'br' | undefined;
  readonly tag: string;
  /** Not in the bucket: for a client that takes no Brotli on a plain connection. */
  readonly plain: Buffer;
}

const none: Hashes = { scripts: [], styles: [] };

/** A file with a `.br` beside it was compressed by the build: that is what travels, and `.br` is no name of its own. */
export function bucketFrom(dist: string, release: string): ReadonlyMap<string, Stored> {
  const files = filesIn(dist);
  const objects = new Map<string, Stored>();
  for (const [path, file] of files) {
    if (path.endsWith('.br') && files.has(path.slice(0, -3))) continue;
    const plain = readFileSync(file);
    const small = files.get(`${path}.br`);
    const body = small === undefined ? plain : readFileSync(small);
    const stored: Stored = {
      body,
      plain,
      type: contentType(path),
      cache: headersFor(path, path, none)['Cache-Control'] ?? '',
      encoding: small === undefined ? undefined : 'br',
      tag: digest('sha256', plain).slice(7, 34),
    };
    objects.set(keyOf(path, release), stored);
    if (path === errorPage) objects.set(path.slice(1), stored);
  }
  return objects;
}
